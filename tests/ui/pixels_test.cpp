// Channels in the right order, rows without core's and Qt's paddings mixed up, alpha on white.
#include "ui/pixels.h"

#include <QtTest/QtTest>

using namespace vitrine;
using namespace vitrine::ui;

class PixelsTest : public QObject {
    Q_OBJECT

    /// Width 5: 15 bytes a row in core, 16 in Qt.
    static Image sample() {
        Image image(5, 3);
        for (size_t i = 0; i < image.pixels.size(); ++i)
            image.pixels[i] = uint8_t(i * 5);
        return image;
    }

private Q_SLOTS:
    void imageKeepsRgbOrderAndRows() {
        const Image image = sample();
        const QImage out = toQImage(image);
        QCOMPARE(out.size(), QSize(5, 3));
        QCOMPARE(out.format(), QImage::Format_RGB888);
        for (int y = 0; y < 3; ++y)
            for (int x = 0; x < 5; ++x) {
                const uint8_t* p = image.row(y) + x * 3;
                QCOMPARE(out.pixel(x, y), qRgb(p[0], p[1], p[2]));
            }
    }

    void imageIsADeepCopy() {
        Image image = sample();
        const QImage out = toQImage(image);
        const QRgb before = out.pixel(4, 2);
        std::fill(image.pixels.begin(), image.pixels.end(), uint8_t(0));
        QCOMPARE(out.pixel(4, 2), before);
    }

    void viewSharesThePixels() {
        const Image image = sample();
        const QImage view = viewOf(image);
        QCOMPARE(view.constBits(), image.pixels.data());
        QCOMPARE(view, toQImage(image));
    }

    void overlayStaysPremultiplied() {
        const Overlay overlay{1, 2, {100, 50, 0, 128, 0, 0, 200, 255}};
        const QImage out = toQImage(overlay);
        QCOMPARE(out.format(), QImage::Format_RGBA8888_Premultiplied);
        const std::vector<uint8_t> first(out.constScanLine(0), out.constScanLine(0) + 4);
        QCOMPARE(first, (std::vector<uint8_t>{100, 50, 0, 128}));
        QCOMPARE(out.pixel(0, 1), qRgba(0, 0, 200, 255));
    }

    void thereAndBack_data() {
        QTest::addColumn<int>("format");
        QTest::newRow("RGB888") << int(QImage::Format_RGB888);
        QTest::newRow("BGR888") << int(QImage::Format_BGR888);
        QTest::newRow("RGB32") << int(QImage::Format_RGB32);
        QTest::newRow("ARGB32") << int(QImage::Format_ARGB32);
        QTest::newRow("ARGB32_Premultiplied") << int(QImage::Format_ARGB32_Premultiplied);
        QTest::newRow("RGBA8888") << int(QImage::Format_RGBA8888);
    }
    void thereAndBack() {
        QFETCH(int, format);
        const Image image = sample();
        QCOMPARE(fromQImage(toQImage(image).convertToFormat(QImage::Format(format))), image);
    }

    void greyIsRepeated() {
        QImage grey(2, 1, QImage::Format_Grayscale8);
        grey.scanLine(0)[0] = 7;
        grey.scanLine(0)[1] = 200;
        QCOMPARE(fromQImage(grey).pixels, (std::vector<uint8_t>{7, 7, 7, 200, 200, 200}));
    }

    void alphaIsCompositedOnWhite() {
        QImage half(2, 1, QImage::Format_ARGB32);
        half.setPixel(0, 0, qRgba(200, 0, 0, 0));
        half.setPixel(1, 0, qRgba(255, 0, 0, 128));
        half.setDevicePixelRatio(2);
        const Image out = fromQImage(half);
        QCOMPARE(out.width, 2);
        const std::vector<uint8_t> first(out.pixels.begin(), out.pixels.begin() + 4);
        QCOMPARE(first, (std::vector<uint8_t>{255, 255, 255, 255}));
        QVERIFY(std::abs(int(out.pixels[4]) - 127) <= 1);
        QVERIFY(std::abs(int(out.pixels[5]) - 127) <= 1);
    }

    void nothingStaysNothing() {
        QVERIFY(toQImage(Image()).isNull());
        QVERIFY(viewOf(Image()).isNull());
        QVERIFY(toQImage(Overlay()).isNull());
        QVERIFY(fromQImage(QImage()).empty());
    }
};

QTEST_GUILESS_MAIN(PixelsTest)
#include "pixels_test.moc"
