#include "core/overlay/colormap.h"

#include "core/overlay/diverging.h"

#include <QtTest>

#include <limits>

using namespace vitrine;

class ColormapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownColours_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("t");
        QTest::addColumn<int>("rgb");
        // The published colours of matplotlib's maps.
        QTest::newRow("inferno low") << "inferno" << 0.0 << 0x000004;
        QTest::newRow("inferno middle") << "inferno" << 0.5 << 0xbc3754;
        QTest::newRow("inferno high") << "inferno" << 1.0 << 0xfcffa4;
        QTest::newRow("viridis low") << "viridis" << 0.0 << 0x440154;
        QTest::newRow("viridis middle") << "viridis" << 0.5 << 0x21918c;
        QTest::newRow("viridis high") << "viridis" << 1.0 << 0xfde725;
        QTest::newRow("cividis low") << "cividis" << 0.0 << 0x00224e;
        QTest::newRow("cividis middle") << "cividis" << 0.5 << 0x7d7c78;
        QTest::newRow("cividis high") << "cividis" << 1.0 << 0xfee838;
        QTest::newRow("below") << "viridis" << -3.0 << 0x440154;
        QTest::newRow("above") << "viridis" << 7.0 << 0xfde725;
        QTest::newRow("infinite") << "viridis" << std::numeric_limits<double>::infinity() << 0xfde725;
        QTest::newRow("not a number") << "viridis" << std::numeric_limits<double>::quiet_NaN() << 0x440154;
    }

    void knownColours() {
        QFETCH(QString, name);
        QFETCH(double, t);
        QFETCH(int, rgb);
        const Colormap* colormap = findColormap(name.toStdString());
        QVERIFY(colormap);
        const Rgb colour = (*colormap)(t);
        QCOMPARE(QString::number(colour.r << 16 | colour.g << 8 | colour.b, 16), QString::number(rgb, 16));
    }

    void theDivergingOneIsAlikeOnBothSidesOfItsMiddle() {
        const Colormap& map = divergingColormap();
        QVERIFY((map(0) == Rgb{5, 48, 97}) && (map(1) == Rgb{103, 0, 31}));
        const Rgb middle = map(0.5);
        QVERIFY(middle.r > 240 && middle.g > 240 && middle.b > 240);
        for (const double way : {0.1, 0.25, 0.4}) {
            const Rgb low = map(0.5 - way), high = map(0.5 + way);
            QVERIFY(low.b > low.r && high.r > high.b);
        }
        QVERIFY(!findColormap(map.name));  // not to be chosen for an overlay
    }

    void onADarkGroundItIsDarkInTheMiddle() {
        const Colormap& map = divergingColormap(true);
        const auto light = [&](double t) {
            const Rgb c = map(t);
            return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b;
        };
        QVERIFY(light(0.5) < 45);
        for (int i = 1; i < 10; ++i) {
            const double way = 0.05 * i;
            QVERIFY(light(0.5 - way) > light(0.55 - way) && light(0.5 + way) > light(0.45 + way));
            const Rgb low = map(0.5 - way), high = map(0.5 + way);
            QVERIFY(low.b > low.r && high.r > high.b);
        }
    }

    void infernoComesFirst() {
        QCOMPARE(colormaps().size(), size_t(3));
        QCOMPARE(colormaps().front().name, "inferno");
        QVERIFY(!findColormap("jet"));
    }

    /// Perceptually even maps grow lighter all the way: readable in grey.
    void growsLighter() {
        for (const Colormap& colormap : colormaps()) {
            double last = -1;
            for (int i = 0; i < 256; i += 5) {
                const Rgb c = (*colormap.colours)[size_t(i)];
                const double light = 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b;
                QVERIFY2(light > last, colormap.name);
                last = light;
            }
        }
    }
};

QTEST_GUILESS_MAIN(ColormapTest)
#include "colormap_test.moc"
