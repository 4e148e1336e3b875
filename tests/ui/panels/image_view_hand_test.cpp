// The mouse and the keys over the picture: the patch under it, zooming, moving, pinning.
#include "tests/support/mouse.h"
#include "tests/support/view_pictures.h"
#include "ui/panels/image_view.h"
#include "ui/panels/seen_view.h"
#include "ui/theme.h"

#include <QtTest/QtTest>

#include <cmath>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

namespace {

void turnWheel(ImageView& view, QPointF at, int by) {
    QWheelEvent wheel(at, view.mapToGlobal(at), {}, {0, by}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&view, &wheel);
}

}  // namespace

class ImageViewHandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Dark); }

    void mouseMovesHoverOncePerPatch() {
        ImageView view;
        view.resize(631, 417);
        view.setPicture(cropped(451, 300));
        view.setGrid(16, 16);
        QSignalSpy hovered(&view, &ImageView::hovered);
        const QPoint from = view.patchRect({5, 7}).center().toPoint();
        test::moveTo(view, from);
        test::moveTo(view, from + QPoint(2, 2));
        QCOMPARE(hovered.count(), 1);
        QCOMPARE(hovered.last()[0].value<std::optional<Cell>>(), std::optional(Cell{5, 7}));
        test::moveTo(view, view.patchRect({5, 8}).center().toPoint());
        QCOMPARE(hovered.last()[0].value<std::optional<Cell>>(), std::optional(Cell{5, 8}));
        QCOMPARE(view.cursor().shape(), Qt::CrossCursor);
        test::moveTo(view, view.imageRect().topLeft().toPoint() + QPoint(2, 2));
        QCOMPARE(hovered.last()[0].value<std::optional<Cell>>(), std::optional<Cell>());
        test::moveTo(view, from);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(&view, &leave);
        QCOMPARE(hovered.last()[0].value<std::optional<Cell>>(), std::optional<Cell>());
        QCOMPARE(hovered.count(), 5);
    }

    void everyPatchIsFoundUnderItsMiddle() {
        ImageView view;
        view.resize(631, 417);
        view.setPicture(cropped(300, 700));
        view.setGrid(16, 16);
        for (const double zoom : {1.0, 2.3}) {
            view.zoomTo(zoom, {300, 200});
            for (int row = 0; row < 16; ++row)
                for (int col = 0; col < 16; ++col)
                    QCOMPARE(view.cellAt(view.patchRect({row, col}).center()), std::optional(Cell{row, col}));
        }
    }

    void clickPins() {
        ImageView view;
        view.resize(631, 417);
        view.setPicture(cropped(451, 300));
        view.setGrid(16, 16);
        QSignalSpy clicked(&view, &ImageView::clicked);
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.patchRect({3, 4}).center().toPoint());
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.imageRect().topLeft().toPoint() + QPoint(3, 3));
        QTest::mouseClick(&view, Qt::RightButton, {}, view.patchRect({3, 4}).center().toPoint());
        QCOMPARE(clicked.count(), 2);
        QCOMPARE(clicked[0][0].value<std::optional<Cell>>(), std::optional(Cell{3, 4}));
        QCOMPARE(clicked[1][0].value<std::optional<Cell>>(), std::optional<Cell>());
    }

    void wheelKeepsThePlaceUnderTheMouse() {
        ImageView view;
        view.resize(631, 417);
        view.setPicture(cropped(451, 300));
        view.setGrid(16, 16);
        const QPointF at(210.5, 290.5);
        const auto place = [&] {
            const QRectF image = view.imageRect();
            return QPointF((at.x() - image.x()) / image.width(), (at.y() - image.y()) / image.height());
        };
        for (int step = 0; step < 12; ++step) {
            const QPointF before = place();
            turnWheel(view, at, 120);
            const QPointF moved = place() - before;
            QVERIFY(std::abs(moved.x() * view.imageRect().width()) <= 1);
            QVERIFY(std::abs(moved.y() * view.imageRect().height()) <= 1);
        }
        QVERIFY(view.zoom() > 14);
        for (int step = 0; step < 20; ++step) {
            turnWheel(view, at, -120);
        }
        QCOMPARE(view.zoom(), 1.0);
        QVERIFY(std::abs(view.imageRect().center().x() - 315.5) <= 1);
    }

    void dragPansAndDoesNotPin() {
        ImageView view;
        view.resize(631, 417);
        view.setPicture(cropped(451, 300));
        view.setGrid(16, 16);
        view.zoomTo(4, {315, 208});
        QSignalSpy clicked(&view, &ImageView::clicked);
        const QRectF before = view.imageRect();
        QTest::mousePress(&view, Qt::LeftButton, {}, {300, 200});
        test::moveTo(view, {310, 205}, Qt::LeftButton);
        test::moveTo(view, {340, 190}, Qt::LeftButton);
        QCOMPARE(view.cursor().shape(), Qt::ClosedHandCursor);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, {340, 190});
        const QPointF moved = view.imageRect().topLeft() - before.topLeft();
        QVERIFY((moved - QPointF(40, -10)).manhattanLength() <= 2);
        QCOMPARE(clicked.count(), 0);
        QTest::mouseClick(&view, Qt::LeftButton, {}, {320, 200});
        QCOMPARE(clicked.count(), 1);
    }

    void doubleClickFitsAgain() {
        ImageView view;
        view.resize(631, 417);
        view.setPicture(cropped(451, 300));
        view.setGrid(16, 16);
        view.zoomTo(4, {315, 208});
        QTest::mouseDClick(&view, Qt::LeftButton, {}, {320, 200});
        QCOMPARE(view.zoom(), 1.0);
    }

    void theSamePictureForAnotherModelKeepsItsZoom() {
        ImageView view;
        view.resize(631, 417);
        const auto picture = cropped(451, 300);
        view.setPicture(picture);
        view.zoomTo(3, {300, 200});
        auto other = std::make_shared<Picture>(*picture);  // the same pixels, cut otherwise
        other->seen = {75.5, 0, 300, 300};
        view.setPicture(other);
        QCOMPARE(view.zoom(), 3.0);
        view.setPicture(cropped(450, 300));
        QCOMPARE(view.zoom(), 1.0);
    }

    void shiftAndArrowsMoveThePatch() {
        ImageView view;
        view.resize(631, 417);
        view.setPicture(cropped(451, 300));
        view.setGrid(16, 16);
        view.setQuery(Cell{0, 3}, QStringLiteral("patch 0, 3"));
        QSignalSpy clicked(&view, &ImageView::clicked);
        QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(clicked[0][0].value<std::optional<Cell>>(), std::optional(Cell{0, 4}));
        QCOMPARE(clicked[1][0].value<std::optional<Cell>>(), std::optional(Cell{0, 3}));
    }

    void actualSizeIsPixelForPixel() {
        auto picture = std::make_shared<Picture>();
        auto pixels = std::make_shared<Image>(451, 300);
        for (size_t i = 0; i < pixels->pixels.size(); ++i)
            pixels->pixels[i] = uint8_t(i * 37 % 251);
        picture->image = pixels;
        picture->seen = {0, 0, 451, 300};
        for (const double scale : {1.0, 1.5, 2.0}) {
            ImageView view;
            view.resize(631, 417);
            view.setPicture(picture);
            painted(view, scale);
            view.showPixels();
            const QImage image = painted(view, scale);
            QCOMPARE(view.percent(), 100);
            const QRectF at = view.imageRect();
            QCOMPARE(at.size() * scale, QSizeF(451, 300));
            for (int y = 0; y < 300; ++y)
                for (int x = 0; x < 451; ++x) {
                    const QPoint on(qRound(at.x() * scale) + x, qRound(at.y() * scale) + y);
                    const uint8_t* rgb = pixels->row(y) + x * 3;
                    QCOMPARE(image.pixel(on), qRgb(rgb[0], rgb[1], rgb[2]));
                }
            view.fit();
            QCOMPARE(view.zoom(), 1.0);
        }
    }

    void zoomToTheCropFillsTheView() {
        ImageView view;
        view.resize(631, 417);
        view.setPicture(cropped(6000, 400));
        view.fit();  // a panorama: all of it, its crop is small
        QVERIFY(view.cropRect().height() < 50);
        view.zoomToCrop();
        QVERIFY(view.cropRect().height() > 380 && view.cropRect().height() <= 417);
        QVERIFY(std::abs(view.cropRect().center().x() - 315.5) <= 1);
        view.resize(400, 300);  // and stays so
        QVERIFY(view.cropRect().height() > 270 && view.cropRect().height() <= 300);
    }

    void aLongPictureOpensOnItsCrop() {
        for (const auto& [size, isLong] : {std::pair{QSize(451, 300), false}, std::pair{QSize(300, 600), false},
                                           std::pair{QSize(6000, 400), true}, std::pair{QSize(300, 1500), true}}) {
            ImageView view;
            view.resize(631, 417);
            view.setPicture(cropped(size.width(), size.height()));
            const int shorter = int(std::min(view.cropRect().width(), view.cropRect().height()));
            QCOMPARE(view.isFitted(), !isLong);
            QVERIFY(isLong ? shorter > 380 : shorter > 160);
            view.fit();  // all of it, whatever its shape
            QVERIFY(view.isFitted() && view.rect().adjusted(-1, -1, 1, 1).contains(view.imageRect().toRect()));
        }
    }

    void pullingTheCropSmallDoesNotZoomOnIt() {
        ImageView view;
        view.resize(631, 417);
        const auto whole = cropped(451, 300);
        view.setPicture(whole);
        const QRectF before = view.imageRect();
        auto small = std::make_shared<Picture>(*whole);
        small->seen = {10, 10, 40, 40};
        view.setPicture(small);
        QCOMPARE(view.imageRect(), before);
    }

    void holdingSpaceShowsThePlainPicture() {
        ImageView view;
        view.resize(631, 417);
        view.setPicture(cropped(451, 300));
        view.setMap(hot(14, 14, {5, 5}), {});
        view.setQuery(Cell{3, 3}, QStringLiteral("patch 3, 3"));
        const auto colours = [&] {
            int other = 0;
            const QImage image = painted(view, 1);
            const QRect at = view.imageRect().toRect().adjusted(1, 1, -1, -1);
            for (int y = at.top(); y <= at.bottom(); ++y)
                for (int x = at.left(); x <= at.right(); ++x)
                    other += (image.pixel(x, y) & 0xffffff) != 0x808080;
            return other;
        };
        QVERIFY(colours() > 1000);
        QTest::keyPress(&view, Qt::Key_Space);
        QCOMPARE(colours(), 0);
        QTest::keyRelease(&view, Qt::Key_Space);
        QVERIFY(colours() > 1000);
    }
};

QTEST_MAIN(ImageViewHandTest)
#include "image_view_hand_test.moc"
