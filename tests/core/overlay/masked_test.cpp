// How patches that the model does not get are drawn.
#include "core/overlay/masked.h"

#include "core/model/config.h"
#include "core/model/intervention.h"
#include "core/overlay/taken.h"

#include <QtTest>

using namespace vitrine;

namespace {

using Pixel = std::array<int, 4>;

Pixel at(const Overlay& overlay, int x, int y) {
    const uint8_t* p = overlay.pixels.data() + (size_t(y) * size_t(overlay.width) + size_t(x)) * 4;
    return {p[0], p[1], p[2], p[3]};
}

/// Two rows of four; the filling is red in its left half, blue in its right one.
Masked masked(std::vector<Cell> patches) {
    auto filling = std::make_shared<Image>(8, 4);
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 8; ++x)
            filling->row(y)[x * 3 + (x < 4 ? 0 : 2)] = 200;
    return {std::move(patches), 2, 4, std::move(filling)};
}

}  // namespace

class MaskedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachIsWhatStandsInItsPlace() {
        const Overlay overlay = drawMasked(masked({{0, 0}, {1, 3}, {9, 9}}), Raster::whole(80, 40), 1);
        QCOMPARE(at(overlay, 10, 10), (Pixel{200, 0, 0, 255}));
        QCOMPARE(at(overlay, 70, 30), (Pixel{0, 0, 200, 255}));
        QCOMPARE(at(overlay, 30, 10), (Pixel{0, 0, 0, 0}));
        QCOMPARE(at(overlay, 0, 10), (Pixel{233, 153, 153, 255}));  // the edge, towards white
    }

    void thoseThatLieTogetherHaveOneEdge() {
        const Overlay overlay = drawMasked(masked({{0, 0}, {0, 1}}), Raster::whole(80, 40), 2);
        QCOMPARE(at(overlay, 19, 10), (Pixel{200, 0, 0, 255}));
        QCOMPARE(at(overlay, 20, 10), (Pixel{200, 0, 0, 255}));
        QVERIFY(at(overlay, 38, 10)[1] > 0 && at(overlay, 39, 10)[1] > 0 && at(overlay, 20, 1)[1] > 0);
    }

    void aPartIsThatOfTheWhole() {
        const Masked some = masked({{0, 1}, {0, 2}, {1, 2}});
        const Overlay whole = drawMasked(some, Raster::whole(80, 40), 1);
        const Overlay part = drawMasked(some, {30, 20, 25, 10, 80, 40}, 1);
        for (int y = 0; y < 20; ++y)
            for (int x = 0; x < 30; ++x)
                QCOMPARE(at(part, x, y), at(whole, x + 25, y + 10));
    }

    void whereNothingStandsIsHatched() {
        const Overlay overlay = drawMasked({{{0, 0}}, 1, 1}, Raster::whole(40, 40), 1);
        int lines = 0;
        for (int x = 4; x < 36; ++x) {
            QCOMPARE(at(overlay, x, 20)[3], 255);
            QCOMPARE(at(overlay, x, 20), at(overlay, x - 1, 21));  // along the line
            lines += at(overlay, x, 20)[0] > 100 ? 1 : 0;
        }
        QCOMPARE(lines, 4);
    }

    void squaresWhereTheyAreAsked() {
        const Masked all = masked({{0, 0}, {0, 1}, {0, 2}, {0, 3}});
        const Raster raster = Raster::whole(80, 40);
        QCOMPARE(at(drawMasked(all, raster, 1, false), 41, 10), (Pixel{0, 0, 200, 255}));
        const Pixel between = at(drawMasked(all, raster, 1), 41, 10);
        QVERIFY(between[0] > 0 && between[2] < 200);
    }

    void onThePictureOnlyTheSeenPartChanges() {
        Image grey(100, 40);
        std::fill(grey.pixels.begin(), grey.pixels.end(), uint8_t(90));
        const Image out = withMasked(grey, {20, 0, 80, 40}, masked({{0, 0}}));
        const auto red = [&](int x, int y) { return int(out.row(y)[x * 3]); };
        QCOMPARE(red(10, 10), 90);
        QCOMPARE(red(30, 10), 200);
        QCOMPARE(red(30, 30), 90);
        QCOMPARE(withMasked(grey, {20, 0, 80, 40}, {}), grey);
    }

    void takenTokensHaveADashedLineAround() {
        const Overlay overlay = drawTaken({{{0, 0}, {0, 1}}, 2, 4}, Raster::whole(160, 80), 2);
        const Pixel dash{0xff, 0xb4, 0x6b, 255}, ground{0, 0, 0, 178}, clear{0, 0, 0, 0};
        QCOMPARE(at(overlay, 20, 0), ground);  // the border, then the line, then the border
        QCOMPARE(at(overlay, 20, 1), dash);
        QCOMPARE(at(overlay, 20, 3), ground);
        QCOMPARE(at(overlay, 20, 4), clear);
        QCOMPARE(at(overlay, 40, 20), clear);  // between the two
        QCOMPARE(at(overlay, 20, 41), clear);  // the patch below
        int dashes = 0;
        for (int x = 0; x < 80; ++x)
            dashes += at(overlay, x, 1) == dash ? 1 : 0;
        QVERIFY2(dashes > 40 && dashes < 52, qPrintable(QString::number(dashes)));  // three of five
        const Overlay part = drawTaken({{{0, 0}, {0, 1}}, 2, 4}, {50, 30, 35, 0, 160, 80}, 2);
        for (int y = 0; y < 30; ++y)
            for (int x = 0; x < 50; ++x)
                QCOMPARE(at(part, x, y), at(overlay, x + 35, y));
    }

    void allTokensAreEveryPatch() {
        Intervention change;
        VitConfig config;
        config.image_size = 32;
        QVERIFY(takenOf(change, config).patches.empty());
        change.graft = Graft{3, {}, "other.png"};  // of 16 px patches
        QCOMPARE(takenOf(change, config).patches.size(), size_t(4));
        change.graft = Graft{3, {{1, 0}}, "other.png"};
        QVERIFY(takenOf(change, config).patches == (std::vector<Cell>{{1, 0}}));
    }
};

QTEST_GUILESS_MAIN(MaskedTest)
#include "masked_test.moc"
