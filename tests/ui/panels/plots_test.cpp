// Axes, plots, the grid's geometry and the matrix's colours.
#include "ui/panels/axis.h"
#include "ui/panels/grid_layout.h"
#include "ui/panels/layer_plot.h"
#include "ui/panels/matrix_image.h"
#include "ui/panels/value_bar.h"
#include "ui/theme.h"

#include <QtTest/QtTest>

#include <cmath>

using namespace vitrine;
using namespace vitrine::ui;

namespace {

PlotData threeLayers() {
    return {.title = QStringLiteral("How far"),
            .unit = QStringLiteral("px"),
            .columns = {QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2")},
            .names = {QStringLiteral("head 0"), QStringLiteral("head 1")},
            .values = {{10, 140}, {20, 60}, {33, 34}}};
}

}  // namespace

class PlotsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Dark); }

    void ticksAreRound_data() {
        QTest::addColumn<double>("top");
        QTest::addColumn<int>("most");
        QTest::addColumn<QList<double>>("ticks");
        QTest::addColumn<int>("decimals");
        QTest::newRow("140 in 4") << 140.0 << 4 << QList<double>{0, 40, 80, 120, 160} << 0;
        QTest::newRow("8 in 4") << 8.0 << 4 << QList<double>{0, 2, 4, 6, 8} << 0;
        QTest::newRow("1 in 2") << 1.0 << 2 << QList<double>{0, 0.5, 1} << 1;
        QTest::newRow("0.043 in 5") << 0.043 << 5 << QList<double>{0, 0.01, 0.02, 0.03, 0.04, 0.05} << 2;
        QTest::newRow("nothing") << 0.0 << 4 << QList<double>{0, 1} << 0;
        QTest::newRow("not a number") << std::nan("") << 4 << QList<double>{0, 1} << 0;
    }
    void ticksAreRound() {
        QFETCH(double, top);
        QFETCH(int, most);
        QFETCH(QList<double>, ticks);
        const std::vector<double> made = axisTicks(top, most);
        QCOMPARE(made.size(), size_t(ticks.size()));
        for (size_t i = 0; i < made.size(); ++i)
            QVERIFY(std::abs(made[i] - ticks[qsizetype(i)]) < 1e-9);
        QTEST(tickDecimals(made), "decimals");
    }

    void labelsThinOut() {
        QCOMPARE(labelStep(12, 360, 20), 1);
        QCOMPARE(labelStep(24, 240, 20), 2);
        QCOMPARE(labelStep(32, 100, 20), 8);
        QCOMPARE(labelStep(32, 0, 20), 32);
        QCOMPARE(labelStep(0, 100, 20), 1);
    }

    void dotsCloseTogetherGetTheAxisToThemselves() {
        LayerPlot plot;
        plot.resize(320, 240);
        plot.setData(threeLayers());
        QCOMPARE(plot.title(), QStringLiteral("How far"));
        PlotData close = threeLayers();
        close.values = {{115, 118}, {116, 117}, {115.5F, 117.5F}};
        plot.setData(close);
        QCOMPARE(plot.title(), QStringLiteral("How far, axis from 115"));
        QVERIFY(plot.pointAt(0, 0).y() - plot.pointAt(0, 1).y() > 120);
        close.values = {{7, 7}, {7, 7}, {7, 7}};
        plot.setData(close);
        QCOMPARE(plot.title(), QStringLiteral("How far"));
        close.values = {{90, 100}, {95, 99}, {91, 92}};  // can be told apart on an axis from 0
        plot.setData(close);
        QCOMPARE(plot.title(), QStringLiteral("How far"));
    }

    void theLimitHasTheDigitsOfItsAxis() {
        LayerPlot plot;
        plot.resize(320, 240);
        PlotData bits = threeLayers();
        bits.title = QStringLiteral("How spread out (%1 = everywhere alike)");
        bits.decimals = 1;
        bits.top = 6.022;
        bits.limit = 6.022;
        bits.values = {{1, 5}, {2, 6}, {3, 4}};
        plot.setData(bits);
        QCOMPARE(plot.title(), QStringLiteral("How spread out (6.0 = everywhere alike)"));
        QCOMPARE(plot.accessibleName(), plot.title());
        bits.values = {{5.99F, 6}, {6, 6.01F}, {6, 6.02F}};
        plot.setData(bits);
        QCOMPARE(plot.title(), QStringLiteral("How spread out (6.02 = everywhere alike), axis from 5.98"));
    }

    void twoPlotsBeginAtOneMargin() {
        LayerPlot wide, narrow;
        PlotData bits = threeLayers();
        bits.values = {{1, 5}, {2, 7}, {3, 8}};
        wide.setData(threeLayers());
        narrow.setData(bits);
        for (LayerPlot* plot : {&wide, &narrow})
            plot->resize(320, 240);
        QVERIFY(narrow.area().left() < wide.area().left());
        wide.alignWith(&narrow);
        narrow.alignWith(&wide);
        QCOMPARE(narrow.area().left(), wide.area().left());
    }

    void gridFits_data() {
        QTest::addColumn<int>("layers");
        QTest::addColumn<int>("heads");
        QTest::addColumn<QSize>("room");
        QTest::addColumn<int>("least");
        QTest::newRow("bundled at 1440 x 900") << 12 << 6 << QSize(560, 740) << 48;
        QTest::newRow("ViT-B at 1024 x 700") << 12 << 12 << QSize(480, 560) << 30;
        QTest::newRow("ViT-L at 1440 x 900") << 24 << 16 << QSize(560, 740) << 24;
        QTest::newRow("ViT-L at 1024 x 700") << 24 << 16 << QSize(480, 560) << 18;
        QTest::newRow("ViT-H at 1440 x 900") << 32 << 16 << QSize(560, 740) << 18;
        QTest::newRow("almost no room") << 32 << 16 << QSize(60, 60) << 1;
    }
    void gridFits() {
        QFETCH(int, layers);
        QFETCH(int, heads);
        QFETCH(QSize, room);
        QFETCH(int, least);
        const GridLayout grid = layoutGrid(layers, heads, room, 32, 72);
        QVERIFY2(grid.side >= least && grid.side <= 72, qPrintable(QString::number(grid.side)));
        if (least > 1)
            QVERIFY(QRect({0, 0}, room).contains(grid.thumbnail(layers - 1, heads - 1)));
        for (const auto& [layer, head] : {std::pair{0, 0}, std::pair{layers - 1, heads - 1}, std::pair{layers / 2, 1}}) {
            QVERIFY(grid.at(grid.thumbnail(layer, head).center()) == std::pair(layer, head));
            QVERIFY(grid.at(grid.thumbnail(layer, head).topLeft()) == std::pair(layer, head));
        }
        QVERIFY(!grid.at({0, 0}));
        QVERIFY(!grid.at(grid.thumbnail(layers - 1, heads - 1).bottomRight() +
                         QPoint(grid.side + grid.gap, grid.side + grid.gap)));
        QVERIFY(grid.layerLabel(3).right() < grid.thumbnail(3, 0).left());
        QVERIFY(grid.headLabel(1).bottom() < grid.thumbnail(0, 1).top());
    }

    void aDotIsHoveredAndClicked() {
        LayerPlot plot;
        plot.resize(320, 240);
        plot.setData(threeLayers());
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QVERIFY(plot.pointAt(0, 1).y() < plot.pointAt(0, 0).y());
        QVERIFY(plot.pointAt(2, 0).x() > plot.pointAt(1, 0).x());
        QCOMPARE(plot.wordsOf(0, 1), QStringLiteral("layer 0 · head 1 · 140 px"));
        QSignalSpy chosen(&plot, &LayerPlot::chosen);
        for (const auto& [layer, head] : {std::pair{0, 1}, std::pair{1, 0}}) {
            const QPoint at = plot.pointAt(layer, head).toPoint();
            QTest::mouseMove(&plot, at);
            QVERIFY(plot.valueAt(at) == std::pair(layer, head));
            QTest::mouseClick(&plot, Qt::LeftButton, {}, at);
            QCOMPARE(chosen.takeFirst(), (QVariantList{layer, head}));
        }
        QTest::mouseClick(&plot, Qt::LeftButton, {}, {2, 2});
        QCOMPARE(chosen.count(), 0);
        plot.setCurrent(1, 1);
        QCOMPARE(plot.accessibleDescription(), QStringLiteral("layer 1 · head 1 · 60 px"));
        PlotData fewer = threeLayers();  // while the rest is computed
        fewer.values.resize(1);
        plot.setData(fewer);
        QCOMPARE(plot.wordsOf(1, 1), QString());
        QVERIFY(!plot.grab().isNull());
    }

    void theChosenDotHasTheAccent() {
        LayerPlot plot;
        plot.resize(320, 240);
        plot.setData(threeLayers());
        const auto colourAt = [&](int layer, int head) {
            return plot.grab().toImage().pixelColor(plot.pointAt(layer, head).toPoint());
        };
        plot.setCurrent(1, 0);
        QCOMPARE(colourAt(1, 0), theme().accent);
        QVERIFY(colourAt(1, 1) != theme().accent);
        plot.setCurrent(1, -1);
        QCOMPARE(colourAt(1, 1), theme().accent);
    }

    void aCurveIsTakenByItsColumn() {
        LayerPlot plot;
        plot.resize(320, 240);
        PlotData data = threeLayers();
        data.names.clear();
        data.joined = true;
        data.values = {{10}, {140}, {30}};
        plot.setData(data);
        QVERIFY(plot.valueAt({plot.pointAt(1, 0).x() + 3, 200}) == std::pair(1, 0));
        QCOMPARE(plot.wordsOf(1, 0), QStringLiteral("layer 1 · 140 px"));
    }

    void matrixColours() {
        TokenMatrix matrix{3, 1, 1, 2, {0.5F, 0.05F, 0, 0.005F, 1e-8F, 0.25F, 0.0005F, 0.5F, 0.1F}};
        const MatrixScale log = matrixScale(matrix, true), linear = matrixScale(matrix, false);
        QVERIFY(std::abs(log.low - 5e-6) < 1e-9);  // five powers of ten, not down to 1e-8
        QCOMPARE(log.high, 0.5);
        QCOMPARE(linear.low, 0.0);
        QVERIFY(std::abs(log.place(0.05) - 0.8) < 1e-6);
        QVERIFY(std::abs(linear.place(0.05) - 0.1) < 1e-6);
        for (const MatrixScale& scale : {log, linear})
            for (const double place : {0.0, 0.3, 1.0})
                QVERIFY(std::abs(scale.place(scale.value(place)) - place) < 1e-9);
        const Colormap* viridis = findColormap("viridis");
        const QImage image = matrixImage(matrix, log, viridis);
        QCOMPARE(image.size(), QSize(3, 3));
        const auto colour = [&](double place) {
            const Rgb c = (*viridis)(place);
            return qRgb(c.r, c.g, c.b);
        };
        QCOMPARE(image.pixel(0, 0), colour(1));
        QCOMPARE(image.pixel(2, 0), colour(0));  // a zero
        QCOMPARE(image.pixel(1, 1), colour(0));
        const QColor made(image.pixel(1, 0)), wanted(colour(0.8));
        QVERIFY(std::abs(made.red() - wanted.red()) <= 2 && std::abs(made.green() - wanted.green()) <= 2);
        QStringList words;
        for (const auto& [place, text] : scaleTicks(log))
            words << text;
        QCOMPARE(words.join(QLatin1Char(' ')), QStringLiteral("1e-5 1e-4 0.001 0.01 0.1"));
        QVERIFY(scaleTicks(MatrixScale{}).empty());
        QCOMPARE(scaleEnds(log), std::pair(QStringLiteral("≤ 5e−6"), QStringLiteral("0.5")));
        QCOMPARE(scaleEnds(linear), std::pair(QStringLiteral("0"), QStringLiteral("0.5")));
        QVERIFY(scaleEnds(MatrixScale{}).first.isEmpty());
    }
};

QTEST_MAIN(PlotsTest)
#include "plots_test.moc"
