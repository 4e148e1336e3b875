// The pages of the stage with the real session and the bundled model: all heads, the matrix, playing the layers.
#include "core/resources.h"
#include "tests/support/mouse.h"
#include "ui/controls.h"
#include "ui/panels/colour_bar.h"
#include "ui/panels/grid_page.h"
#include "ui/panels/heads_grid.h"
#include "ui/panels/image_view.h"
#include "ui/panels/layer_plot.h"
#include "ui/panels/map_strip.h"
#include "ui/panels/matrix_page.h"
#include "ui/panels/page_bar.h"
#include "ui/panels/play_button.h"
#include "ui/panels/seen_view.h"
#include "ui/panels/stage.h"
#include "ui/panels/stage_message.h"
#include "ui/panels/timeline.h"
#include "ui/panels/value_bar.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtTest/QtTest>
#include <QtWidgets/QMenu>

#include <cmath>

using namespace vitrine;
using namespace vitrine::ui;

class PagesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Stage> m_stage;

    void open(Page page) {
        m_session->openModel({});
        m_session->openFiles({resource("samples/chelsea.png")});
        QTRY_VERIFY_WITH_TIMEOUT(m_session->maps() && m_session->settled(), 60'000);
        m_session->setPage(page);
        QVERIFY(settle());
    }
    bool settle() {
        return QTest::qWaitFor(
            [this] { return m_session->settled() && m_session->mapsRequest() == m_session->shownRequest(); }, 60'000);
    }
    GridPage& grid() { return *m_stage->gridPage(); }
    MatrixPage& matrix() { return *m_stage->matrixPage(); }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Dark); }
    void init() {
        m_session = std::make_unique<Session>();
        m_stage = std::make_unique<Stage>(*m_session);
        m_stage->resize(1408, 760);
        m_stage->show();
    }
    void cleanup() {
        m_stage.reset();
        m_session.reset();
    }

    void theSwitchChoosesThePage() {
        open(Page::Picture);
        Segments& pages = *m_stage->pageBar()->pages();
        const auto press = [&](int page) {
            QTest::mouseClick(&pages, Qt::LeftButton, {}, {int((page + 0.5) * pages.width() / 6), pages.height() / 2});
        };
        QVERIFY(m_stage->view()->isVisible() && m_stage->layers()->isVisible());
        press(2);
        QVERIFY(m_session->view().page == Page::Grid);
        QVERIFY(grid().isVisible() && !m_stage->view()->isVisible() && !m_stage->layers()->isVisible());
        QVERIFY(m_stage->pageBar()->scale()->isVisible());
        press(3);
        QVERIFY(m_session->view().page == Page::Matrix);
        QVERIFY(matrix().isVisible() && !grid().isVisible() && m_stage->layers()->isVisible());
        QVERIFY(!m_stage->colourBar()->isVisible());
        QVERIFY(settle());
        press(0);
        QVERIFY(m_stage->view()->isVisible() && m_stage->colourBar()->isVisible());
        QVERIFY(!matrix().values());  // a large thing that nobody looks at
        m_session->setPage(Page::Grid);
        m_session->clearPictures();
        QTRY_VERIFY(m_stage->message()->isVisible());  // whatever the page: how to begin
        QVERIFY(!m_stage->pageBar()->isVisible());
    }

    void gridShowsWhatCoreComputes() {
        open(Page::Grid);
        m_session->setLayer(10);
        m_session->setHead({4, Fusion::Mean});
        QVERIFY(settle());
        const auto heads = grid().heads()->grid();
        QVERIFY(heads);
        QCOMPARE(heads->maps.size(), size_t(72));
        const Map& chosen = heads->maps[heads->index(10, 4)];
        const Map& shown = m_session->maps()->map;
        for (size_t i = 0; i < chosen.values.size(); ++i)
            QVERIFY(std::abs(chosen.values[i] - shown.values[i]) < 1e-6F);
        QCOMPARE(grid().sentence(),
                 QStringLiteral("Layer 10, head 4, asked by the class token: 6.1 bits of entropy, mean distance 88 px."));
        QCOMPARE(grid().distancePlot()->wordsOf(10, 4), QStringLiteral("layer 10 · head 4 · 88 px"));
        QCOMPARE(grid().entropyPlot()->wordsOf(10, 4), QStringLiteral("layer 10 · head 4 · 6.1 bits"));
        QVERIFY(grid().entropyPlot()->title().contains(QStringLiteral("8.0 = everywhere alike")));
        m_session->setHead({});
        QVERIFY(settle());
        QCOMPARE(grid().sentence(), QStringLiteral("Layer 10, its 6 heads on average, asked by the class token: 5.6 bits "
                                                   "of entropy, mean distance 107 px."));
    }

    void aMapUnderTheMouseIsToldOf() {
        open(Page::Grid);
        HeadsGrid& heads = *grid().heads();
        const QString before = grid().sentence();
        test::moveTo(heads, heads.thumbnailRect(3, 2).center());
        QVERIFY(grid().sentence().startsWith(QStringLiteral("Layer 3, head 2, asked by the class token")));
        for (const LayerPlot* plot : {grid().distancePlot(), grid().entropyPlot()})
            QVERIFY(plot->hovered() == std::pair(3, 2));
        test::leave(heads);
        QCOMPARE(grid().sentence(), before);
        for (const LayerPlot* plot : {grid().distancePlot(), grid().entropyPlot()})
            QVERIFY(!plot->hovered());
    }

    void theLargeMapHasItsColourBar() {
        open(Page::Grid);
        const Map& map = m_session->maps()->map;
        const ColourBar& colours = *grid().colours();
        QVERIFY(colours.isVisible() && colours.width() <= grid().picture()->parentWidget()->width());
        QCOMPARE(colours.highText(), valueText(double(map.max()), {map.min(), map.max()}));
        QVERIFY(colours.geometry().top() >= grid().picture()->geometry().bottom());
    }

    void aClickGoesThere() {
        open(Page::Grid);
        HeadsGrid& heads = *grid().heads();
        QTest::mouseClick(&heads, Qt::LeftButton, {}, heads.thumbnailRect(3, 2).center());
        QCOMPARE(m_session->view().map.layer, 3);
        QCOMPARE(m_session->view().map.head, (HeadChoice{2, Fusion::Mean}));
        LayerPlot& plot = *grid().distancePlot();
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.pointAt(7, 5).toPoint());
        QCOMPARE(m_session->view().map.layer, 7);
        QCOMPARE(m_session->view().map.head.head, 5);
        heads.setFocus();
        for (const auto& [key, layer, head] :
             {std::tuple{Qt::Key_Up, 6, 5}, std::tuple{Qt::Key_Left, 6, 4}, std::tuple{Qt::Key_Home, 6, 0},
              std::tuple{Qt::Key_Left, 6, 0}, std::tuple{Qt::Key_Down, 7, 0}}) {
            QTest::keyClick(&heads, key);
            QCOMPARE(m_session->view().map.layer, layer);
            QCOMPARE(m_session->view().map.head.head, head);
        }
        m_session->setMethod(QStringLiteral("rollout"));  // has no heads of its own
        QTest::mouseClick(&heads, Qt::LeftButton, {}, heads.thumbnailRect(1, 1).center());
        QCOMPARE(m_session->view().map.method, std::string("attention"));
        QCOMPARE(m_session->view().map.head.head, 1);
    }

    void theGridFollowsTheMouse() {
        open(Page::Grid);
        SeenView& picture = *grid().picture();
        QTRY_VERIFY(!picture.cropRect().isEmpty());
        const float before = grid().heads()->grid()->entropy_bits[20];
        const QImage image = grid().heads()->thumbnails().copy();
        test::moveTo(picture, picture.patchRect({6, 6}).center().toPoint());
        QCOMPARE(m_session->hover(), std::optional(Cell{6, 6}));
        QVERIFY(settle());
        QVERIFY(grid().heads()->query() == (Query{Cell{6, 6}}));
        QVERIFY(grid().heads()->grid()->entropy_bits[20] != before);
        QVERIFY(grid().heads()->thumbnails() != image);
        QVERIFY(grid().sentence().contains(QStringLiteral("asked by patch 6, 6")));
        m_session->setDirection(Direction::To);
        QVERIFY(settle());
        QVERIFY(grid().sentence().contains(QStringLiteral("who looks at patch 6, 6")));
        test::leave(picture);
        m_session->setDirection(Direction::From);
        QVERIFY(settle());
        QCOMPARE(grid().heads()->grid()->entropy_bits[20], before);
        QTest::mouseClick(&picture, Qt::LeftButton, {}, picture.patchRect({2, 9}).center().toPoint());
        QCOMPARE(m_session->view().map.query.patch, std::optional(Cell{2, 9}));
    }

    void theScaleIsShared() {
        open(Page::Grid);
        std::vector<QImage> images;
        for (const GridScale scale : {GridScale::Own, GridScale::Layer, GridScale::All}) {
            m_session->setGridScale(scale);
            QVERIFY(settle());
            images.push_back(grid().heads()->thumbnails());
        }
        QVERIFY(images[0] != images[1] && images[1] != images[2] && images[0] != images[2]);
        // The brightest colour is somewhere in each thumbnail, in each row, once.
        const int side = images[0].width() / 6;
        const auto brightest = [](const QImage& image) {
            int best = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    best = std::max(best, qGray(image.pixel(x, y)));
            return best;
        };
        const int top = brightest(images[0]);
        for (int head = 0; head < 6; ++head)
            QVERIFY(brightest(images[0].copy(head * side, 5 * side, side, side)) > top * 9 / 10);
        for (int layer = 0; layer < 12; ++layer)  // a small thumbnail may miss the very peak
            QVERIFY(brightest(images[1].copy(0, layer * side, 6 * side, side)) > top * 3 / 4);
        int bright = 0;
        for (int layer = 0; layer < 12; ++layer)
            bright += brightest(images[2].copy(0, layer * side, 6 * side, side)) > top * 9 / 10;
        QVERIFY2(bright >= 1 && bright < 6, qPrintable(QString::number(bright)));
        QMenu menu;
        m_stage->pageBar()->fillScaleMenu(menu);
        menu.actions().first()->trigger();
        QVERIFY(m_session->view().grid_scale == GridScale::Own);
    }

    void theMatrixIsTiedToThePicture() {
        open(Page::Matrix);
        const auto values = matrix().values();
        QVERIFY(values);
        QCOMPARE(values->tokens, 257);
        MatrixView& view = *matrix().matrix();
        QCOMPARE(view.marked(), (Entry{0, 0}));
        const int row = 1 + 6 * 16 + 6, column = 1 + 2 * 16 + 9;
        test::moveTo(view, view.entryRect({row, column}).center().toPoint());
        QCOMPARE(view.marked(), (Entry{row, column}));
        QCOMPARE(m_session->hover(), std::optional(Cell{6, 6}));
        QVERIFY2(matrix().valueWords().endsWith(QStringLiteral(" · patch 6, 6 → patch 2, 9")),
                 qPrintable(matrix().valueWords()));
        QCOMPARE(matrix().mapWords(), QStringLiteral("what patch 6, 6 looks at"));
        QVERIFY(settle());
        const std::vector<float>& shown = matrix().shownMap()->map.values;
        for (size_t i = 0; i < shown.size(); ++i)  // the row is the map that the query gets
            QVERIFY(std::abs(shown[i] - m_session->maps()->map.values[i]) < 1e-6F);
        m_session->setDirection(Direction::To);
        QCOMPARE(matrix().mapWords(), QStringLiteral("who looks at patch 2, 9"));
        QCOMPARE(matrix().shownMap()->map.values[3], values->at(1 + 3, column));
        m_session->setDirection(Direction::From);
        test::leave(view);
        SeenView& picture = *matrix().picture();
        QTRY_VERIFY(!picture.cropRect().isEmpty());
        test::moveTo(picture, picture.patchRect({0, 1}).center().toPoint());
        QCOMPARE(view.marked(), (Entry{2, 2}));
        test::leave(picture);
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.entryRect({row, column}).center().toPoint());
        QCOMPARE(m_session->view().map.query.patch, std::optional(Cell{6, 6}));
    }

    void theMatrixZoomsAndPans() {
        open(Page::Matrix);
        MatrixView& view = *matrix().matrix();
        const QPointF at = view.entryRect({100, 40}).center();
        const QRectF before = view.matrixRect();
        QWheelEvent wheel(at, view.mapToGlobal(at), {}, {0, 480}, {}, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &wheel);
        QVERIFY(view.zoom() > 2);
        QCOMPARE(view.entryAt(at), (Entry{100, 40}));  // what is under the mouse stays there
        const QPointF to = at + QPointF(40, 30);
        QTest::mousePress(&view, Qt::LeftButton, {}, at.toPoint());
        QMouseEvent drag(QEvent::MouseMove, to, view.mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&view, &drag);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, to.toPoint());
        QCOMPARE(view.entryAt(at + QPointF(40, 30)), (Entry{100, 40}));
        QVERIFY(!m_session->view().map.query.patch);  // a drag is no click
        QTest::keyClick(&view, Qt::Key_0);
        QCOMPARE(view.matrixRect(), before);
        for (int i = 0; i < 40; ++i)
            QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(view.entryRect({0, 0}).width() < 40);
        QTest::keyClick(&view, Qt::Key_0);
        test::leave(view);
        QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(view.marked(), (Entry{1, 1}));
        for (int i = 0; i < 40; ++i)
            QTest::keyClick(&view, Qt::Key_Plus);
        for (int i = 0; i < 60; ++i)  // what the keys go to is seen
            QTest::keyClick(&view, i % 2 ? Qt::Key_Right : Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(view.marked(), (Entry{31, 31}));
        QVERIFY(QRectF(view.rect()).contains(view.entryRect({31, 31})));
        QVERIFY(!QRectF(view.rect()).contains(view.entryRect({1, 1})));
        for (int i = 0; i < 30; ++i)
            QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(view.marked(), (Entry{1, 31}));
        QVERIFY(QRectF(view.rect()).contains(view.entryRect({1, 31})));
    }

    void theMatrixFollowsHeadAndScale() {
        open(Page::Matrix);
        const float mean = matrix().values()->at(0, 5);
        m_session->setHead({2, Fusion::Mean});
        QVERIFY(settle());
        QVERIFY(matrix().values()->at(0, 5) != mean);
        m_session->setMatrixLog(false);
        QVERIFY(settle());
        QCOMPARE(m_stage->pageBar()->colours()->current(), 1);
        m_session->setMethod(QStringLiteral("rollout"));
        QVERIFY(settle());
        float sum = 0;
        for (int to = 0; to < 257; ++to)
            sum += matrix().values()->at(7, to);
        QVERIFY(std::abs(sum - 1) < 1e-4F);
    }

    void playingGoesToTheLastLayer() {
        open(Page::Picture);
        Timeline& timeline = *m_stage->timeline();
        m_session->setLayer(9);
        QVERIFY(settle());
        std::vector<int> seen;
        connect(m_session.get(), &Session::viewChanged, &timeline, [&] {
            if (seen.empty() || seen.back() != m_session->view().map.layer)
                seen.push_back(m_session->view().map.layer);
        });
        QTest::mouseClick(timeline.button(), Qt::LeftButton);
        QVERIFY(timeline.isPlaying());
        QVERIFY(timeline.interval() >= 200 && timeline.interval() <= 500);
        QTRY_VERIFY_WITH_TIMEOUT(!timeline.isPlaying(), 20'000);
        QCOMPARE(seen, (std::vector<int>{10, 11}));
        timeline.togglePlaying();  // at the end: from the start
        QCOMPARE(m_session->view().map.layer, 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->view().map.layer, 1, 20'000);
        QTest::mouseClick(timeline.layers(), Qt::LeftButton, {}, timeline.layers()->thumbnailRect(5).center());
        QVERIFY(!timeline.isPlaying());
        QCOMPARE(m_session->view().map.layer, 5);
        timeline.togglePlaying();
        m_session->setPage(Page::Grid);  // out of sight
        QVERIFY(!timeline.isPlaying());
    }

    void sentencesKeepTheirHeightAndThePictureShrinks() {
        open(Page::Grid);
        for (const QSize size : {QSize(1408, 740), QSize(700, 330), QSize(700, 420), QSize(1408, 360)}) {
            m_stage->resize(size);
            QVERIFY(settle());
            QTest::qWait(20);
            for (const Words* words : grid().findChildren<Words*>())
                if (words->isVisible() && words->wordWrap() && !words->text().isEmpty()) {
                    QVERIFY(words->height() >= words->heightForWidth(words->width()));
                    if (grid().picture()->isVisible())
                        QVERIFY(words->mapTo(&grid(), QPoint(0, words->height())).y() <= grid().height());
                }
        }
    }

    void theMatrixKeepsItsRoomAndWordsAreWhole() {
        open(Page::Matrix);
        for (const QSize size : {QSize(784, 560), QSize(560, 560), QSize(1000, 380)}) {
            m_stage->resize(size);
            QVERIFY(settle());
            QTest::qWait(20);
            for (const Words* words : matrix().findChildren<Words*>())
                if (words->isVisible() && words->wordWrap() && !words->text().isEmpty()) {
                    QVERIFY(words->height() >= words->heightForWidth(words->width()));
                    QVERIFY(words->mapTo(&matrix(), QPoint(0, words->height())).y() <= matrix().height());
                    QTRY_VERIFY(!words->geometry().intersects(matrix().picture()->geometry()));
                }
            if (matrix().picture()->isVisible())
                QCOMPARE(matrix().picture()->x(), 0);
            QVERIFY(matrix().matrix()->width() >= size.width() / 2);
        }
    }

    void barAndValueEndWhereTheMatrixDoes() {
        open(Page::Matrix);
        for (const QSize size : {QSize(784, 560), QSize(1408, 760), QSize(1000, 380)}) {
            m_stage->resize(size);
            QVERIFY(settle());
            QTest::qWait(20);
            const auto all = [&] { return matrix().matrix()->fittedRect().translated(matrix().matrix()->x(), 0); };
            const auto end = [&] { return matrix().readout()->geometry().right() + 1; };
            QTRY_VERIFY(std::abs(matrix().bar()->x() - all().left()) <= 1);
            QTRY_VERIFY(all().width() < 304 ? end() == matrix().width() : std::abs(end() - all().right()) <= 1);
            QTRY_COMPARE(matrix().bar()->geometry().bottom(), matrix().readout()->geometry().bottom());
        }
    }

    void theWidthThatTheMapsLeaveIsThePictures() {
        open(Page::Grid);
        m_stage->resize(1600, 700);
        QVERIFY(settle());
        const HeadsGrid& heads = *grid().heads();
        const int wide = heads.thumbnailRect(11, 5).right() - heads.thumbnailRect(0, 0).left();
        QVERIFY(grid().picture()->width() > wide);
        // No larger map fits: 12 rows and their gaps fill the height.
        QVERIFY(heads.height() - heads.thumbnailRect(11, 0).bottom() <= 16);
    }

    void smallWindowsShowAllOfIt_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1024 x 700") << QSize(1024, 560);
        QTest::newRow("large") << QSize(2400, 1300);
    }
    void smallWindowsShowAllOfIt() {
        QFETCH(QSize, size);
        open(Page::Grid);
        m_stage->resize(size);
        QVERIFY(settle());
        const HeadsGrid& heads = *grid().heads();
        QVERIFY(heads.rect().contains(heads.thumbnailRect(11, 5)));
        QVERIFY(heads.thumbnailRect(0, 0).width() >= 28);
        QCOMPARE(heads.thumbnails().width(), 6 * heads.thumbnailRect(0, 0).width());
        QVERIFY(grid().rect().contains(grid().distancePlot()->parentWidget()->geometry()));
        const QPoint plots = grid().plots()->mapTo(m_stage.get(), QPoint());
        const QImage image = m_stage->grab().toImage();
        const int above = grid().mapTo(m_stage.get(), QPoint()).y() - 2;
        QCOMPARE(image.pixelColor(plots.x() + 4, above), theme().stage);  // the bar's buttons never lie on their ground
        QCOMPARE(image.pixelColor(plots.x() + 4, above + 6), theme().panel);
        m_session->setPage(Page::Matrix);
        QVERIFY(settle());
        QVERIFY(matrix().matrix()->matrixRect().width() > 200);
    }
};

QTEST_MAIN(PagesTest)
#include "pages_test.moc"
