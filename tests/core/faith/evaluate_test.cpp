#include "core/explain/methods.h"
#include "core/faith/summary.h"
#include "tests/support/planted.h"

#include <QTest>

using namespace vitrine;
using namespace vitrine::test;

class EvaluateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plantedModelIsAsItSays();
};

/// Before methods are judged by it: only the red patch moves the answer.
void EvaluateTest::plantedModelIsAsItSays() {
    const Planted planted;
    QVERIFY(planted.capture->probabilities()[1] > 0.98F);
    for (int patch = 0; patch < 16; ++patch) {
        const auto without = planted.vit->forward(Planted::input(), {}, {{{patch / 4, patch % 4}}, Fill::Black, {}, {}});
        QCOMPARE(without->probabilities()[1] < 0.1F, patch == Planted::planted);
        if (patch != Planted::planted)
            QVERIFY(without->probabilities()[1] > 0.98F);
    }
}

QTEST_GUILESS_MAIN(EvaluateTest)
#include "evaluate_test.moc"
