// Numbers as text, and the middle of some.
#include "core/median.h"
#include "core/text.h"

#include <QTest>

#include <limits>

using namespace vitrine;

class TextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsRoundedToZeroHasNoSign() {
        QCOMPARE(fixed(-0.0004, 3), std::string("0.000"));
        QCOMPARE(fixed(-0.0, 0), std::string("0"));
        QCOMPARE(fixed(-0.0006, 3), std::string("-0.001"));
        QCOMPARE(fixed(-10, 1), std::string("-10.0"));
        QCOMPARE(fixed(0.25, 2), std::string("0.25"));
        QCOMPARE(fixed(-std::numeric_limits<double>::infinity(), 2), std::string("-inf"));
    }

    void median() {
        QCOMPARE(vitrine::median({3, 1, 2}), 2.0);
        QCOMPARE(vitrine::median({4, 1}), 2.5);
        QCOMPARE(vitrine::median({}), 0.0);
    }
};

QTEST_APPLESS_MAIN(TextTest)
#include "text_test.moc"
