#include "core/capture/capture_data.h"
#include "tests/support/reference.h"

#include <QTest>

#include <thread>

using namespace vitrine;
using namespace vitrine::test;

class CaptureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sizes();
    void attentionIsSoftmaxOfQueriesAndKeys_data();
    void attentionIsSoftmaxOfQueriesAndKeys();
    void lensEndsAtTheLogits();
    void readOutByHand();
    void outlivesItsModel();
    void cacheIsBounded();
};

void CaptureTest::sizes() {
    const auto capture = Golden("deep").run();
    QCOMPARE(capture->layers(), 6);
    QCOMPARE(capture->heads(), 4);
    QCOMPARE(capture->num_tokens(), 65);
    QCOMPARE(capture->prefix(), 1);
    QCOMPARE(capture->rows(), 8);
    QCOMPARE(capture->cols(), 8);
    QCOMPARE(capture->patch_size(), 14);
    QCOMPARE(capture->query(0).sizes().vec(), (Shape{4, 65, 16}));
    QCOMPARE(capture->key(5).sizes().vec(), (Shape{4, 65, 16}));
    QCOMPARE(capture->tokens(6).sizes().vec(), (Shape{65, 64}));
    QCOMPARE(capture->logitLens().sizes().vec(), (Shape{7, 11}));
    QVERIFY(capture->attention(0).device().is_cpu() && capture->tokens(0).device().is_cpu());
}

void CaptureTest::attentionIsSoftmaxOfQueriesAndKeys_data() {
    QTest::addColumn<int>("dtype");
    QTest::newRow("float32") << int(Dtype::Float32);
    QTest::newRow("bfloat16") << int(Dtype::BFloat16);
}

void CaptureTest::attentionIsSoftmaxOfQueriesAndKeys() {
    QFETCH(int, dtype);
    const auto capture = Golden("deep").run(Dtype(dtype));
    for (int layer = 0; layer < capture->layers(); ++layer) {
        const at::Tensor q = capture->query(layer).to(at::kDouble), k = capture->key(layer).to(at::kDouble);
        const at::Tensor scores = at::einsum("hqd,hkd->hqk", {q, k}) / 4.0;  // (H, N, N); 4 = sqrt(16)
        const at::Tensor shares = scores.exp() / scores.exp().sum(2, true);
        COMPARE_TENSORS(capture->attention(layer), shares, 1e-6);
        COMPARE_TENSORS(capture->attention(layer).sum(2), at::ones({4, 65}), 1e-5);
    }
}

void CaptureTest::lensEndsAtTheLogits() {
    const auto capture = Bundled().run("coffee");
    COMPARE_TENSORS(capture->logitLens()[12], tensorOf(capture->logits()), 1e-4);
}

void CaptureTest::readOutByHand() {
    const at::Tensor one = at::eye(2), zero = at::zeros({2});
    ReadOut readOut;
    readOut.ln = {at::ones({2}), zero};
    readOut.head = {one, zero};
    const at::Tensor tokens =
        tensorOf({1e-3F, -1e-3F}).unsqueeze(0);  // so small that LayerNorm's eps (1e-6) halves the square
    const float normed = std::sqrt(0.5F);
    COMPARE_TENSORS(readOut.answer(tokens), tensorOf({normed, -normed}).unsqueeze(0), 1e-5);
    readOut.pre_logits = {2 * one, zero};
    COMPARE_TENSORS(readOut.answer(tokens), tensorOf({std::tanh(2 * normed), -std::tanh(2 * normed)}).unsqueeze(0),
                    1e-5);
}

void CaptureTest::outlivesItsModel() {
    std::shared_ptr<const Capture> capture;
    at::Tensor expected, lens;
    {
        const Golden golden("plain");
        capture = golden.run();
        expected = golden.expected.at("logit_lens");
    }
    std::thread([&] { lens = capture->logitLens(); }).join();
    COMPARE_TENSORS(lens, expected, 1e-4);
}

void CaptureTest::cacheIsBounded() {
    CacheBudget budget;
    MatrixCache cache(budget);
    MatrixCache other(budget);
    const at::Tensor large = at::empty({1 << 14, 1 << 14}, at::kByte);  // 256 MiB, never touched
    for (int key = 0; key < 6; ++key)
        cache.keep("a", key, large);
    QVERIFY(cache.find("a", 3).defined());
    QVERIFY(!cache.find("a", 4).defined());
    QVERIFY(!cache.find("b", 3).defined());
    other.keep("a", 0, large);  // what the capture may hold is held
    QVERIFY(!other.find("a", 0).defined());
    cache.keep("b", 4, large);  // another setting: the first one's matrices go
    QVERIFY(cache.find("b", 4).defined());
    QVERIFY(!cache.find("a", 3).defined());
    other.keep("a", 0, large);
    QVERIFY(other.find("a", 0).defined());
}

QTEST_GUILESS_MAIN(CaptureTest)
#include "capture_test.moc"
