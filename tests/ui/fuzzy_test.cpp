// What the palette finds for what a person types.
#include "ui/fuzzy.h"

#include <QtTest/QTest>

using vitrine::ui::fuzzyMatch;

class FuzzyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("found");
        QTest::newRow("nothing typed") << ""
                                       << "Open pictures" << true;
        QTest::newRow("beginning") << "open"
                                   << "Open pictures" << true;
        QTest::newRow("capitals") << "OPEN"
                                  << "open pictures" << true;
        QTest::newRow("letters with gaps") << "opc"
                                           << "Open pictures" << true;
        QTest::newRow("words in another order") << "pict open"
                                                << "Open pictures" << true;
        QTest::newRow("a module") << "enc3at"
                                  << "encoder.layers.encoder_layer_3.self_attention" << true;
        QTest::newRow("wrong order of letters") << "nepo"
                                                << "Open" << false;
        QTest::newRow("a letter that is not there") << "openx"
                                                    << "Open pictures" << false;
        QTest::newRow("one word of two") << "open zebra"
                                         << "Open pictures" << false;
        QTest::newRow("no name") << "a"
                                 << "" << false;
        QTest::newRow("letters of everywhere") << "params"
                                               << "Previous frame or page of the files" << false;
        QTest::newRow("the middle of another word") << "german"
                                                    << "Larger text Command" << false;
        QTest::newRow("on at a beginning") << "slay"
                                           << "Switch layer" << true;
        QTest::newRow("umlauts") << "ÖFF"
                                 << "Bilder öffnen" << true;
        QTest::newRow("a letter longer in lower case") << "i" << QStringLiteral("\u0130stanbul") << true;
    }
    void finds() {
        QFETCH(QString, typed);
        QFETCH(QString, name);
        QTEST(bool(fuzzyMatch(typed, name)), "found");
    }

    void putsTheLikelyFirst_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("word starts") << "nl"
                                     << "Next layer"
                                     << "Only in place";
        QTest::newRow("together") << "lay"
                                  << "Next layer"
                                  << "Look away";
        QTest::newRow("the shorter") << "layer 1"
                                     << "Layer 1"
                                     << "Layer 10";
        QTest::newRow("at the beginning") << "cat"
                                          << "cat.png"
                                          << "a cat.png";
    }
    void putsTheLikelyFirst() {
        QFETCH(QString, typed);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(fuzzyMatch(typed, worse));
        QVERIFY(fuzzyMatch(typed, better).score > fuzzyMatch(typed, worse).score);
    }

    void tellsWhichLetters() {
        QCOMPARE(fuzzyMatch("nl", "Next layer").letters, (QList<int>{0, 5}));
        QCOMPARE(fuzzyMatch("lay", "Play layer").letters, (QList<int>{5, 6, 7}));
    }
};

QTEST_APPLESS_MAIN(FuzzyTest)
#include "fuzzy_test.moc"
