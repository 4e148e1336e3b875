#include "core/explain/attention.h"
#include "core/explain/methods.h"
#include "tests/support/reference.h"

#include <QTest>

using namespace vitrine;
using namespace vitrine::test;

class AttentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsOfTheFullMatrix_data();
    void rowsOfTheFullMatrix();
    void golden();
    void around();
    void statsOfTheDesign_data();
    void statsOfTheDesign();
    void statsByHand();
};

void AttentionTest::rowsOfTheFullMatrix_data() {
    QTest::addColumn<int>("token");
    QTest::newRow("class token") << 0;
    QTest::newRow("first patch") << 1;
    QTest::newRow("patch 2, 5") << 1 + 2 * 8 + 5;
    QTest::newRow("last patch") << 64;
}

void AttentionTest::rowsOfTheFullMatrix() {
    QFETCH(int, token);
    static const Golden golden("deep");
    static const auto capture = golden.run();
    const Query query = token ? Query{Cell{(token - 1) / 8, (token - 1) % 8}} : Query{};
    for (int layer = 0; layer < capture->layers(); ++layer) {
        const at::Tensor full = golden.expected.at("attention")[layer].select(1, token);  // (H, N)
        const at::Tensor rows = attentionRows(*capture, layer, query).cpu();
        COMPARE_TENSORS(rows, full, 1e-5);
        COMPARE_TENSORS(rows.sum(1), at::ones({4}), 1e-5);
        const at::Tensor patches = full.slice(1, 1);  // (H, N-1)
        const auto map = [&](HeadChoice head) {
            return tensorOf(explain(*capture, {.layer = layer, .head = head, .query = query}).values);
        };
        for (int head = 0; head < 4; ++head)
            COMPARE_TENSORS(map({head, Fusion::Mean}), patches[head], 1e-5);
        COMPARE_TENSORS(map({-1, Fusion::Mean}), patches.mean(0), 1e-5);
        COMPARE_TENSORS(map({-1, Fusion::Max}), patches.amax(0), 1e-5);
        COMPARE_TENSORS(map({-1, Fusion::Min}), patches.amin(0), 1e-5);
    }
}

void AttentionTest::golden() {
    const Golden golden("plain");
    const auto capture = golden.run();
    const Map map = explain(*capture, {});
    QCOMPARE(map.rows, 4);
    QCOMPARE(map.cols, 4);
    const at::Tensor expected = golden.expected.at("attention")[2].mean(0)[0].slice(0, 1);  // (16)
    COMPARE_TENSORS(tensorOf(map.values), expected, 1e-5);
    QCOMPARE(map.min(), *std::min_element(map.values.begin(), map.values.end()));
    QVERIFY(map.max() > map.min());
    QCOMPARE(map.at(2, 1), map.values[9]);
}

void AttentionTest::around() {
    const auto capture = Golden("deep").run();
    MapRequest request{.layer = 3, .head = {1, Fusion::Mean}, .query = {Cell{7, 2}}};
    const MapSet set = explainAround(*capture, request);
    QCOMPARE(set.byLayer.size(), size_t(6));
    QCOMPARE(set.byHead.size(), size_t(3 + 4));
    const auto same = [&](const Map& map) {
        COMPARE_TENSORS(tensorOf(map.values), tensorOf(explain(*capture, request).values), 1e-6);
    };
    same(set.map);
    for (int head = 0; head < 4; ++head) {
        request.head = {head, Fusion::Mean};
        same(set.byHead[size_t(3 + head)]);
    }
    for (const Fusion fusion : {Fusion::Mean, Fusion::Max, Fusion::Min}) {
        request.head = {-1, fusion};
        same(set.byHead[size_t(fusion)]);
    }
    request.head = {1, Fusion::Mean};
    for (int layer = 0; layer < 6; ++layer) {
        request.layer = layer;
        same(set.byLayer[size_t(layer)]);
    }
}

void AttentionTest::statsOfTheDesign_data() {
    QTest::addColumn<int>("head");
    QTest::addColumn<double>("bits");
    QTest::addColumn<double>("px");
    // Computed with PyTorch from the bundled model on chelsea, layer 10, the class token: entropy of each head's row,
    // and distances with the patches' part of each row scaled to sum to 1.
    QTest::newRow("mean of heads") << -1 << 5.6024 << 107.305;
    QTest::newRow("head 4") << 4 << 6.1199 << 87.5582;
}

void AttentionTest::statsOfTheDesign() {
    QFETCH(int, head);
    QFETCH(double, bits);
    QFETCH(double, px);
    static const auto capture = Bundled().run("chelsea");
    const AttentionStats stats = attentionStats(*capture, 10, {head, Fusion::Mean}, {});
    QVERIFY2(std::abs(stats.entropy_bits - bits) < 1e-3, std::to_string(stats.entropy_bits).c_str());
    QVERIFY2(std::abs(stats.distance_px - px) < 1e-2, std::to_string(stats.distance_px).c_str());
}

void AttentionTest::statsByHand() {
    const Golden golden("plain");
    const auto capture = golden.run();
    const at::Tensor attention = golden.expected.at("attention")[1][0].to(at::kDouble);  // (17, 17)
    double distance = 0, entropy = 0;
    for (int from = 0; from < 16; ++from) {
        double weighted = 0, sum = 0;
        for (int to = 0; to < 16; ++to) {
            const double share = attention[from + 1][to + 1].item<double>();
            weighted += share * 16 * std::hypot(from / 4 - to / 4, from % 4 - to % 4);
            sum += share;
        }
        distance += weighted / sum / 16;
    }
    for (int to = 0; to < 17; ++to)
        entropy -= attention[6][to].item<double>() * std::log2(attention[6][to].item<double>());
    const AttentionStats stats = attentionStats(*capture, 1, {0, Fusion::Mean}, {Cell{1, 1}});
    QVERIFY(std::abs(stats.distance_px - distance) < 1e-3);
    QVERIFY(std::abs(stats.entropy_bits - entropy) < 1e-4);
}

QTEST_GUILESS_MAIN(AttentionTest)
#include "attention_test.moc"
