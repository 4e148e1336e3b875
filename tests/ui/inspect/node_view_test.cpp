// What the card draws of a node: the figures by themselves, and the whole on a session.
#include "ui/inspect/node_view.h"

#include "core/model/memory.h"
#include "tests/support/mouse.h"
#include "tests/support/session_fixture.h"
#include "ui/controls.h"
#include "ui/inspect/bars_figure.h"
#include "ui/inspect/block_views.h"
#include "ui/inspect/map_figure.h"
#include "ui/inspect/paint.h"
#include "ui/inspect/plot_figure.h"
#include "ui/inspect/tiles_figure.h"
#include "ui/inspect/token_views.h"
#include "ui/panels/node_card.h"
#include "ui/scrolled_hover.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

#include <cmath>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

Map ramp(int rows, int cols) {
    Map map{rows, cols, {}};
    for (int i = 0; i < rows * cols; ++i)
        map.values.push_back(float(i));
    return map;
}

/// A session that has looked at the golden photo, and the card of its nodes.
struct Fixture {
    Session session;
    QWidget window;
    NodeCard* card = nullptr;
    NodeView* view = nullptr;

    Fixture() {
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        auto* layout = new QVBoxLayout(&window);
        card = new NodeCard(session, &window);
        layout->addWidget(card);
        layout->addStretch(1);
        view = card->findChild<NodeView*>();
        window.resize(336, 900);
        window.show();
    }
    bool ready() { return QTest::qWaitForWindowExposed(&window) && settle(session) && session.result() != nullptr; }
    bool select(const QString& node) {
        session.selectNode(node);
        return settle(session);
    }
    template <class T>
    T* shown() const {
        for (FindingView* one : view->views())
            if (auto* found = dynamic_cast<T*>(one); found && !one->isHidden())
                return found;
        return nullptr;
    }
};

}  // namespace

class NodeViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersInWords_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("words");
        QTest::newRow("zero") << 0.0 << "0";
        QTest::newRow("plain") << 12.345 << "12.3";
        QTest::newRow("negative") << -0.5 << "−0.5";
        QTest::newRow("large") << 12345.0 << "12,345";
        QTest::newRow("tiny") << 0.00012 << "1.2e−04";
        QTest::newRow("none") << std::nan("") << "none";
    }
    void numbersInWords() {
        QFETCH(double, value);
        QTEST(shortNumber(value), "words");
    }

    /// Where nothing is drawn, why is told.
    void tellsThatTheFileOfTheWeightsWasCut() {
        QTemporaryDir folder;
        const auto file = std::filesystem::path(folder.path().toStdString()) / "model.safetensors";
        std::filesystem::copy_file(data("golden/plain/model.safetensors"), file);
        ModelRequest request = goldenRequest();
        request.weights = file.string();
        Fixture fixture;
        QVERIFY(fixture.ready());
        fixture.session.openModel(request);
        QVERIFY(settle(fixture.session) && fixture.session.result());
        QSignalSpy notices(&fixture.session, &Session::notice);
        std::filesystem::resize_file(file, 4096);
        QVERIFY(fixture.select("conv_proj"));
        QVERIFY(!fixture.shown<FindingView>());
        QVERIFY(!notices.empty());
        QCOMPARE(notices[0][0].toString(), QString::fromStdString(file.string()));
        QVERIFY(notices[0][1].toString().startsWith("was changed or cut"));
    }

    void ticksAreRound_data() {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<QList<double>>("expected");
        QTest::newRow("hundred") << 0.0 << 100.0 << QList<double>{0, 50, 100};
        QTest::newRow("around zero") << -1.3 << 2.1 << QList<double>{0, 2};
        QTest::newRow("fractions") << 0.0 << 0.07 << QList<double>{0, 0.05};
        QTest::newRow("no range") << 3.0 << 3.0 << QList<double>{3};
    }
    void ticksAreRound() {
        QFETCH(QList<double>, expected);
        QFETCH(double, low);
        QFETCH(double, high);
        const std::vector<double> found = ticks(low, high, 3);
        QCOMPARE(int(found.size()), int(expected.size()));
        for (int i = 0; i < expected.size(); ++i)
            QVERIFY(std::abs(found[size_t(i)] - expected[i]) < 1e-12);
    }

    void aSignedMapHasZeroInTheMiddle() {
        MapFigure figure;
        figure.setSignedMap({1, 2, {-1, 4}}, "cosine");
        QCOMPARE(figure.range().low, -4.0);
        QCOMPARE(figure.range().high, 4.0);
        figure.resize(figure.sizeHint());
        const QImage drawn = figure.grab().toImage();
        const QRect all = figure.mapRect();
        const QColor below = drawn.pixelColor(all.left() + 4, all.center().y());
        const QColor above = drawn.pixelColor(all.right() - 4, all.center().y());
        QVERIFY(below.blue() > below.red() && above.red() > above.blue());
    }

    void theMiddleOfASignedMapIsNeverTheBrightest() {
        MapFigure figure;
        figure.setSignedMap({1, 3, {-1, 0, 1}}, "cosine");
        figure.resize(figure.sizeHint());
        const auto lightness = [&](double part) {
            const QRect all = figure.mapRect();
            return figure.grab().toImage().pixelColor(all.left() + int(part * all.width()), all.center().y()).lightness();
        };
        QVERIFY(lightness(0.5) < lightness(0.1) && lightness(0.5) < lightness(0.9));
        applyTheme(*qApp, ThemeChoice::Light);  // while it is shown
        const auto reset = qScopeGuard([] { applyTheme(*qApp, ThemeChoice::Dark); });
        QVERIFY(lightness(0.5) > 230);
    }

    void aMapTellsTheValueUnderTheMouse() {
        MapFigure figure;
        figure.setMap(ramp(3, 4), colormaps().front(), "units");
        figure.resize(figure.sizeHint());
        figure.show();
        QVERIFY(QTest::qWaitForWindowExposed(&figure));
        QSignalSpy hovered(&figure, &MapFigure::cellHovered);
        QSignalSpy chosen(&figure, &MapFigure::cellChosen);
        const QRect area = figure.mapRect();
        const QPoint at(area.left() + area.width() * 5 / 8, area.top() + area.height() / 2);  // column 2, row 1
        QTest::mouseMove(&figure, at);
        QCOMPARE(hovered.last()[0].value<std::optional<Cell>>(), std::optional(Cell{1, 2}));
        QCOMPARE(figure.valueWords(), valueText(6, {0, 11}));
        QTest::mouseClick(&figure, Qt::LeftButton, {}, at);
        QCOMPARE(chosen.last()[0].value<Cell>(), (Cell{1, 2}));
        QVERIFY(!figure.cellAt({area.right() + 5.0, 5.0}));
        const QImage image = figure.grab().toImage();  // the highest value has the colour map's last colour
        const Rgb last = colormaps().front()(1);
        const QColor drawn =
            image.pixelColor((QPointF(area.bottomRight()) * image.devicePixelRatio()).toPoint() - QPoint(3, 3));
        QVERIFY(std::abs(drawn.red() - last.r) < 3 && std::abs(drawn.blue() - last.b) < 3);
    }

    void aPlotTellsTheValueUnderTheMouse() {
        PlotFigure figure;
        figure.setPlot({Plot::Shape::Line,
                        {{"a", {1, 2, 3, 10}, Ink::Accent}, {"b", {0, 0, 5, 0}, Ink::Text}},
                        0,
                        1,
                        "layer",
                        false,
                        true});
        figure.resize(300, 180);
        QCOMPARE(figure.indexAt({figure.area().right(), figure.area().center().y()}), 3);
        QCOMPARE(figure.indexAt({figure.area().left(), figure.area().center().y()}), 0);
        QCOMPARE(figure.indexAt({-50, 0}), -1);
        QCOMPARE(figure.wordsAt(2), QStringLiteral("layer 2: a 3, b 5"));
        figure.setPlot({Plot::Shape::Bars, {{{}, {5, 0, 1}, Ink::Accent}}, -1, 0.5, {}, true, false});
        QCOMPARE(figure.wordsAt(0), QStringLiteral("−1 to −0.5: 5"));
        QCOMPARE(figure.indexAt({figure.area().left() + 1, figure.area().center().y()}), 0);
        figure.setPlot({});  // nothing to draw is no reason to fall over
        QVERIFY(!figure.grab().isNull());
        QCOMPARE(figure.indexAt(figure.area().center()), -1);
    }

    void aCurveBeginsAtTheAxis() {
        applyTheme(*qApp, ThemeChoice::Dark);
        PlotFigure figure;
        figure.setPlot({Plot::Shape::Line, {{{}, {8, 9, 10, 8}, Ink::Accent}}, 0, 1, "layer", false, true});
        figure.resize(300, 180);
        const QImage image = figure.grab().toImage();
        const auto isCurve = [](QColor c) { return c.blue() > c.red() + 60; };
        int first = image.width();
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < first; ++x)
                if (isCurve(image.pixelColor(x, y)))
                    first = x;
        QVERIFY2(std::abs(first - figure.area().left()) <= 2, qPrintable(QString::number(first)));
    }

    void tilesAreChosenByMouseAndKeys() {
        TilesFigure figure;
        std::vector<Tile> tiles;
        for (int i = 0; i < 10; ++i)
            tiles.push_back({QImage(4, 4, QImage::Format_RGB32), QString::number(i), QStringLiteral("tile %1").arg(i)});
        figure.setTiles(std::move(tiles), 4);
        figure.resize(300, figure.heightForWidth(300));
        figure.show();
        QVERIFY(QTest::qWaitForWindowExposed(&figure));
        QSignalSpy chosen(&figure, &TilesFigure::chosen);
        QTest::mouseClick(&figure, Qt::LeftButton, {}, figure.tileRect(5).center());
        QCOMPARE(chosen.last()[0].toInt(), 5);
        figure.setCurrent(5);
        QTest::keyClick(&figure, Qt::Key_Down);
        QCOMPARE(chosen.last()[0].toInt(), 9);
        QTest::keyClick(&figure, Qt::Key_Up);
        QCOMPARE(chosen.last()[0].toInt(), 1);
        QCOMPARE(chosen.size(), 3);
        QVERIFY(figure.tileRect(9).bottom() < figure.height());
    }

    void scrollingTellsWhatIsThenUnderTheMouse() {
        QScrollArea area;
        auto* figure = new TilesFigure;
        figure->setTiles(std::vector<Tile>(40, {QImage(4, 4, QImage::Format_RGB32), {}, {}}), 4);
        area.setWidget(figure);
        figure->resize(200, figure->heightForWidth(200));
        hoverAfterScroll(&area);
        area.resize(220, 150);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        QSignalSpy hovered(figure, &TilesFigure::hovered);
        QCursor::setPos(figure->mapToGlobal(figure->tileRect(1).center()));
        figure->setAttribute(Qt::WA_UnderMouse);
        moveTo(*figure, figure->tileRect(1).center());
        QCOMPARE(hovered.last()[0].toInt(), 1);
        area.verticalScrollBar()->setValue(figure->tileRect(4).top() - figure->tileRect(0).top());  // a row
        QCOMPARE(hovered.last()[0].toInt(), 5);
    }

    void everyNodeShowsWhatItDoes() {
        Fixture f;
        QVERIFY(f.ready());
        const std::function<void(const ModuleNode&)> visit = [&](const ModuleNode& node) {
            if (node.kind == ModuleKind::Dropout)
                return;
            QVERIFY(f.select(QString::fromStdString(node.path)));
            QVERIFY2(!f.view->views().empty() && !f.view->views().front()->isHidden(), node.path.c_str());
            QVERIFY(!f.window.grab().isNull());
            for (const ModuleNode& child : node.children)
                visit(child);
        };
        visit(f.session.plan()->tree);
    }

    void theMouseIsTheQueryAndTheWidgetsStay() {
        Fixture f;
        QVERIFY(f.ready());
        QVERIFY(f.select("encoder.layers.encoder_layer_1.self_attention"));
        HeadsView* heads = f.shown<HeadsView>();
        QVERIFY(heads);
        QCOMPARE(heads->tiles()->count(), 2);
        const QString before = heads->tiles()->tipOf(0);
        f.session.setHover(Cell{1, 2});
        QVERIFY(settle(f.session));
        QCOMPARE(f.shown<HeadsView>(), heads);
        QVERIFY(heads->tiles()->tipOf(0) != before);
        QTest::mouseClick(heads->tiles(), Qt::LeftButton, {}, heads->tiles()->tileRect(1).center());
        QCOMPARE(f.session.view().map.head.head, 1);
        QCOMPARE(heads->tiles()->current(), 1);
        QTest::mouseClick(heads->tiles(), Qt::LeftButton, {}, heads->tiles()->tileRect(1).center());
        QCOMPARE(f.session.view().map.head.head, -1);
    }

    void aMapOfTheCardIsTiedToThePicture() {
        Fixture f;
        QVERIFY(f.ready());
        QVERIFY(f.select("encoder.pos_embedding"));
        auto* map = f.shown<SimilarityView>()->findChild<MapFigure*>();
        QVERIFY(map);
        const QRect area = map->mapRect();
        const QPoint at(area.left() + area.width() * 7 / 8, area.top() + area.height() / 8);  // 4 x 4: row 0, column 3
        QTest::mouseMove(map, at);
        QTRY_COMPARE(f.session.hover(), std::optional(Cell{0, 3}));
        QVERIFY(settle(f.session));
        QCOMPARE(map->valueWords(), QStringLiteral("1.000"));  // the position of the query is its own
        QTest::mouseClick(map, Qt::LeftButton, {}, at);
        QCOMPARE(f.session.view().map.query.patch, std::optional(Cell{0, 3}));
    }

    void whatNoPictureChangesIsNotCalledOfThePicture_data() {
        QTest::addColumn<QString>("node");
        QTest::addColumn<QStringList>("headings");
        const QString weights = "In the weights", picture = "On this picture";
        QTest::newRow("filters") << "conv_proj" << QStringList{weights, picture};
        QTest::newRow("positions") << "encoder.pos_embedding" << QStringList{weights};
        QTest::newRow("scale") << "encoder.ln" << QStringList{weights, picture};
        QTest::newRow("lengths") << "encoder" << QStringList{picture};
    }
    void whatNoPictureChangesIsNotCalledOfThePicture() {
        QFETCH(QString, node);
        QFETCH(QStringList, headings);
        Fixture f;
        QVERIFY(f.ready() && f.select(node));
        QStringList found;
        for (const QLabel* label : f.view->findChildren<QLabel*>())
            if (label->isVisible() && (label->text() == "In the weights" || label->text() == "On this picture"))
                found << label->text();
        QCOMPARE(found, headings);
    }

    void filtersOfBothKinds() {
        Fixture f;
        QVERIFY(f.ready());
        QVERIFY(f.select("conv_proj"));
        FilterView* filters = f.shown<FilterView>();
        QVERIFY(filters);
        QCOMPARE(filters->tiles()->count(), 28);
        QVERIFY(filters->tiles()->tipOf(0).contains("component 0"));
        Q_EMIT filters->kinds()->chosen((filters->kinds()->setCurrent(1), 1));
        QVERIFY(filters->tiles()->tipOf(0).contains("filter 0"));
        QTest::mouseClick(filters->tiles(), Qt::LeftButton, {}, filters->tiles()->tileRect(3).center());
        QCOMPARE(filters->tiles()->current(), 3);
    }

    void theTargetIsExplained() {
        Fixture f;
        QVERIFY(f.ready());
        QVERIFY(f.select("heads.head"));
        auto* bars = f.shown<ContributionsView>()->findChild<BarsFigure*>();
        auto* facts = f.shown<ContributionsView>()->findChild<FactRows*>();
        QVERIFY(bars && facts);
        QCOMPARE(bars->bars().size(), size_t(10));
        const float top = f.session.result()->top.front().logit;
        QCOMPARE(facts->facts().back().value, signedNumber(double(top)));
        const int other = f.session.result()->top.back().index;
        f.session.setTarget(other);
        QVERIFY(settle(f.session));
        QCOMPARE(facts->facts().back().value, signedNumber(double(f.session.result()->top.back().logit)));
    }

    void theCardTellsMemoryAndTime() {
        Fixture f;
        QVERIFY(f.ready());
        QVERIFY(f.select("encoder.layers.encoder_layer_1.mlp"));
        QStringList words;
        for (const QLabel* label : f.card->findChildren<QLabel*>())
            if (!label->isHidden())
                words << label->text();
        QVERIFY(words.contains("memory, weights"));
        QVERIFY(words.contains("memory, activations"));
        QVERIFY(words.contains("time, last run"));
        f.session.setHidesTimes(true);
        QVERIFY(f.select("encoder.layers.encoder_layer_1"));
        words.clear();
        for (const QLabel* label : f.card->findChildren<QLabel*>())
            if (!label->isHidden())
                words << label->text();
        QVERIFY(!words.contains("time, last run"));
    }

    void anotherModelOrPictureLeavesNothingOldBehind() {
        Fixture f;
        QVERIFY(f.ready());
        QVERIFY(f.select("heads"));
        QVERIFY(f.shown<ContributionsView>());
        f.session.removePicture(0);
        QVERIFY(settle(f.session));
        QVERIFY(!f.shown<ContributionsView>());
        f.session.addPicture(fileSource(data("golden/deep/photo.png")), "photo.png");
        QVERIFY(settle(f.session));
        QVERIFY(f.shown<ContributionsView>());
        f.session.setHover(Cell{0, 0});
        f.session.openModel(goldenRequest());  // while a look may be under way
        QVERIFY(settle(f.session));
        QVERIFY(f.shown<ContributionsView>());
    }
};

QTEST_MAIN(NodeViewTest)
#include "node_view_test.moc"
