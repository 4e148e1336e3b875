#include "core/overlay/scale.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace vitrine;

namespace {

Map row(std::vector<float> values) { return {1, int(values.size()), std::move(values)}; }

}  // namespace

class ScaleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ownScaleIsTheFiniteRange() {
        const float inf = std::numeric_limits<float>::infinity();
        QCOMPARE(ownScale(row({3, -1, inf, std::nanf(""), 2})), (ColourScale{-3, 3}));
        QVERIFY(ownScale(row({inf, inf})).flat());
        QVERIFY(ownScale(row({2, 2})).flat());
        QVERIFY(ownScale({}).flat());
    }

    void neighboursShareAScale() {
        const std::vector<Map> maps{row({1, 2}), row({4, 4}), row({-1, 0}), row({0.5F, 3}), row({7})};
        QCOMPARE(scaleOf(maps), (ColourScale{-7, 7}));
        QVERIFY(scaleOf(std::span<const Map>()).flat());
        QCOMPARE(scalesOf(maps, 1), (std::vector<ColourScale>{{1, 2}, {4, 4}, {-1, 1}, {0.5, 3}, {7, 7}}));
        QCOMPARE(scalesOf(maps, 2), (std::vector<ColourScale>{{1, 4}, {1, 4}, {-3, 3}, {-3, 3}, {7, 7}}));
        QCOMPARE(scalesOf(maps, 5), std::vector<ColourScale>(5, {-7, 7}));
    }

    void sharedScaleHoldsAllMaps() {
        const MapSet maps{row({1, 2}), {row({0.5F, 1}), row({1, 1})}, {row({7, 1})}};
        QCOMPARE(sharedScale(maps), (ColourScale{0.5, 7}));
        OverlayStyle style;
        QCOMPARE(scaleOf(maps, style), (ColourScale{1, 2}));
        style.shared = true;
        QCOMPARE(scaleOf(maps, style), (ColourScale{0.5, 7}));
    }

    void keepsTheFewestThatHoldTheShare_data() {
        QTest::addColumn<QVector<float>>("values");
        QTest::addColumn<double>("share");
        QTest::addColumn<double>("least");
        QTest::addColumn<int>("count");
        const QVector<float> tenths{1, 2, 3, 4};
        QTest::newRow("all") << tenths << 1.0 << 1.0 << 4;
        QTest::newRow("two fifths: the highest alone") << tenths << 0.4 << 4.0 << 1;
        QTest::newRow("a little more") << tenths << 0.41 << 3.0 << 2;
        QTest::newRow("seven tenths") << tenths << 0.7 << 3.0 << 2;
        QTest::newRow("nine tenths") << tenths << 0.9 << 2.0 << 3;
        QTest::newRow("nothing asked: one") << tenths << 0.0 << 4.0 << 1;
        QTest::newRow("equal ones stay together") << QVector<float>{1, 5, 5, 5, 2} << 0.3 << 5.0 << 3;
        QTest::newRow("negative ones count for nothing") << QVector<float>{-8, 4, 4.5F} << 0.5 << 4.5 << 1;
        QTest::newRow("nothing positive: all") << QVector<float>{-3, 0, -1} << 0.5 << -3.0 << 3;
        QTest::newRow("not finite") << QVector<float>{std::nanf(""), 1, 3} << 0.75 << 3.0 << 1;
        QTest::newRow("empty") << QVector<float>{} << 0.5 << 0.0 << 0;
    }
    void keepsTheFewestThatHoldTheShare() {
        QFETCH(QVector<float>, values);
        QFETCH(double, share);
        QFETCH(double, least);
        QFETCH(int, count);
        const Kept kept = keepTop(row({values.begin(), values.end()}), share);
        QCOMPARE(kept.least, least);
        QCOMPARE(kept.count, count);
        QVERIFY(kept.edge <= kept.least);
        int above = 0;
        for (const float v : values)
            above += double(v) >= kept.edge;
        QCOMPARE(above, count);
    }

    void keptPatchesHoldTheShare() {
        Map map{16, 16, {}};
        for (int i = 0; i < 256; ++i)
            map.values.push_back(std::exp(float((i * 97) % 256) / 40));
        double total = 0;
        for (const float v : map.values)
            total += v;
        int before = 0;
        for (double share = 0.05; share < 1; share += 0.05) {
            const Kept kept = keepTop(map, share);
            double sum = 0;
            for (const float v : map.values)
                sum += v >= kept.least ? v : 0;
            QVERIFY(sum >= share * total);
            QVERIFY(sum - kept.least < share * total);  // one fewer would not do
            QVERIFY(kept.count >= before);
            before = kept.count;
        }
    }

    void levels() {
        const Map map = row({1, 2, 3, 4});
        OverlayStyle style;
        QVERIFY(contourLevels(map, style, {0, 4}).empty());
        style.contour = true;
        QCOMPARE(contourLevels(map, style, {0, 4}), (std::vector<double>{1, 2, 3}));
        QVERIFY(contourLevels(map, style, {4, 4}).empty());
        style.keep = 0.7;
        QCOMPARE(contourLevels(map, style, {0, 4}), (std::vector<double>{2.5}));
    }
};

QTEST_GUILESS_MAIN(ScaleTest)
#include "scale_test.moc"
