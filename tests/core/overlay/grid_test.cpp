#include "core/overlay/grid.h"

#include <QtTest>

#include <limits>

using namespace vitrine;

class GridTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void patchUnderAPoint_data() {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<int>("row");  // -1: none
        QTest::addColumn<int>("col");
        // 2 rows x 4 cols over (10, 20) .. (50, 60): patches of 10 x 20
        QTest::newRow("first") << 10.0 << 20.0 << 0 << 0;
        QTest::newRow("just inside the first") << 19.999 << 39.999 << 0 << 0;
        QTest::newRow("an edge belongs to the next") << 20.0 << 40.0 << 1 << 1;
        QTest::newRow("last") << 49.999 << 59.999 << 1 << 3;
        QTest::newRow("right of all") << 50.0 << 30.0 << -1 << -1;
        QTest::newRow("below all") << 30.0 << 60.0 << -1 << -1;
        QTest::newRow("left of all") << 9.999 << 30.0 << -1 << -1;
        QTest::newRow("above all") << 30.0 << 19.0 << -1 << -1;
        QTest::newRow("nowhere") << std::numeric_limits<double>::quiet_NaN() << 30.0 << -1 << -1;
    }

    void patchUnderAPoint() {
        QFETCH(double, x);
        QFETCH(double, y);
        QFETCH(int, row);
        QFETCH(int, col);
        const auto cell = patchAt({2, 4, {10, 20, 40, 40}}, x, y);
        QCOMPARE(cell.has_value(), row >= 0);
        if (cell)
            QCOMPARE(*cell, (Cell{row, col}));
    }

    void everyPatchContainsItsCentre() {
        const PatchGrid grid{7, 13, {-3.5, 2.25, 61.7, 19.3}};
        for (int row = 0; row < grid.rows; ++row) {
            for (int col = 0; col < grid.cols; ++col) {
                const Box box = patchBox(grid, {row, col});
                QCOMPARE(patchAt(grid, box.x + box.width / 2, box.y + box.height / 2).value(), (Cell{row, col}));
            }
        }
    }

    void patchBoxes() { QCOMPARE(patchBox({2, 4, {10, 20, 40, 40}}, {1, 3}), (Box{40, 40, 10, 20})); }

    void emptyGridHasNoPatch() {
        QVERIFY(!patchAt({0, 0, {0, 0, 10, 10}}, 5, 5));
        QVERIFY(!patchAt({2, 2, {0, 0, 0, 0}}, 0, 0));
    }

    void tokens() {
        const PatchGrid grid{14, 14, {}};
        QCOMPARE(tokenOf(grid, {0, 0}, 1), 1);
        QCOMPARE(tokenOf(grid, {2, 3}, 1), 32);
        QCOMPARE(tokenOf(grid, {13, 13}, 0), 195);
    }

    void projects() {
        QCOMPARE(project({100, 50, 200, 200}, 400, 300, {10, 20, 200, 150}), (Box{60, 45, 100, 100}));
        QCOMPARE(project({-10, 0, 20, 10}, 10, 10, {0, 0, 100, 100}), (Box{-100, 0, 200, 100}));
    }
};

QTEST_GUILESS_MAIN(GridTest)
#include "grid_test.moc"
