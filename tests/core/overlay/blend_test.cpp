#include "core/overlay/blend.h"
#include "core/overlay/contour.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace vitrine;

namespace {

Map hotPatch(int rows, int cols, Cell hot) {
    Map map{rows, cols, std::vector<float>(size_t(rows) * size_t(cols), 0.25F)};
    map.values[size_t(hot.row) * size_t(cols) + size_t(hot.col)] = 0.75F;
    return map;
}

int alpha(const Overlay& overlay, int x, int y) {
    return overlay.pixels[(size_t(y) * size_t(overlay.width) + size_t(x)) * 4 + 3];
}

OverlayStyle style(bool smooth, double opacity = 0.78) { return {findColormap("inferno"), opacity, smooth}; }

/// The alpha-weighted middle of an overlay, in pixels.
std::pair<double, double> centreOfMass(const Overlay& overlay) {
    double sum = 0, sumX = 0, sumY = 0;
    for (int y = 0; y < overlay.height; ++y) {
        for (int x = 0; x < overlay.width; ++x) {
            const double a = alpha(overlay, x, y);
            sum += a;
            sumX += a * (x + 0.5);
            sumY += a * (y + 0.5);
        }
    }
    return {sumX / sum, sumY / sum};
}

}  // namespace

class BlendTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Nothing is drawn on it, and it pulls none of its neighbours to 0.
    void leftOutPatchesAreClear() {
        Map map = hotPatch(4, 4, {2, 2});
        const Overlay whole = drawOverlay(map, Raster::whole(64, 64), style(true), ColourScale{0, 1});
        map.values[5] = 0;
        map.dropped.assign(16, false);
        map.dropped[5] = true;
        OverlayStyle lines = style(true);
        lines.contour = true;
        for (const OverlayStyle& look : {style(true), style(false)}) {
            const Overlay overlay = drawOverlay(map, Raster::whole(64, 64), look, ColourScale{0, 1});
            for (int y = 16; y < 32; ++y)
                for (int x = 16; x < 32; ++x)
                    QCOMPARE(alpha(overlay, x, y), 0);
            QVERIFY(alpha(overlay, 15, 20) > 0 && alpha(overlay, 32, 20) > 0);
        }
        const Overlay beside = drawOverlay(map, Raster::whole(64, 64), style(true), ColourScale{0, 1});
        QVERIFY(std::abs(alpha(beside, 8, 24) - alpha(whole, 8, 24)) < 12);  // 0.25 there, as with 0.25 in its place
        const Overlay drawn = drawContours(map, Raster::whole(64, 64), lines, ColourScale{0.25, 0.75}, 2);
        for (int y = 16; y < 32; ++y)
            for (int x = 16; x < 32; ++x)
                QCOMPARE(alpha(drawn, x, y), 0);
        QCOMPARE(map.bridged()[5], (7 * 0.25F + 0.75F) / 8);
        QCOMPARE(map.bridged()[4], 0.25F);
    }

    void hotPatchLandsOnItsPixels_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("cols");
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("col");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("14 x 14 at 224") << 14 << 14 << 3 << 9 << 224 << 224;
        QTest::newRow("first patch") << 14 << 14 << 0 << 0 << 224 << 224;
        QTest::newRow("last patch") << 14 << 14 << 13 << 13 << 224 << 224;
        QTest::newRow("not a multiple") << 16 << 16 << 5 << 7 << 437 << 438;
        QTest::newRow("portrait grid") << 9 << 4 << 8 << 0 << 100 << 251;
        QTest::newRow("panorama grid") << 3 << 31 << 1 << 20 << 1243 << 90;
        QTest::newRow("twice") << 16 << 16 << 5 << 7 << 874 << 876;
        QTest::newRow("one patch a pixel") << 7 << 5 << 6 << 4 << 5 << 7;
    }

    void hotPatchLandsOnItsPixels() {
        QFETCH(int, rows);
        QFETCH(int, cols);
        QFETCH(int, row);
        QFETCH(int, col);
        QFETCH(int, width);
        QFETCH(int, height);
        const Map map = hotPatch(rows, cols, {row, col});
        const Overlay flat = drawOverlay(map, width, height, style(false));
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const bool hot = int((y + 0.5) * rows / height) == row && int((x + 0.5) * cols / width) == col;
                QCOMPARE(alpha(flat, x, y), hot ? 199 : 0);
            }
        }
        const Overlay smooth = drawOverlay(map, width, height, style(true));
        const int centreX = int((col + 0.5) * width / cols);
        const int centreY = int((row + 0.5) * height / rows);
        QVERIFY(alpha(smooth, centreX, centreY) >= 190);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const double away = std::max(std::abs((x + 0.5) * cols / width - col - 0.5),
                                             std::abs((y + 0.5) * rows / height - row - 0.5));
                QVERIFY(away < 1 || alpha(smooth, x, y) == 0);
            }
        }
    }

    void smoothSpotIsCentred() {
        for (const int size : {160, 161, 320}) {
            const auto [x, y] = centreOfMass(drawOverlay(hotPatch(10, 10, {4, 6}), size, size, style(true)));
            QVERIFY(std::abs(x - 6.5 * size / 10) < 0.01 * size / 10);
            QVERIFY(std::abs(y - 4.5 * size / 10) < 0.01 * size / 10);
        }
    }

    /// At a patch's centre the drawn colour is that of its own value.
    void smoothPassesThroughEveryValue() {
        Map map{4, 6, {}};
        for (int i = 0; i < 24; ++i)
            map.values.push_back(float((i * 7) % 24));
        const Overlay smooth = drawThumbnail(map, 6 * 21, 4 * 21, style(true));
        const Overlay flat = drawThumbnail(map, 6 * 21, 4 * 21, style(false));
        for (int row = 0; row < 4; ++row) {
            for (int col = 0; col < 6; ++col) {
                const size_t at = (size_t(row * 21 + 10) * size_t(smooth.width) + size_t(col * 21 + 10)) * 4;
                for (size_t c = 0; c < 4; ++c)
                    QCOMPARE(smooth.pixels[at + c], flat.pixels[at + c]);
            }
        }
    }

    void coverGrowsWithTheValue() {
        Map map{1, 100, {}};
        for (int i = 0; i < 100; ++i)
            map.values.push_back(float(i));
        const Overlay overlay = drawOverlay(map, 100, 1, style(false, 1.0));
        QCOMPARE(alpha(overlay, 0, 0), 0);
        QCOMPARE(alpha(overlay, 99, 0), 255);
        for (int x = 1; x < 100; ++x) {
            QVERIFY(alpha(overlay, x, 0) > alpha(overlay, x - 1, 0));
            for (size_t c = 0; c < 3; ++c)  // premultiplied: no colour beyond alpha
                QVERIFY(overlay.pixels[size_t(x) * 4 + c] <= alpha(overlay, x, 0));
        }
        const Rgb hottest = (*findColormap("inferno"))(1);
        QCOMPARE((Rgb{overlay.pixels[396], overlay.pixels[397], overlay.pixels[398]}), hottest);
    }

    void rangeIsTheMapsOwn() {
        Map small = hotPatch(3, 3, {1, 1});
        Map large = small;
        for (float& v : large.values)
            v = v * 4e30F + 7e30F;
        QCOMPARE(drawOverlay(large, 30, 30, style(true)).pixels, drawOverlay(small, 30, 30, style(true)).pixels);
    }

    void flatMapIsNothing_data() {
        QTest::addColumn<float>("value");
        QTest::newRow("zero") << 0.0F;
        QTest::newRow("seven") << 7.0F;
        QTest::newRow("not a number") << std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("infinite") << std::numeric_limits<float>::infinity();
    }

    void flatMapIsNothing() {
        QFETCH(float, value);
        const Map map{3, 3, std::vector<float>(9, value)};
        const Overlay overlay = drawOverlay(map, 20, 20, style(true));
        QCOMPARE(overlay.pixels, std::vector<uint8_t>(1600, 0));
        const Image image(20, 20);
        QCOMPARE(blend(image, {0, 0, 20, 20}, map, style(true)), image);
    }

    void whatIsNotFiniteCountsAsLowest() {
        Map map = hotPatch(4, 4, {2, 2});
        const Overlay expected = drawOverlay(map, 40, 40, style(true));
        map.values[0] = std::numeric_limits<float>::quiet_NaN();
        map.values[5] = std::numeric_limits<float>::infinity();
        map.values[15] = -std::numeric_limits<float>::infinity();
        QCOMPARE(drawOverlay(map, 40, 40, style(true)).pixels, expected.pixels);
    }

    void degenerateSizesAreEmpty() {
        const Map map = hotPatch(4, 4, {2, 2});
        QVERIFY(drawOverlay(map, 0, 10, style(true)).pixels.empty());
        QVERIFY(drawOverlay(map, 10, -1, style(true)).pixels.empty());
        QCOMPARE(drawOverlay(Map{}, 2, 2, style(true)).pixels, std::vector<uint8_t>(16, 0));
        QCOMPARE(drawOverlay(Map{2, 2, {1, 2, 3}}, 2, 2, style(true)).pixels, std::vector<uint8_t>(16, 0));
    }

    void thumbnailIsOpaque() {
        const Overlay thumbnail = drawThumbnail(hotPatch(4, 4, {0, 3}), 48, 48, style(true));
        for (int y = 0; y < 48; ++y)
            for (int x = 0; x < 48; ++x)
                QCOMPARE(alpha(thumbnail, x, y), 255);
        QCOMPARE(thumbnail.pixels[0], uint8_t(0));         // inferno's lowest
        QCOMPARE(thumbnail.pixels[47 * 4], uint8_t(252));  // and its highest
    }

    void blendDimsWhatTheModelDidNotSee() {
        Image image(60, 40);
        std::fill(image.pixels.begin(), image.pixels.end(), uint8_t(200));
        const Image result = blend(image, {10, 0, 40, 40}, hotPatch(4, 4, {3, 0}), style(false));
        const auto red = [&](int x, int y) { return int(result.row(y)[x * 3]); };
        QCOMPARE(red(9, 20), 74);
        QCOMPARE(red(50, 20), 74);
        QCOMPARE(red(10, 29), 200);  // seen, and cold
        QCOMPARE(red(20, 35), 200);
        QCOMPARE(red(10, 30), 241);  // 252 * 0.78 + 200 * 0.22, in premultiplied 8 bits
        QCOMPARE(red(19, 39), 241);
    }

    void blendEqualsTheOverlayOnAWholePicture() {
        const Image black(64, 48);
        const Map map = hotPatch(6, 8, {2, 5});
        const Overlay overlay = drawOverlay(map, 64, 48, style(true));
        const Image result = blend(black, {0, 0, 64, 48}, map, style(true));
        for (size_t i = 0; i < size_t(64) * 48; ++i)
            for (size_t c = 0; c < 3; ++c)
                QCOMPARE(result.pixels[i * 3 + c], overlay.pixels[i * 4 + c]);
    }

    void blendModesDoWhatTheySay_data() {
        QTest::addColumn<int>("mode");
        for (const auto& [name, mode] : {std::pair{"over", Blend::Over}, std::pair{"multiply", Blend::Multiply},
                                         std::pair{"screen", Blend::Screen}, std::pair{"light", Blend::Light}})
            QTest::newRow(name) << int(mode);
    }

    /// Against the formulas, in exact numbers, for every value, opacity and brightness of the picture.
    void blendModesDoWhatTheySay() {
        QFETCH(int, mode);
        Map map{1, 64, {}};
        for (int i = 0; i < 64; ++i)
            map.values.push_back(float(i));
        for (const double opacity : {0.3, 0.78, 1.0})
            for (const int grey : {0, 90, 255}) {
                OverlayStyle look = style(false, opacity);
                look.blend = Blend(mode);
                Image image(64, 1);
                std::fill(image.pixels.begin(), image.pixels.end(), uint8_t(grey));
                const Image result = blend(image, {0, 0, 64, 1}, map, look);
                for (int x = 0; x < 64; ++x) {
                    const double t = x / 63.0;
                    const Rgb colour = (*look.colormap)(t);
                    const double c = colour.g / 255.0;
                    const double under = grey / 255.0;
                    double expected = 0;
                    switch (Blend(mode)) {
                    case Blend::Over: expected = under + opacity * coverOf(t) * (c - under); break;
                    case Blend::Multiply: expected = under * (1 + opacity * (c - 1)); break;
                    case Blend::Screen: expected = 1 - (1 - opacity * c) * (1 - under); break;
                    case Blend::Light: expected = under * (1 - opacity * (1 - coverOf(t))); break;
                    }
                    const int drawn = result.pixels[size_t(x) * 3 + 1];
                    QVERIFY2(std::abs(drawn - expected * 255) <= 2.5,
                             qPrintable(QString("%1: %2 not %3").arg(x).arg(drawn).arg(expected * 255)));
                }
            }
    }

    void whatIsNotKeptIsNotDrawn() {
        Map map{1, 4, {1, 2, 3, 4}};
        OverlayStyle look = style(false);
        const Overlay all = drawOverlay(map, 40, 1, look);
        look.keep = 0.7;  // 3 and 4
        const Overlay kept = drawOverlay(map, 40, 1, look);
        for (int x = 0; x < 40; ++x)
            QCOMPARE(alpha(kept, x, 0), x < 20 ? 0 : alpha(all, x, 0));
        look.smooth = true;  // the curve at the threshold itself
        const Overlay curved = drawOverlay(map, 400, 1, look);
        for (int x = 0; x < 400; ++x)
            QCOMPARE(alpha(curved, x, 0) > 0, x >= 200);  // midway between 2 and 3
    }

    void sharedScaleMakesColoursTheSameValue() {
        const Map low{1, 2, {0, 1}};
        const Map high{1, 2, {1, 4}};
        const ColourScale both{0, 4};
        const Raster two = Raster::whole(2, 1);
        const Overlay a = drawOverlay(low, two, style(false), both);
        const Overlay b = drawOverlay(high, two, style(false), both);
        for (size_t c = 0; c < 4; ++c)
            QCOMPARE(a.pixels[4 + c], b.pixels[c]);  // 1 in both
        QVERIFY(alpha(a, 1, 0) < alpha(b, 1, 0));
        const Map even{1, 2, {2, 2}};  // flat by itself, a colour on the common scale
        QVERIFY(alpha(drawOverlay(even, two, style(false), both), 0, 0) > 0);
        const Image black(2, 1);
        QCOMPARE(int(blend(black, {0, 0, 2, 1}, low, style(false, 1), both).pixels[3]), int(a.pixels[4]) * 255 / 199);
    }

    void aPartIsAPartOfTheWhole() {
        const Map map = hotPatch(7, 5, {2, 3});
        for (const bool smooth : {true, false}) {
            const Overlay whole = drawOverlay(map, 313, 211, style(smooth));
            const Raster part{90, 70, 130, 60, 313, 211};
            const Overlay cut = drawOverlay(map, part, style(smooth), ownScale(map));
            for (int y = 0; y < 70; ++y)
                for (int x = 0; x < 90; ++x)
                    QCOMPARE(alpha(cut, x, y), alpha(whole, x + 130, y + 60));
        }
    }

    void blendDrawsTheLinesToo() {
        Image grey(200, 200);
        std::fill(grey.pixels.begin(), grey.pixels.end(), uint8_t(100));
        OverlayStyle look = style(true, 0);
        const Map map = hotPatch(4, 4, {1, 2});
        QCOMPARE(blend(grey, {0, 0, 200, 200}, map, look), grey);
        look.contour = true;
        const Image lined = blend(grey, {0, 0, 200, 200}, map, look);
        QVERIFY(std::count(lined.pixels.begin(), lined.pixels.end(), uint8_t(255)) > 300);
    }

    void hoveringAtFourThousandPixels() {
        const Map map = hotPatch(16, 16, {5, 7});
        QBENCHMARK { drawOverlay(map, 1600, 1600, style(true)); }
    }

    void blendTakesBoxesThatReachOutside() {
        const Image black(100, 50);
        const Image padded = blend(black, {0, -25, 100, 100}, hotPatch(4, 4, {1, 2}), style(false));
        QCOMPARE(int(padded.row(0)[50 * 3]), 197);  // row 1 of the grid begins where the picture begins
        QCOMPARE(int(padded.row(24)[74 * 3]), 197);
        QCOMPARE(int(padded.row(25)[50 * 3]), 0);
        for (const Box& odd : {Box{200, 200, 10, 10}, Box{-50, -50, 10, 10}, Box{}, Box{3.3, 4.7, 0.2, 0.1}})
            blend(black, odd, hotPatch(4, 4, {1, 2}), style(true));
    }
};

QTEST_GUILESS_MAIN(BlendTest)
#include "blend_test.moc"
