#include "core/explain/methods.h"
#include "tests/support/reference.h"

#include <QTest>

#include <thread>

using namespace vitrine;
using namespace vitrine::test;

namespace {

/// Whole matrices, straight from the definition in double precision; mean of heads, discard 0.
at::Tensor rolloutMatrix(const at::Tensor& attention, int first, int last) {
    const int64_t N = attention.size(2);
    at::Tensor R = at::eye(N, at::kDouble);
    for (int layer = first; layer < last; ++layer) {
        const at::Tensor A = attention[layer].to(at::kDouble).mean(0) + at::eye(N, at::kDouble);
        R = at::matmul(A / A.sum(1, true), R);
    }
    return R;
}

/// Maps agree; where another build of torch broke a tie at the discard threshold differently, their order nearly does.
std::string differenceOrRanks(const at::Tensor& actual, const at::Tensor& expected, double discard) {
    const std::string values = difference(actual, expected, 1e-5);
    if (values.empty() || discard == 0)
        return values;
    const at::Tensor ranks = actual.argsort().argsort().to(at::kDouble),
                     others = expected.argsort().argsort().to(at::kDouble);
    const int64_t n = actual.numel();
    const double spearman = 1 - 6 * (ranks - others).pow(2).sum().item<double>() / double(n * (n * n - 1));
    qWarning("ties at the discard threshold were broken differently (%s): ranks correlate by %.4f", values.c_str(),
             spearman);
    return spearman > 0.98 ? std::string() : values;
}

}  // namespace

class RolloutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void golden_data();
    void golden();
    void everyQueryAndRange();
    void discardTakesExactlyTheLowest();
    void around_data();
    void around();
    void severalReaders();
};

void RolloutTest::golden_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("fusion");
    QTest::addColumn<double>("discard");
    for (const QString model : {"plain", "deep"}) {
        QTest::addRow("%s mean", qPrintable(model)) << model << "rollout_mean" << int(Fusion::Mean) << 0.0;
        QTest::addRow("%s max", qPrintable(model)) << model << "rollout_max" << int(Fusion::Max) << 0.0;
        QTest::addRow("%s min", qPrintable(model)) << model << "rollout_min" << int(Fusion::Min) << 0.0;
        QTest::addRow("%s mean 0.9", qPrintable(model))
            << model << "rollout_mean_discard_0.9" << int(Fusion::Mean) << 0.9;
        QTest::addRow("%s max 0.9", qPrintable(model)) << model << "rollout_max_discard_0.9" << int(Fusion::Max) << 0.9;
    }
}

void RolloutTest::golden() {
    QFETCH(QString, model);
    QFETCH(QString, key);
    QFETCH(int, fusion);
    QFETCH(double, discard);
    const Golden golden(model.toStdString());
    const auto capture = golden.run();
    const Map map = explain(*capture, {.method = "rollout", .head = {-1, Fusion(fusion)}, .discard = discard});
    const std::string failure = differenceOrRanks(tensorOf(map.values), golden.expected.at(key.toStdString()), discard);
    QVERIFY2(failure.empty(), failure.c_str());
}

void RolloutTest::everyQueryAndRange() {
    const Golden golden("deep");
    const auto capture = golden.run();
    for (const auto& [first, last] : {std::pair{0, 6}, std::pair{2, 5}, std::pair{5, 6}}) {
        const at::Tensor R = rolloutMatrix(golden.expected.at("attention"), first, last);  // (N, N)
        COMPARE_TENSORS(R.sum(1), at::ones({65}), 1e-5);
        for (const int token : {0, 1, 30, 64}) {
            const Query query = token ? Query{Cell{(token - 1) / 8, (token - 1) % 8}} : Query{};
            const Map map = explain(*capture, {.method = "rollout", .query = query, .layers = {first, last}});
            COMPARE_TENSORS(tensorOf(map.values), R[token].slice(0, 1), 1e-5);
        }
    }
}

void RolloutTest::discardTakesExactlyTheLowest() {
    const Golden golden("plain");
    const auto capture = golden.run();
    for (const double discard : {0.0, 0.003, 0.0052, 0.35, 0.5, 0.9, 0.999}) {
        const at::Tensor fused = golden.expected.at("attention")[0].amax(0).flatten().clone();  // (17 * 17)
        const at::Tensor order = fused.argsort();
        for (int64_t i = 0; i < int64_t(std::floor(discard * 289)); ++i)
            if (const int64_t index = order[i].item<int64_t>(); index != 0)
                fused[index].zero_();
        at::Tensor A = fused.view({17, 17}) + at::eye(17);
        A = A / A.sum(1, true);
        const auto row = [&](Query query) {
            const MapRequest request{
                .method = "rollout", .head = {-1, Fusion::Max}, .query = query, .discard = discard, .layers = {0, 1}};
            return tensorOf(explain(*capture, request).values);
        };
        for (int patch = 0; patch < 16; ++patch)  // every row: which entries went, and how many
            COMPARE_TENSORS(row({Cell{patch / 4, patch % 4}}), A[1 + patch].slice(0, 1), 1e-5);
        COMPARE_TENSORS(row({}), A[0].slice(0, 1), 1e-5);
    }
}

void RolloutTest::around_data() {
    QTest::addColumn<int>("fusion");
    QTest::addColumn<double>("discard");
    QTest::newRow("mean") << int(Fusion::Mean) << 0.0;
    QTest::newRow("max, half") << int(Fusion::Max) << 0.5;
}

void RolloutTest::around() {
    QFETCH(int, fusion);
    QFETCH(double, discard);
    const Golden golden("deep");
    const auto capture = golden.run(), fresh = golden.run();
    MapRequest request{
        .method = "rollout", .head = {-1, Fusion(fusion)}, .query = {Cell{3, 3}}, .discard = discard, .layers = {1, 5}};
    const auto alone = [&] { return tensorOf(explain(*fresh, request).values); };
    for (int time = 0; time < 2; ++time) {  // computed, then from the cache
        const MapSet set = explainAround(*capture, request);
        QCOMPARE(set.byLayer.size(), size_t(6));
        QCOMPARE(set.byHead.size(), size_t(3));
        COMPARE_TENSORS(tensorOf(set.map.values), alone(), 1e-6);
        for (const Fusion each : {Fusion::Mean, Fusion::Max, Fusion::Min}) {
            request.head.fusion = each;
            COMPARE_TENSORS(tensorOf(set.byHead[size_t(each)].values), alone(), 1e-6);
        }
        request.head.fusion = Fusion(fusion);
        for (int layer = 0; layer < 6; ++layer) {
            request.layers = {std::min(1, layer), layer + 1};
            COMPARE_TENSORS(tensorOf(set.byLayer[size_t(layer)].values), alone(), 1e-6);
        }
        request.layers = {1, 5};
    }
}

void RolloutTest::severalReaders() {
    const auto capture = Golden("deep").run();
    std::vector<std::string> failures(4);
    std::vector<std::thread> readers;
    for (int reader = 0; reader < 4; ++reader)
        readers.emplace_back([&, reader] {
            for (int i = 0; i < 20 && failures[size_t(reader)].empty(); ++i) {
                const MapRequest request{.method = "rollout", .query = {Cell{reader, i % 8}}, .discard = i % 3 * 0.3};
                const MapSet set = explainAround(*capture, request);
                const Map alone = explain(*capture, request);
                failures[size_t(reader)] = difference(tensorOf(set.map.values), tensorOf(alone.values), 1e-5);
            }
        });
    for (std::thread& reader : readers)
        reader.join();
    for (const std::string& failure : failures)
        QVERIFY2(failure.empty(), failure.c_str());
}

QTEST_GUILESS_MAIN(RolloutTest)
#include "rollout_test.moc"
