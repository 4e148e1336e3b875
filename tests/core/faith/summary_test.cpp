#include "core/faith/summary.h"

#include <QTest>

#include <cmath>

using namespace vitrine;

namespace {

/// Every measure of a method as one number, insertion as its opposite.
MethodResult method(const std::string& name, double auc, bool flat = false, bool perturbed = true) {
    MethodResult result;
    result.request.method = name;
    Faithfulness& f = result.faithfulness;
    f.flat = flat;
    f.deletion.auc = f.positive.probability.auc = f.positive.top1.auc = auc;
    f.insertion.auc = f.negative.probability.auc = f.negative.top1.auc = 1 - auc;
    f.sparsity = auc / 2;
    f.ms = 10 * auc;
    if (perturbed)
        f.positive.probability.shares = f.positive.probability.values = {0};
    return result;
}

Evaluation evaluation(double chefer, double random, double centre, std::optional<double> correlation) {
    Evaluation evaluation;
    evaluation.methods = {method("chefer", chefer, !correlation), method("random", random), method("centre", centre)};
    evaluation.correlations = {{1.0, correlation, 0.5}, {correlation, 1.0, 0.0}, {0.5, 0.0, 1.0}};
    return evaluation;
}

void compare(const Estimate& estimate, int n, double mean, double error) {
    QCOMPARE(estimate.n, n);
    QCOMPARE(estimate.mean, mean);
    QVERIFY(estimate.error);
    QCOMPARE(*estimate.error, error);
}

}  // namespace

class SummaryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byHand() {
        const Summary summary = summarise({evaluation(0.1, 0.5, 0.25, 0.5), evaluation(0.3, 0.5, 0.25, std::nullopt),
                                           evaluation(0.5, 0.5, 0.25, 0.25)});
        QCOMPARE(summary.pictures, 3);
        const MethodSummary& chefer = summary.methods[0];
        QCOMPARE(chefer.method, std::string("chefer"));
        QCOMPARE(chefer.flat, 1);
        const double error = 0.2 / std::sqrt(3);  // s is 0.2
        compare(chefer.deletion.value, 3, 0.3, error);
        compare(chefer.insertion.value, 3, 0.7, error);
        compare(chefer.positive_top1.value, 3, 0.3, error);
        compare(chefer.sparsity, 3, 0.15, error / 2);
        compare(chefer.ms, 3, 3, 10 * error);
        compare(chefer.deletion.random->difference, 3, -0.2, error);
        compare(chefer.insertion.random->difference, 3, 0.2, error);
        for (const MeasureSummary* measure : {&chefer.deletion, &chefer.insertion, &chefer.positive, &chefer.negative}) {
            QCOMPARE(measure->random->better, 2.5 / 3);  // a tie counts half
            QCOMPARE(measure->centre->better, 1.0 / 3);
        }
        compare(summary.correlations[0][1], 2, 0.375, 0.125);
        compare(summary.correlations[2][0], 3, 0.5, 0);
    }

    void baselinesAreNotComparedWithThemselves() {
        const Summary summary = summarise({evaluation(0.1, 0.5, 0.25, 0.5)});
        QVERIFY(!summary.methods[1].deletion.random);
        QVERIFY(summary.methods[1].deletion.centre);
        QVERIFY(summary.methods[2].insertion.random);
        QVERIFY(!summary.methods[2].insertion.centre);
        QCOMPARE(summary.methods[2].deletion.random->difference.mean, -0.25);
    }

    void oneAndNone() {
        const Summary one = summarise({evaluation(0.1, 0.5, 0.25, {})});
        QCOMPARE(one.methods[0].deletion.value.n, 1);
        QCOMPARE(one.methods[0].deletion.value.mean, 0.1);
        QVERIFY(!one.methods[0].deletion.value.error);  // one picture tells nothing of the next
        QCOMPARE(one.correlations[0][1].n, 0);
        QCOMPARE(one.correlations[0][1].mean, 0.0);  // never NaN
        QCOMPARE(summarise({}).pictures, 0);
        QVERIFY(summarise({}).methods.empty());
    }

    void notMeasuredIsNotZero() {
        Evaluation alone;
        alone.methods = {method("chefer", 0.1, false, /*perturbed=*/false)};
        alone.correlations = {{1.0}};
        const MethodSummary chefer = summarise({alone, alone}).methods[0];
        QCOMPARE(chefer.positive.value.n, 0);
        QCOMPARE(chefer.negative_top1.value.n, 0);
        QCOMPARE(chefer.deletion.value.n, 2);
        QVERIFY(!chefer.deletion.random);
    }

    void otherMethods() {
        Evaluation other = evaluation(0.1, 0.5, 0.25, 0.5);
        other.methods.pop_back();
        QVERIFY_EXCEPTION_THROWN(summarise({evaluation(0.1, 0.5, 0.25, 0.5), other}), UsageError);
    }
};

QTEST_GUILESS_MAIN(SummaryTest)
#include "summary_test.moc"
