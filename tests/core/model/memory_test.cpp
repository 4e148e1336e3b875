// What a run needs against what is free: the sizes, the limits of a made-up machine, and the sentence.
#include "core/model/memory.h"

#include "core/explore.h"
#include "tests/support/paths.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace vitrine;

namespace {

constexpr int64_t MiB = 1024 * 1024;

/// A machine of files: what /proc and /sys say.
struct Machine {
    QTemporaryDir folder;
    std::filesystem::path root = folder.path().toStdString();

    void write(const std::string& file, const std::string& text) const {
        std::filesystem::create_directories((root / file).parent_path());
        std::ofstream(root / file) << text;
    }
    explicit Machine(int64_t availableMib) {
        write("proc/meminfo", "MemTotal:       64000000 kB\nMemFree:          123456 kB\nMemAvailable:    " +
                                  std::to_string(availableMib * 1024) + " kB\n");
    }
};

ModelPlan planOf(const std::string& model, Dtype dtype = Dtype::Float32, int size = 0) {
    ModelRequest request;
    request.model = model;
    request.weights = "random";
    request.placement.device = "cpu";
    request.placement.dtype = dtype;
    if (size)
        request.image_size = size;
    return plan(request);
}

std::string complaint(const ModelPlan& plan, const MemoryFree& free, int64_t given = 0) {
    try {
        requireMemory(plan, free, given);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

class MemoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sizesAreInWords() {
        QCOMPARE(mebibytes(0), std::string("0 MiB"));
        QCOMPARE(mebibytes(1), std::string("1 MiB"));
        QCOMPARE(mebibytes(900 * MiB), std::string("900 MiB"));
        QCOMPARE(mebibytes(2500 * MiB), std::string("2,500 MiB"));
        QCOMPARE(mebibytes(int64_t(1234567) * MiB - 1), std::string("1,234,567 MiB"));
    }

    void whatComesFreeWithAModel() {
        const ModelPlan drawn = planOf("vit_b_16");
        ModelPlan mapped = drawn;
        mapped.isRandom = false;
        const int64_t weights = int64_t(86567656) * 4, kept = int64_t(12 * 2 + 13) * 197 * 768 * 4;
        const Placement cpu{"cpu", Dtype::Float32, 0}, half{"cpu", Dtype::BFloat16, 0};
        QCOMPARE(memoryHeld(drawn, cpu, false), weights);
        QCOMPARE(memoryHeld(drawn, cpu, true), weights + kept);
        QCOMPARE(memoryHeld(mapped, cpu, true), kept);  // its weights' pages are MemAvailable all the time
        QCOMPARE(memoryHeld(mapped, half, true), (weights + kept) / 2);
        QCOMPARE(memoryHeld(drawn, {"cuda:0", Dtype::Float32, 0}, true), int64_t(0));
    }

    void whatARunNeeds() {
        const ModelPlan b16 = planOf("vit_b_16");
        const MemoryNeed need = memoryNeed(b16, b16.request.placement);
        QCOMPARE(need.weights, int64_t(86567656) * 4);
        QCOMPARE(need.loading, int64_t(0));
        // What the capture keeps: Q and K of 12 layers and 13 times the tokens, 197 x 768 numbers each.
        const int64_t kept = int64_t(12 * 2 + 13) * 197 * 768 * 4;
        const int64_t passing = int64_t(9) * 197 * 768 * 4;  // the attention holds more than the MLP's 3 + 4
        QCOMPARE(need.run, kept + passing + 2 * int64_t(3) * 224 * 224 * 4);  // the input, and its copy
        const MemoryNeed half = memoryNeed(b16, {"cpu", Dtype::BFloat16, 0});
        QCOMPARE(half.weights, int64_t(86567656) * 2);
        QCOMPARE(half.loading, int64_t(86567656) * 4);  // drawn in float32 first
        QCOMPARE(half.inMain(), half.weights + half.loading);
        const MemoryNeed gpu = memoryNeed(b16, {"cuda:0", Dtype::Float32, 0});
        QCOMPARE(gpu.inMain(), int64_t(86567656) * 4);
        QVERIFY(memoryNeed(planOf("vit_b_16", Dtype::Float32, 448), {"cpu", {}, 0}).run > 3 * need.run);
    }

    void whatANodeHolds() {
        const ModelPlan b16 = planOf("vit_b_16");
        const ModuleNode& layers = b16.tree.children[2].children[2];
        const ModuleNode& block = layers.children[0];
        const int64_t token = 197 * 768;
        QCOMPARE(memoryOf(block.children[0], Dtype::Float32).weights, int64_t(2 * 768 * 4));
        QCOMPARE(memoryOf(block.children[0], Dtype::Float32).activations, token * 4);
        QCOMPARE(memoryOf(block.children[1], Dtype::Float32).activations, 5 * token * 4);  // Q K V, heads, out_proj
        QCOMPARE(memoryOf(block.children[4], Dtype::BFloat16).activations, (4 + 4 + 1) * token * 2);  // 0, GELU, 3
        int64_t sum = 0;
        for (const ModuleNode& part : block.children)
            sum += memoryOf(part, Dtype::Float32).activations;
        QCOMPARE(memoryOf(block, Dtype::Float32).activations, sum + token * 4);
        QCOMPARE(memoryOf(layers, Dtype::Float32).activations, 12 * memoryOf(block, Dtype::Float32).activations);
        QCOMPARE(memoryOf(b16.tree, Dtype::BFloat16).weights, int64_t(86567656) * 2);
    }

    void theMachineItself() {
        const Machine machine(900);
        const MemoryFree free = memoryFree("cpu", machine.root);
        QCOMPARE(free.main, 900 * MiB);
        QVERIFY(free.limit.empty());
    }

    void controlGroups_data() {
        QTest::addColumn<QString>("cgroup");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("second");
        QTest::newRow("v2, own group") << "0::/user.slice/app\n"
                                       << "sys/fs/cgroup/user.slice/app" << true;
        QTest::newRow("v2, the group above") << "0::/user.slice/app\n"
                                             << "sys/fs/cgroup/user.slice" << true;
        QTest::newRow("v2, inside a container") << "0::/\n"
                                                << "sys/fs/cgroup" << true;
        QTest::newRow("v2, the host's path is not to be seen") << "0::/../../docker/abc\n"
                                                               << "sys/fs/cgroup" << true;
        QTest::newRow("v1, own group") << "9:name=systemd:/\n4:memory:/job/7\n0::/\n"
                                       << "sys/fs/cgroup/memory/job/7" << false;
        QTest::newRow("v1, the mount") << "4:memory:/docker/abc\n"
                                       << "sys/fs/cgroup/memory" << false;
    }
    void controlGroups() {
        QFETCH(QString, cgroup);
        QFETCH(QString, folder);
        QFETCH(bool, second);
        const Machine machine(8000);
        const std::string at = folder.toStdString() + "/";
        machine.write("proc/self/cgroup", cgroup.toStdString());
        machine.write(at + (second ? "memory.max" : "memory.limit_in_bytes"), std::to_string(2048 * MiB) + "\n");
        machine.write(at + (second ? "memory.current" : "memory.usage_in_bytes"), std::to_string(1500 * MiB) + "\n");
        machine.write(at + "memory.stat", "anon 1\ninactive_file " + std::to_string(200 * MiB) +
                                              "\ntotal_inactive_file " + std::to_string(200 * MiB) + "\n");
        const MemoryFree free = memoryFree("cpu", machine.root);
        QCOMPARE(free.main, (2048 - 1500 + 200) * MiB);
        QVERIFY(free.limit.find("2,048 MiB") != std::string::npos);
    }

    void aGroupWithoutALimitLimitsNothing() {
        const Machine machine(8000);
        machine.write("proc/self/cgroup", "0::/app\n4:memory:/app\n");
        machine.write("sys/fs/cgroup/app/memory.max", "max\n");
        machine.write("sys/fs/cgroup/app/memory.current", "123\n");
        machine.write("sys/fs/cgroup/memory/app/memory.limit_in_bytes", "9223372036854771712\n");  // v1's "none"
        QCOMPARE(memoryFree("cpu", machine.root).main, 8000 * MiB);
        QVERIFY(memoryFree("cpu", machine.root).limit.empty());
        const Machine silent(8000);
        std::filesystem::remove(silent.root / "proc/meminfo");
        QVERIFY(memoryFree("cpu", silent.root).main > int64_t(1) << 50);  // nothing tells: nothing is refused
    }

    void whatDoesNotFitIsRefusedWithTheSizes() {
        const ModelPlan h14 = planOf("vit_h_14");
        const std::string no = complaint(h14, MemoryFree{900 * MiB, {}, 0});
        const QString text = QString::fromStdString(no);
        QVERIFY2(text.contains(QRegularExpression("needs about 2,[56]\\d\\d MiB \\(2,412 MiB for the weights in float32, "
                                                  "\\d+ MiB for one picture\\), 900 MiB are free: choose ")),
                 no.c_str());
        QVERIFY2(text.endsWith("a smaller model, or close other programs"), no.c_str());
        QVERIFY2(!text.contains("bfloat16"), no.c_str());  // would not fit either: never promised
        QCOMPARE(complaint(h14, MemoryFree{4000 * MiB, {}, 0}), std::string());
        const MemoryNeed need = memoryNeed(h14, h14.request.placement);
        const int64_t least = need.weights + need.run + 96 * MiB;  // what the window itself takes
        QCOMPARE(complaint(h14, MemoryFree{least, {}, 0}), std::string());
        QVERIFY(!complaint(h14, MemoryFree{least - 1, {}, 0}).empty());
        QCOMPARE(complaint(h14, MemoryFree{900 * MiB, {}, 0}, 3000 * MiB),
                 std::string());  // given back by the model before
        QVERIFY(complaint(h14, {900 * MiB, "this container's limit of 1,024 MiB", 0})
                    .find("are free within this container's limit of 1,024 MiB") != std::string::npos);
    }

    void whatWouldDoIsNamed() {
        const ModelPlan l16 = planOf("vit_l_16", Dtype::Float32, 512);
        ModelPlan file = l16;
        file.isRandom = false;  // a mapped file needs no second copy
        const QString text = QString::fromStdString(complaint(file, MemoryFree{1000 * MiB, {}, 0}));
        QVERIFY2(text.contains("choose bfloat16 (about "), qPrintable(text));
        const ModelPlan large = planOf("vit_b_16", Dtype::Float32, 2048);
        const QString smaller = QString::fromStdString(complaint(large, MemoryFree{900 * MiB, {}, 0}));
        QVERIFY2(smaller.contains("an image size of "), qPrintable(smaller));
        const QRegularExpressionMatch size = QRegularExpression("size of (\\d+)").match(smaller);
        QCOMPARE(complaint(planOf("vit_b_16", Dtype::Float32, size.captured(1).toInt()), MemoryFree{900 * MiB, {}, 0}),
                 std::string());
    }

    void aGpuHasItsOwnMemory() {
        ModelPlan h14 = planOf("vit_h_14");
        h14.request.placement.device = "cuda:0";
        h14.isRandom = false;
        const std::string no = complaint(h14, {100000 * MiB, {}, 2000 * MiB});
        QVERIFY2(no.find(" on cuda:0, 2,000 MiB are free there: choose bfloat16 (about ") != std::string::npos,
                 no.c_str());
        QVERIFY(no.ends_with("or the CPU"));
        QCOMPARE(complaint(h14, {100 * MiB, {}, 4000 * MiB}), std::string());
        QCOMPARE(complaint(h14, {100 * MiB, {}, 0}), std::string());  // nothing tells
    }
};

QTEST_GUILESS_MAIN(MemoryTest)
#include "memory_test.moc"
