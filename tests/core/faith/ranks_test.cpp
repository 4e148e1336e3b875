#include "core/faith/measures.h"

#include <QTest>

#include <cmath>

using namespace vitrine;

class RanksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void descendingTiesByIndex() {
        QCOMPARE(descending({1, 3, 2, 3, 1}), (std::vector<int>{1, 3, 2, 0, 4}));
        QCOMPARE(descending({-1, 0, -0.0F}), (std::vector<int>{1, 2, 0}));
        QVERIFY(descending({}).empty());
    }

    void gini() {
        QCOMPARE(giniIndex({1, 1, 1, 1}), 0.0);
        QCOMPARE(giniIndex({0, 0, 0, 0}), 0.0);
        QCOMPARE(giniIndex({0, 5, 0, 0}), 0.75);
        QCOMPARE(giniIndex({0, -5, 0, 0}), 0.75);  // of magnitudes
        QCOMPARE(giniIndex({1, 2, 3, 4}), 0.25);   // 1 - 2 / 10 / 4 * (1*3.5 + 2*2.5 + 3*1.5 + 4*0.5)
        QCOMPARE(giniIndex({40, 10, 30, 20}), 0.25);
        QCOMPARE(giniIndex({}), 0.0);
    }

    void spearman() {
        QCOMPARE(rankCorrelation({1, 2, 3}, {10, 100, 1000}).value(), 1.0);
        QCOMPARE(rankCorrelation({1, 2, 3}, {3, 2, 1}).value(), -1.0);
        QCOMPARE(rankCorrelation({1, 2, 3, 4, 5}, {2, 1, 4, 3, 5}).value(), 0.8);  // 1 - 6 * 4 / (5 * 24)
        // Ranks 0, 1.5, 1.5, 3 and 0, 1, 2, 3: covariance 4.5, variances 4.5 and 5.
        QCOMPARE(rankCorrelation({1, 2, 2, 3}, {1, 2, 3, 4}).value(), 4.5 / std::sqrt(4.5 * 5));
    }

    void nothingToCorrelate() {
        QVERIFY(!rankCorrelation({1, 1, 1}, {1, 2, 3}));
        QVERIFY(!rankCorrelation({1, 2, 3}, {0, 0, 0}));
        QVERIFY(!rankCorrelation({}, {}));
        QVERIFY(!rankCorrelation({1, NAN, 3}, {1, 2, 3}));
        QVERIFY(!rankCorrelation({1, 2, 3}, {NAN, NAN, NAN}));
        QVERIFY_EXCEPTION_THROWN(rankCorrelation({1}, {1, 2}), UsageError);
    }
};

QTEST_GUILESS_MAIN(RanksTest)
#include "ranks_test.moc"
