#include "core/overlay/pins.h"

#include <QtTest>

#include <set>

using namespace vitrine;

namespace {

Map hot(std::vector<size_t> cells, float value = 1) {
    Map map{2, 4, std::vector<float>(8)};
    for (const size_t cell : cells)
        map.values[cell] = value;
    return map;
}

Rgb at(const Overlay& overlay, int x, int y) {
    const uint8_t* p = overlay.pixels.data() + (size_t(y) * size_t(overlay.width) + size_t(x)) * 4;
    return {p[0], p[1], p[2]};
}

OverlayStyle flat(double opacity = 1) {
    OverlayStyle style;
    style.smooth = false;
    style.opacity = opacity;
    return style;
}

}  // namespace

class PinsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coloursDiffer() {
        std::set<std::array<uint8_t, 3>> seen;
        for (size_t i = 0; i < mostPins; ++i)
            seen.insert({pinColour(i).r, pinColour(i).g, pinColour(i).b});
        QCOMPARE(seen.size(), mostPins);
    }

    void eachHasItsHueAndTheyAddUp() {
        const Map first = hot({0, 5});
        const Map second = hot({2, 5});
        const Overlay overlay = drawPins(std::vector{first, second}, Raster::whole(40, 20), flat());
        QCOMPARE(at(overlay, 5, 5), pinColour(0));
        QCOMPARE(at(overlay, 25, 5), pinColour(1));
        const Rgb a = pinColour(0);
        const Rgb b = pinColour(1);
        const auto sum = [](int x, int y) { return uint8_t(std::min(255, x + y)); };
        QCOMPARE(at(overlay, 15, 15), (Rgb{sum(a.r, b.r), sum(a.g, b.g), sum(a.b, b.b)}));
        QCOMPARE(int(overlay.pixels[3 + (5 * 40 + 15) * 4]), 0);  // cold in both
    }

    void alphaHoldsItsColour() {
        Map first{2, 4, {}}, second{2, 4, {}}, third{2, 4, {}};
        for (int i = 0; i < 8; ++i) {
            first.values.push_back(float(i));
            second.values.push_back(float(7 - i));
            third.values.push_back(float((i * 3) % 8));
        }
        OverlayStyle style;
        for (const double opacity : {0.2, 0.78, 1.0}) {
            style.opacity = opacity;
            const Overlay overlay = drawPins(std::vector{first, second, third}, Raster::whole(41, 23), style);
            for (size_t i = 0; i < overlay.pixels.size(); i += 4)
                for (size_t c = 0; c < 3; ++c)
                    QVERIFY(overlay.pixels[i + c] <= overlay.pixels[i + 3]);
        }
    }

    void sharedScaleShowsWhichIsStronger() {
        const Map strong = hot({0}, 1);
        const Map weak = hot({2}, 0.25F);
        OverlayStyle style = flat();
        const auto alpha = [&](int x) {
            return int(
                drawPins(std::vector{strong, weak}, Raster::whole(40, 20), style).pixels[size_t(5 * 40 + x) * 4 + 3]);
        };
        QCOMPARE(alpha(5), alpha(25));
        style.shared = true;
        QCOMPARE(alpha(5), 255);
        QCOMPARE(alpha(25), 64);
    }

    void nothingForFlatMapsAndNone() {
        const Map even{2, 4, std::vector<float>(8, 3)};
        QCOMPARE(drawPins(std::vector{even}, Raster::whole(9, 9), flat()).pixels, std::vector<uint8_t>(324, 0));
        QCOMPARE(drawPins({}, Raster::whole(9, 9), flat()).pixels, std::vector<uint8_t>(324, 0));
        const Map broken{2, 4, {1}};
        QCOMPARE(drawPins(std::vector{broken}, Raster::whole(9, 9), flat()).pixels, std::vector<uint8_t>(324, 0));
    }

    void overThePicture() {
        const Image black(80, 40);
        const Map map = hot({0});
        const Image result = blendPins(black, {20, 0, 40, 40}, std::vector{map}, flat());
        const uint8_t* p = result.row(3) + 23 * 3;
        QCOMPARE((Rgb{p[0], p[1], p[2]}), pinColour(0));
        QCOMPARE(int(result.row(3)[10 * 3]), 0);
    }
};

QTEST_GUILESS_MAIN(PinsTest)
#include "pins_test.moc"
