// What a method needs of memory against what is free: counted, and said with the sizes before anything is made.
#include "core/explain/room.h"

#include "core/capture/capture_data.h"
#include "core/dump.h"
#include "core/explain/heads.h"
#include "core/explore.h"
#include "tests/support/reference.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sys/resource.h>

using namespace vitrine;
using namespace vitrine::test;

namespace {

constexpr int64_t MiB = 1024 * 1024;
constexpr MatrixSize large{12, 12, 128, 16};  // 16,385 tokens: a matrix has 1,025 MiB

std::string complaint(const std::function<void()>& work) {
    try {
        work();
    } catch (const UsageError&) {
        return "wrong usage";
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

std::string complaint(const MapRequest& request, const MemoryFree& free) {
    return complaint([&] { requireRoom(request.method, matricesOf(request, large), large, free); });
}

/// A run with the sizes of a large one and next to nothing in it: every token the same numbers.
std::shared_ptr<const Capture> largeRun() {
    auto data = std::make_unique<Capture::Data>();
    data->rows = data->cols = int(large.rows);
    data->patch_size = int(large.patch_size);
    data->qk.assign(2, at::zeros({2, 12, 1, 1}).expand({2, 12, large.tokens(), 1}));
    data->tokens.assign(3, at::zeros({1, 1}).expand({large.tokens(), 1}));
    return std::make_shared<const Capture>(std::move(data));
}

/// This process may take so much more while it lives.
class Limit {
public:
    explicit Limit(int64_t more) {
        getrlimit(RLIMIT_AS, &m_before);
        std::ifstream status("/proc/self/status");
        int64_t size = 0;
        for (std::string word; status >> word && word != "VmSize:";) {
        }
        status >> size;
        const rlimit now{rlim_t(size * 1024 + more), m_before.rlim_max};
        setrlimit(RLIMIT_AS, &now);
    }
    ~Limit() { setrlimit(RLIMIT_AS, &m_before); }

private:
    rlimit m_before{};
};

}  // namespace

class RoomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsCounted() {
        MapRequest request;
        QCOMPARE(matricesOf(request, large), int64_t(0));  // one row of A
        request.direction = Direction::To;
        QCOMPARE(matricesOf(request, large), int64_t(24));
        request.method = "rollout";
        QCOMPARE(matricesOf(request, large), int64_t(24));
        MapRequest line{.method = "attn_grad"};  // of one query: a row of A and one of G
        QCOMPARE(matricesOf(line, large), int64_t(0));
        request.discard = 0.5;
        QCOMPARE(matricesOf(request, {12, 2, 128, 16}), int64_t(2 + 8));  // few heads: sorting needs more
        QCOMPARE(matricesOfDump(large), int64_t(12 * 12 + 24));
    }

    void whatDoesNotFitIsRefusedWithTheSizes() {
        MapRequest rollout;
        rollout.method = "rollout";
        QCOMPARE(QString::fromStdString(complaint(rollout, {3000 * MiB, {}, 0})),
                 QString("rollout: needs about 24,580 MiB to hold how 16,385 tokens attend to one another, "
                         "3,000 MiB are free: choose an image size of 1024, the method attention, or close other "
                         "programs"));
        QCOMPARE(complaint(rollout, {24580 * MiB, {}, 0}), std::string());
        QCOMPARE(complaint({}, {1 * MiB, {}, 0}), std::string());  // attention needs none
        QVERIFY(complaint(rollout, {900 * MiB, "this container's limit of 1,024 MiB", 0})
                    .find("900 MiB are free within this container's limit of 1,024 MiB: choose") != std::string::npos);
    }

    /// The run is there, the method would not fit: in words, and what fits goes on.
    void aRunLivesOn_data() {
        QTest::addColumn<QString>("of");
        for (const char* of : {"rollout", "rollout around", "attention to", "matrix", "heads", "distances", "dump"})
            QTest::newRow(of) << of;
    }
    void aRunLivesOn() {
        QFETCH(QString, of);
        const auto capture = largeRun();
        MapRequest rollout, to;
        rollout.method = "rollout";
        to.direction = Direction::To;
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("dump.safetensors").toStdString();
        const Limit limit(2000 * MiB);
        const std::string why = complaint([&] {
            if (of == "rollout")
                explain(*capture, rollout);
            else if (of == "rollout around")
                explainAround(*capture, rollout);
            else if (of == "attention to")
                explainAround(*capture, to);
            else if (of == "matrix")
                explainMatrix(*capture, {.head = {3, Fusion::Mean}});
            else if (of == "heads")
                headGrid(*capture, {}, Direction::To);
            else if (of == "distances")
                headDistances(*capture);
            else
                dumpResult({std::make_shared<const Picture>(), capture, {}, {}, false, {}}, file);
        });
        QVERIFY2(QString::fromStdString(why).contains("16,385 tokens attend to one another, "), why.c_str());
        QVERIFY2(QString::fromStdString(why).contains(" MiB are free within this process's limit of "), why.c_str());
        QVERIFY(!std::filesystem::exists(file));
        QCOMPARE(explain(*capture, {}).rows, int(large.rows));
        const AttentionStats stats = attentionStats(*capture, 1, {}, {});
        QVERIFY(std::abs(stats.entropy_bits - std::log2(16385.0)) < 1e-3 && std::isnan(stats.distance_px));
    }
};

QTEST_GUILESS_MAIN(RoomTest)
#include "room_test.moc"
