#include "core/overlay/contour.h"

#include <QtTest>

#include <cmath>

using namespace vitrine;

namespace {

OverlayStyle lines(bool smooth, double keep = 1) {
    OverlayStyle style;
    style.smooth = smooth;
    style.keep = keep;
    style.contour = true;
    return style;
}

const uint8_t* pixel(const Overlay& overlay, int x, int y) {
    return overlay.pixels.data() + (size_t(y) * size_t(overlay.width) + size_t(x)) * 4;
}

/// A cone: its lines of equal value are circles about the middle.
Map cone(int side) {
    Map map{side, side, {}};
    for (int row = 0; row < side; ++row)
        for (int col = 0; col < side; ++col)
            map.values.push_back(float(side) - float(std::hypot(row - (side - 1) / 2.0, col - (side - 1) / 2.0)));
    return map;
}

}  // namespace

class ContourTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingWithoutLevels() {
        const Map map = cone(8);
        OverlayStyle off;
        for (const Overlay& overlay : {drawContours(map, Raster::whole(40, 40), off, ownScale(map), 2),
                                       drawContours(map, Raster::whole(40, 40), lines(true), ColourScale{1, 1}, 2),
                                       drawContours({}, Raster::whole(40, 40), lines(true), ColourScale{0, 1}, 2)})
            QCOMPARE(overlay.pixels, std::vector<uint8_t>(6400, 0));
        QVERIFY(drawContours(map, Raster::whole(0, 9), lines(true), ownScale(map), 2).pixels.empty());
    }

    /// White is where the drawn value is the level, within the line's thickness, and nowhere else.
    void smoothLinesLieOnTheirLevel() {
        const Map map = cone(21);
        const ColourScale scale = ownScale(map);
        constexpr int size = 420;  // 20 px a patch
        const Overlay overlay = drawContours(map, Raster::whole(size, size), lines(true), scale, 2);
        int white = 0;
        for (int y = 40; y < size - 40; ++y)
            for (int x = 40; x < size - 40; ++x) {
                const double radius = std::hypot(x + 0.5 - size / 2.0, y + 0.5 - size / 2.0) / 20;  // in patches
                const double value = 21 - radius;
                double off = 1e9;  // pixels to the nearest circle
                for (const double level : contourLevels(map, lines(true), scale))
                    off = std::min(off, std::abs(value - level) * 20);
                const int w = pixel(overlay, x, y)[0];
                white += w > 128;
                QVERIFY2(off > 0.4 || w > 128, qPrintable(QString("%1 %2: %3").arg(x).arg(y).arg(off)));
                QVERIFY2(off < 3 || pixel(overlay, x, y)[3] == 0,
                         qPrintable(QString("%1 %2: %3").arg(x).arg(y).arg(off)));
            }
        QVERIFY(white > 1000);
    }

    void flatLinesRunAlongThePatchesSides() {
        Map map{4, 5, std::vector<float>(20)};
        map.values[7] = 1;  // row 1, column 2
        const Overlay overlay = drawContours(map, Raster::whole(100, 80), lines(false, 0.5), {0, 1}, 2);
        for (int y = 0; y < 80; ++y)
            for (int x = 0; x < 100; ++x) {
                const double across = std::max({40 - (x + 0.5), x + 0.5 - 60, 0.0});
                const double down = std::max({20 - (y + 0.5), y + 0.5 - 40, 0.0});
                const bool within = x >= 40 && x < 60 && y >= 20 && y < 40;
                const double toSide = within ? std::min({x + 0.5 - 40, 60 - (x + 0.5), y + 0.5 - 20, 40 - (y + 0.5)})
                                             : std::hypot(across, down);
                QCOMPARE(pixel(overlay, x, y)[0] > 200, toSide <= 1);
                if (toSide > 3)
                    QCOMPARE(int(pixel(overlay, x, y)[3]), 0);
            }
    }

    /// What is drawn of a part is what the whole has there.
    void aPartIsAPartOfTheWhole() {
        const Map map = cone(9);
        for (const bool smooth : {true, false}) {
            const Overlay whole = drawContours(map, Raster::whole(200, 160), lines(smooth), ownScale(map), 2);
            const Raster part{50, 40, 60, 70, 200, 160};
            const Overlay cut = drawContours(map, part, lines(smooth), ownScale(map), 2);
            for (int y = 0; y < 40; ++y)
                for (int x = 0; x < 50; ++x)
                    for (int c = 0; c < 4; ++c)
                        QCOMPARE(pixel(cut, x, y)[c], pixel(whole, x + 60, y + 70)[c]);
        }
    }

    void alphaHoldsItsColour() {
        const Map map = cone(9);
        for (const bool smooth : {true, false}) {
            const Overlay overlay = drawContours(map, Raster::whole(90, 90), lines(smooth), ownScale(map), 1.5);
            for (size_t i = 0; i < overlay.pixels.size(); i += 4)
                QVERIFY(overlay.pixels[i] <= overlay.pixels[i + 3]);
        }
    }
};

QTEST_GUILESS_MAIN(ContourTest)
#include "contour_test.moc"
