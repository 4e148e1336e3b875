// Pulling at the crop: a table, no widget.
#include "ui/panels/crop_frame.h"

#include <QtTest/QtTest>

using namespace vitrine;
using namespace vitrine::ui;

class CropFrameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gripsAndCursors_data() {
        QTest::addColumn<QPointF>("at");
        QTest::addColumn<int>("across");
        QTest::addColumn<int>("down");
        QTest::addColumn<int>("cursor");
        const auto row = [](const char* name, double x, double y, int across, int down, Qt::CursorShape cursor) {
            QTest::newRow(name) << QPointF(x, y) << across << down << int(cursor);
        };
        row("left", 101, 150, -1, 0, Qt::SizeHorCursor);
        row("right, outside", 304, 150, 1, 0, Qt::SizeHorCursor);
        row("top", 200, 99, 0, -1, Qt::SizeVerCursor);
        row("bottom", 200, 203, 0, 1, Qt::SizeVerCursor);
        row("top left", 98, 102, -1, -1, Qt::SizeFDiagCursor);
        row("bottom right", 300, 200, 1, 1, Qt::SizeFDiagCursor);
        row("top right", 300, 100, 1, -1, Qt::SizeBDiagCursor);
        row("far away", 90, 150, 0, 0, Qt::ArrowCursor);
        row("beside a corner", 94, 94, 0, 0, Qt::ArrowCursor);
    }
    void gripsAndCursors() {
        QFETCH(QPointF, at);
        const Grip grip = gripAt({100, 100, 200, 100}, at, 5, false);
        QTEST(grip.across, "across");
        QTEST(grip.down, "down");
        QTEST(int(cursorOf(grip)), "cursor");
        QVERIFY(!gripAt({100, 100, 200, 100}, {200, 150}, 5, false).any());
        QVERIFY(gripAt({100, 100, 200, 100}, {200, 150}, 5, true).inside);
    }

    void pulls_data() {
        QTest::addColumn<QVector<double>>("from");
        QTest::addColumn<QVector<int>>("grip");
        QTest::addColumn<QPointF>("by");
        QTest::addColumn<bool>("free");
        QTest::addColumn<QVector<double>>("expected");
        const auto row = [](const char* name, QVector<double> from, QVector<int> grip, QPointF by, bool free,
                            QVector<double> expected) { QTest::newRow(name) << from << grip << by << free << expected; };
        const QVector<double> middle{100, 50, 100, 100};  // in 400 x 300
        row("moved", middle, {0, 0, 1}, {12.4, -7.6}, false, {112, 42, 100, 100});
        row("moved to the border, no further", middle, {0, 0, 1}, {-500, 900}, false, {0, 200, 100, 100});
        row("right side", middle, {1, 0, 0}, {20, 55}, false, {100, 40, 120, 120});
        row("right side, any shape", middle, {1, 0, 0}, {20, 55}, true, {100, 50, 120, 100});
        row("left side", middle, {-1, 0, 0}, {30, 0}, false, {130, 65, 70, 70});
        row("top", middle, {0, -1, 0}, {0, -10}, false, {95, 40, 110, 110});
        row("corner: the longer way counts", middle, {1, 1, 0}, {10, 30}, false, {100, 50, 130, 130});
        row("corner, any shape", middle, {1, 1, 0}, {10, 30}, true, {100, 50, 110, 130});
        row("other corner holds", middle, {-1, -1, 0}, {-20, -20}, false, {80, 30, 120, 120});
        row("as far as there is room", middle, {1, 1, 0}, {900, 900}, false, {100, 50, 250, 250});
        row("not past the other side", middle, {1, 0, 0}, {-900, 0}, false, {100, 96, 8, 8});
        row("a wide one becomes a square", {10, 10, 200, 50}, {1, 1, 0}, {0, 0}, false, {10, 10, 200, 200});
    }
    void pulls() {
        QFETCH(QVector<double>, from);
        QFETCH(QVector<int>, grip);
        QFETCH(QPointF, by);
        QFETCH(bool, free);
        QFETCH(QVector<double>, expected);
        const Box box =
            pulled({from[0], from[1], from[2], from[3]}, {grip[0], grip[1], grip[2] == 1}, by, {400, 300}, free);
        QCOMPARE((QVector<double>{box.x, box.y, box.width, box.height}), expected);
    }

    /// Whatever is pulled however far: whole pixels, inside the picture, never nothing.
    void nothingLeavesThePicture() {
        for (const QSize picture : {QSize(400, 300), QSize(9, 500), QSize(3, 2), QSize(1, 1)})
            for (int across = -1; across <= 1; ++across)
                for (int down = -1; down <= 1; ++down)
                    for (const double x : {-1e4, -33.3, 0.4, 17.5, 1e4})
                        for (const double y : {-1e4, -2.5, 8.1, 1e4})
                            for (const bool free : {false, true}) {
                                const Box from =
                                    wholeCrop({0.2, 0.1, picture.width() / 2.0, picture.height() / 2.0}, picture);
                                const Grip grip{across, down, across == 0 && down == 0};
                                for (const Box& box :
                                     {pulled(from, grip, {x, y}, picture, free), grown(from, x, picture)}) {
                                    QVERIFY(box.x >= 0 && box.y >= 0 && box.width >= 1 && box.height >= 1);
                                    QVERIFY(box.x + box.width <= picture.width());
                                    QVERIFY(box.y + box.height <= picture.height());
                                    for (const double v : {box.x, box.y, box.width, box.height})
                                        QCOMPARE(v, std::round(v));
                                }
                            }
    }

    void aCropBeginsWholeAndSquare() {
        QCOMPARE(wholeCrop({94.265, 18.75, 262.5, 262.5}, {451, 300}).width,
                 wholeCrop({94.265, 18.75, 262.5, 262.5}, {451, 300}).height);
        QCOMPARE(wholeCrop({0, -112, 448, 448}, {448, 224}), (Box{0, 0, 448, 224}));  // a padded one: what there is
        QCOMPARE(squareOf({0, 0, 448, 224}), (Box{112, 0, 224, 224}));
        QCOMPARE(grown({100, 50, 100, 100}, 10, {400, 300}), (Box{95, 45, 110, 110}));
        QCOMPARE(grown({100, 50, 100, 100}, 1000, {400, 300}).height, 300.0);
    }
};

QTEST_GUILESS_MAIN(CropFrameTest)
#include "crop_frame_test.moc"
