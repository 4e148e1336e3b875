// The overlay lands on its patches, at any zoom and scale, and the mouse means what is under it.
#include "core/overlay/blend.h"
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

/// Inferno's brightest colour is yellow; the picture is grey.
bool isHot(QRgb pixel) { return qRed(pixel) > 200 && qBlue(pixel) < qRed(pixel) - 30; }

}  // namespace

class ImageViewTest : public QObject {
    Q_OBJECT

    static void addPlaces() {
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<double>("scale");
        QTest::addColumn<double>("zoom");
        for (const QSize picture : {QSize(451, 300), QSize(300, 700), QSize(3000, 400), QSize(40, 40)})
            for (const double scale : {1.0, 1.5, 2.0})
                for (const double zoom : {1.0, 1.25, 3.7, 16.0})
                    QTest::addRow("%dx%d at %g, zoom %g", picture.width(), picture.height(), scale, zoom)
                        << picture << scale << zoom;
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Dark); }

    void flatOverlayCoversItsPatchAndNothingElse_data() { addPlaces(); }
    void flatOverlayCoversItsPatchAndNothingElse() {
        QFETCH(QSize, picture);
        QFETCH(double, scale);
        QFETCH(double, zoom);
        ImageView view;
        view.resize(631, 417);
        view.setPicture(cropped(picture.width(), picture.height()));
        OverlayStyle style;
        style.smooth = false;
        style.opacity = 1;
        const Cell cell{9, 4};
        view.setMap(hot(14, 14, cell), style);
        painted(view, scale);
        view.zoomTo(zoom, view.patchRect(cell).center());
        const QImage image = painted(view, scale);
        const QRectF patch = view.patchRect(cell);
        const QRectF onDevice(patch.topLeft() * scale, patch.size() * scale);
        int inside = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                const QPointF centre(x + 0.5, y + 0.5);
                const bool wellInside = onDevice.adjusted(1, 1, -1, -1).contains(centre);
                const bool wellOutside = !onDevice.adjusted(-1, -1, 1, 1).contains(centre);
                const bool hotHere = isHot(image.pixel(x, y));
                inside += wellInside;
                if ((wellInside && !hotHere) || (wellOutside && hotHere))
                    QFAIL(qPrintable(QStringLiteral("%1 at %2, %3").arg(hotHere ? "hot" : "cold").arg(x).arg(y)));
            }
        QVERIFY(inside > 4);
    }

    void smoothOverlayPeaksInTheMiddleOfItsPatch_data() { addPlaces(); }
    void smoothOverlayPeaksInTheMiddleOfItsPatch() {
        QFETCH(QSize, picture);
        QFETCH(double, scale);
        QFETCH(double, zoom);
        ImageView view;
        view.resize(631, 417);
        view.setPicture(cropped(picture.width(), picture.height()));
        OverlayStyle style;
        style.opacity = 1;
        const Cell cell{9, 4};
        view.setMap(hot(14, 14, cell), style);
        painted(view, scale);
        view.zoomTo(zoom, view.patchRect(cell).center());
        const QImage image = painted(view, scale);
        const QPointF middle = view.patchRect(cell).center() * scale;
        // The centre of gravity of what is bright, as far as both sides of the middle are in view.
        const QPointF reach(std::min(middle.x(), image.width() - middle.x()),
                            std::min(middle.y(), image.height() - middle.y()));
        double sum = 0;
        QPointF at;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (std::abs(x + 0.5 - middle.x()) <= reach.x() && std::abs(y + 0.5 - middle.y()) <= reach.y() &&
                    isHot(image.pixel(x, y))) {
                    sum += 1;
                    at += QPointF(x + 0.5, y + 0.5);
                }
        QVERIFY(sum > 3);
        const QPointF off = at / sum - middle;
        QVERIFY2(std::hypot(off.x(), off.y()) <= 0.5 + 0.01 * view.patchRect(cell).width() * scale,
                 qPrintable(QStringLiteral("%1, %2").arg(off.x()).arg(off.y())));
    }

    void cropAndImageLieWhereTheGeometrySays() {
        ImageView view;
        view.resize(752, 504);
        view.setPicture(cropped(451, 300));  // 451 x 300 becomes 384 x 256, of which 224 x 224 are seen
        QVERIFY(std::abs(view.imageRect().width() - 752) <= 1);
        QVERIFY(std::abs(view.imageRect().height() - 500.2) <= 1);
        const double scale = 752.0 / 451;
        QVERIFY(std::abs(view.cropRect().width() - 224.0 * 451 / 384 * scale) <= 1);
        QVERIFY(std::abs(view.cropRect().height() - 262.5 * scale) <= 1);
        QVERIFY(std::abs(view.cropRect().center().x() - 376) <= 1);
    }

    void outsideTheCropIsDimmedAsInASavedOverlay_data() {
        QTest::addColumn<int>("choice");
        QTest::newRow("dark") << int(ThemeChoice::Dark);
        QTest::newRow("light") << int(ThemeChoice::Light);
    }
    void outsideTheCropIsDimmedAsInASavedOverlay() {
        QFETCH(int, choice);
        applyTheme(*qApp, ThemeChoice(choice));
        ImageView view;
        view.resize(600, 200);
        view.setPicture(cropped(600, 200));
        const QImage image = painted(view, 1);
        const int inside = qRed(image.pixel(300, 100));
        const int outside = qRed(image.pixel(20, 100));
        QCOMPARE(inside, 128);
        QVERIFY(std::abs(outside - 128 * dimmed) <= 2);
        applyTheme(*qApp, ThemeChoice::Dark);
    }

    void paddedCropIsShownWithItsBlackBars() {
        Preprocessing padded;
        padded.fit = Fit::Pad;
        ImageView view;
        view.resize(400, 400);
        view.setPicture(cropped(400, 200, padded));
        QVERIFY(view.cropRect().top() < view.imageRect().top() - 90);
        const QImage image = painted(view, 1);
        QCOMPARE(image.pixel(200, 50) & 0xffffff, 0U);  // the bar
        QCOMPARE(qRed(image.pixel(200, 200)), 128);     // the picture
    }

    void whatTheModelSeesIsDrawnForTheEye() {
        Picture picture;
        Image file(40, 20), screen(40, 20);
        std::fill(file.pixels.begin(), file.pixels.end(), uint8_t(50));
        std::fill(screen.pixels.begin(), screen.pixels.end(), uint8_t(90));
        picture.image = std::make_shared<const Image>(file);
        picture.shown = std::make_shared<const Image>(screen);
        picture.seen = {10, 0, 20, 20};
        const Picture part = seenPart(picture, 100);
        QCOMPARE(part.image->width, 20);
        QCOMPARE(int(part.image->pixels[0]), 90);
    }

    void largePicturesAreScaledOnceAndSmoothly() {
        auto picture = std::make_shared<Picture>();
        auto pixels = std::make_shared<Image>(4000, 3000);
        for (int y = 0; y < 3000; ++y)
            for (int x = 0; x < 4000; ++x)
                std::fill_n(pixels->row(y) + x * 3, 3, uint8_t((x + y) % 2 ? 255 : 0));
        picture->image = pixels;
        picture->seen = modelBox(4000, 3000, {});
        ImageView view;
        view.resize(700, 500);
        view.setPicture(picture);
        const QImage image = painted(view, 1);
        QVERIFY(std::abs(qRed(image.pixel(350, 250)) - 127) <= 2);  // a chequerboard of pixels is grey, not moire
        QBENCHMARK {
            view.resize(700, view.height() == 500 ? 490 : 500);
            painted(view, 1);
        }
    }

    /// Each blend on the screen is what core draws into a file.
    void blendsOnTheScreenAsInAFile_data() {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("contour");
        QTest::newRow("over") << int(Blend::Over) << false;
        QTest::newRow("multiply") << int(Blend::Multiply) << false;
        QTest::newRow("screen") << int(Blend::Screen) << false;
        QTest::newRow("light") << int(Blend::Light) << false;
        QTest::newRow("lines") << int(Blend::Over) << true;
    }
    void blendsOnTheScreenAsInAFile() {
        QFETCH(int, mode);
        QFETCH(bool, contour);
        auto maps = std::make_shared<MapSet>();
        maps->map = {8, 8, {}};
        for (int i = 0; i < 64; ++i)
            maps->map.values.push_back(float((i * 29) % 64));
        OverlayStyle style;
        style.blend = Blend(mode);
        style.contour = contour;
        style.keep = 0.8;
        ImageView view;
        view.resize(400, 400);
        view.setPicture(greyPicture(400, 400, {0, 0, 400, 400}));
        view.setMap(maps, style);
        const QImage image = painted(view, 1);
        Image grey(400, 400);
        std::fill(grey.pixels.begin(), grey.pixels.end(), uint8_t(128));
        const Image expected = blend(grey, {0, 0, 400, 400}, maps->map, style);
        int worst = 0;
        for (int y = 2; y < 398; ++y)
            for (int x = 2; x < 398; ++x) {
                const QColor drawn = image.pixelColor(x, y);
                const uint8_t* rgb = expected.row(y) + x * 3;
                worst = std::max({worst, std::abs(drawn.red() - rgb[0]), std::abs(drawn.green() - rgb[1]),
                                  std::abs(drawn.blue() - rgb[2])});
            }
        QVERIFY2(worst <= 2, qPrintable(QString::number(worst)));
    }

    void hoveringAtFourThousandPixels_data() { blendsOnTheScreenAsInAFile_data(); }
    void hoveringAtFourThousandPixels() {
        QFETCH(int, mode);
        QFETCH(bool, contour);
        OverlayStyle style;
        style.blend = Blend(mode);
        style.contour = contour;
        ImageView view;
        view.resize(2600, 1700);
        view.setPicture(cropped(4510, 3000));
        QImage out(view.size(), QImage::Format_RGB32);
        view.setMap(hot(16, 16, {3, 3}), style);
        view.render(&out);
        int i = 0;
        QBENCHMARK {
            view.setMap(hot(16, 16, {++i % 16, 5}), style);
            view.render(&out);
        }
    }

    void queryIsOutlinedInWhite() {
        ImageView view;
        view.resize(631, 417);
        view.setPicture(cropped(451, 300));
        view.setGrid(16, 16);
        const QImage before = painted(view, 1);
        view.setQuery(Cell{6, 6}, QStringLiteral("patch 6, 6"));
        const QImage after = painted(view, 1);
        const QRect patch = view.patchRect({6, 6}).toRect();
        QCOMPARE(after.pixel(patch.center()), before.pixel(patch.center()));
        QCOMPARE(after.pixel(patch.center().x(), patch.top() - 1), 0xffffffffU);
        QCOMPARE(after.pixel(patch.center().x(), patch.top() - 2), 0xffffffffU);
        QVERIFY(qRed(after.pixel(patch.center().x(), patch.top() - 3)) < 100);  // dark beside it
    }

    void withoutAPictureThereIsOnlyTheStage() {
        ImageView view;
        view.resize(200, 100);
        view.setMap(hot(4, 4, {1, 1}), {});
        view.setQuery(Cell{1, 1}, QStringLiteral("patch 1, 1"));
        QSignalSpy hovered(&view, &ImageView::hovered);
        QSignalSpy clicked(&view, &ImageView::clicked);
        const QImage image = painted(view, 1);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                QCOMPARE(image.pixelColor(x, y), theme().stage);
        test::moveTo(view, {100, 50});
        QTest::mouseClick(&view, Qt::LeftButton, {}, {100, 50});
        QCOMPARE(hovered.count() + clicked.count(), 0);
        QVERIFY(view.imageRect().isNull() && view.patchRect({1, 1}).isNull());
    }

    void extremePicturesDoNoHarm_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("one pixel") << QSize(1, 1);
        QTest::newRow("a line") << QSize(5000, 1);
        QTest::newRow("a column") << QSize(1, 5000);
        QTest::newRow("nothing") << QSize(0, 0);
    }
    void extremePicturesDoNoHarm() {
        QFETCH(QSize, size);
        ImageView view;
        view.resize(300, 200);
        view.setPicture(greyPicture(size.width(), size.height(), {0, 0, double(size.width()), double(size.height())}));
        view.setMap(hot(4, 4, {1, 1}), {});
        painted(view, 1);
        view.zoomTo(64, {150, 100});
        QVERIFY(!painted(view, 2).isNull());
        view.resize(0, 0);
        view.zoomTo(2, {0, 0});
    }
};

QTEST_MAIN(ImageViewTest)
#include "image_view_test.moc"
