// Geometry of the picture in its view.
#include "ui/panels/view_transform.h"

#include <QtTest/QtTest>

using namespace vitrine;
using namespace vitrine::ui;

namespace {

/// The picture's place (0..1) that lies at `at`.
QPointF under(const ViewTransform& t, QPointF at, QSizeF extent, QSizeF view) {
    const QRectF r = placed(t, extent, view);
    return {(at.x() - r.x()) / r.width(), (at.y() - r.y()) / r.height()};
}

}  // namespace

class ViewTransformTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fits_data() {
        QTest::addColumn<QSizeF>("extent");
        QTest::addColumn<QSizeF>("view");
        QTest::addColumn<QRectF>("at");
        QTest::newRow("landscape in a square") << QSizeF(400, 200) << QSizeF(100, 100) << QRectF(0, 25, 100, 50);
        QTest::newRow("portrait in a square") << QSizeF(200, 400) << QSizeF(100, 100) << QRectF(25, 0, 50, 100);
        QTest::newRow("small pictures are enlarged") << QSizeF(10, 10) << QSizeF(300, 100) << QRectF(100, 0, 100, 100);
        QTest::newRow("no view") << QSizeF(10, 10) << QSizeF(0, 0) << QRectF();
        QTest::newRow("no picture") << QSizeF() << QSizeF(10, 10) << QRectF();
    }
    void fits() {
        QFETCH(QSizeF, extent);
        QFETCH(QSizeF, view);
        QTEST(fitted(extent, view), "at");
        QCOMPARE(placed({}, extent, view).size(), fitted(extent, view).size());
    }

    void extentHoldsThePaddedCrop() {
        QCOMPARE(extentOf(100, 50, {0, -25, 100, 100}), QRectF(0, -25, 100, 100));
        QCOMPARE(extentOf(100, 50, {25, 0, 50, 50}), QRectF(0, 0, 100, 50));
    }

    void zoomKeepsWhatIsUnderThePoint() {
        const QSizeF extent(451, 300);
        const QSizeF view(752, 504);
        ViewTransform t;
        for (const QPointF at : {QPointF(10, 20), QPointF(700, 480), QPointF(376, 252), QPointF(751, 3)}) {
            for (const double factor : {1.25, 1.25, 2.0, 1.1}) {
                const QPointF before = under(t, at, extent, view);
                t = zoomedAbout(t, t.zoom * factor, at, extent, view);
                const QPointF moved = (under(t, at, extent, view) - before) * placed(t, extent, view).width();
                QVERIFY2(moved.manhattanLength() < 1e-6, qPrintable(QString::number(moved.manhattanLength())));
            }
        }
    }

    void zoomingOutEndsWhereItBegan() {
        const QSizeF extent(451, 300);
        const QSizeF view(752, 504);
        ViewTransform t = zoomedAbout({}, 8, {20, 30}, extent, view);
        while (t.zoom > 1)
            t = zoomedAbout(t, std::max(1.0, t.zoom / 1.25), {700, 400}, extent, view);
        QCOMPARE(t, ViewTransform());
    }

    void thePictureCannotBeLost() {
        const QSizeF extent(300, 600);
        const QSizeF view(700, 500);
        ViewTransform t = zoomedAbout({}, 3, {350, 250}, extent, view);
        for (const QPointF delta : {QPointF(9999, 0), QPointF(0, -9999), QPointF(-9999, 9999)}) {
            t = panned(t, delta, extent, view);
            QVERIFY(placed(t, extent, view).adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(fitted(extent, view)));
        }
        QCOMPARE(panned({}, {50, 50}, extent, view), ViewTransform());
    }

    void panMovesByAsMuch() {
        const QSizeF extent(451, 300);
        const QSizeF view(752, 504);
        const ViewTransform t = zoomedAbout({}, 4, {376, 252}, extent, view);
        const ViewTransform dragged = panned(t, {30, -20}, extent, view);
        const QPointF moved = placed(dragged, extent, view).topLeft() - placed(t, extent, view).topLeft();
        QVERIFY((moved - QPointF(30, -20)).manhattanLength() < 1e-9);
    }

    void zoomsUntilAPatchFillsTheView() {
        const QRectF square(0, 0, 224, 224);
        QCOMPARE(largestZoom(square, {0, 0, 224, 224}, 16, 16, {500, 500}), 16.0);
        QCOMPARE(largestZoom(square, {0, 0, 224, 224}, 37, 37, {500, 500}), 37.0);
        QCOMPARE(largestZoom(square, {0, 0, 224, 224}, 7, 7, {500, 500}), 16.0);
        QCOMPARE(largestZoom(square, {0, 0, 224, 224}, 0, 0, {500, 500}), 16.0);
    }

    void snapsToDevicePixels() {
        QCOMPARE(snapped({0.4, 0.6, 10, 10}, {}), QRect(0, 1, 10, 10));
        QCOMPARE(snapped({0.4, 0.6, 10, 10}, {0.5, 0.5}), QRect(1, 1, 10, 10));
        QCOMPARE(snapped({5, 5, 0.1, 0.1}, {}).size(), QSize(1, 1));
    }

    void labelStaysInView_data() {
        QTest::addColumn<QRectF>("patch");
        const QRectF view(0, 0, 400, 300);
        for (int x = 0; x <= 370; x += 37)
            for (int y = 0; y <= 270; y += 27)
                QTest::addRow("%d %d", x, y) << QRectF(x, y, 30, 30);
    }
    void labelStaysInView() {
        QFETCH(QRectF, patch);
        const QRectF view(0, 0, 400, 300);
        const QRectF tag = besidePatch({120, 24}, patch, view, 8);
        QCOMPARE(tag.size(), QSizeF(120, 24));
        QVERIFY(view.contains(tag));
        QVERIFY(!tag.intersects(patch));
    }
    void labelOfAPatchThatFillsTheView() {
        QVERIFY(QRectF(0, 0, 400, 300).contains(besidePatch({120, 24}, {-50, -50, 900, 900}, {0, 0, 400, 300}, 8)));
    }
};

QTEST_GUILESS_MAIN(ViewTransformTest)
#include "view_transform_test.moc"
