// The logit lens: the golden's for the class token, PyTorch's operations one by one for the patches.
#include "core/error.h"
#include "core/explain/lens.h"
#include "tests/support/reference.h"

#include <QTest>

using namespace vitrine;
using namespace vitrine::test;

class LensTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void classToken_data();
    void classToken();
    void lastStepIsTheAnswer();
    void patches_data();
    void patches();
    void refuses();

private:
    /// The steps agree with logits (L+1, C).
    static void compare(const std::vector<LensStep>& steps, const at::Tensor& logits, int target);
};

void LensTest::compare(const std::vector<LensStep>& steps, const at::Tensor& logits, int target) {
    QCOMPARE(int64_t(steps.size()), logits.size(0));
    const at::Tensor probabilities = at::softmax(logits.to(at::kDouble), 1);
    for (size_t i = 0; i < steps.size(); ++i) {
        const at::Tensor row = probabilities[int64_t(i)];
        QCOMPARE(int64_t(steps[i].top), row.argmax().item<int64_t>());
        QVERIFY(std::abs(steps[i].top_probability - row.max().item<double>()) < 1e-5);
        QVERIFY(std::abs(steps[i].target_probability - row[target].item<double>()) < 1e-5);
    }
}

void LensTest::classToken_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("target");
    for (const char* model : {"plain", "deep"})
        for (const int target : {0, 2})
            QTest::addRow("%s, class %d", model, target) << QString(model) << target;
}

void LensTest::classToken() {
    QFETCH(QString, model);
    QFETCH(int, target);
    const Golden golden(model.toStdString());
    compare(logitLens(*golden.run(), {}, target), golden.expected.at("logit_lens"), target);
}

void LensTest::lastStepIsTheAnswer() {
    const auto capture = Golden("deep").run();
    for (size_t target = 0; target < capture->probabilities().size(); ++target)
        QVERIFY(std::abs(logitLens(*capture, {}, int(target)).back().target_probability -
                         capture->probabilities()[target]) < 1e-6);
}

void LensTest::patches_data() {
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("col");
    QTest::newRow("first") << 0 << 0;
    QTest::newRow("3, 5") << 3 << 5;
    QTest::newRow("last") << 7 << 7;
}

void LensTest::patches() {
    QFETCH(int, row);
    QFETCH(int, col);
    const Golden golden("deep");
    const at::Tensor tokens = golden.expected.at("tokens").select(1, 1 + row * 8 + col);  // (L+1, D)
    const at::Tensor normed = at::layer_norm(tokens, {tokens.size(1)}, golden.weights.at("encoder.ln.weight"),
                                             golden.weights.at("encoder.ln.bias"), 1e-6);
    const at::Tensor logits =
        at::linear(normed, golden.weights.at("heads.head.weight"), golden.weights.at("heads.head.bias"));  // (L+1, C)
    compare(logitLens(*golden.run(), {Cell{row, col}}, 1), logits, 1);
}

void LensTest::refuses() {
    const auto capture = Golden("plain").run();
    QVERIFY_EXCEPTION_THROWN(logitLens(*capture, {}, 7), UsageError);
    QVERIFY_EXCEPTION_THROWN(logitLens(*capture, {}, -1), UsageError);
    QVERIFY_EXCEPTION_THROWN(logitLens(*capture, {Cell{4, 0}}, 0), UsageError);
}

QTEST_GUILESS_MAIN(LensTest)
#include "lens_test.moc"
