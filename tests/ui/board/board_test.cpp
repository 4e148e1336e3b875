// The board of methods: its numbers are core's, its list is sorted, it can be stopped, and it says what it cannot do.
#include "core/faith/board.h"
#include "core/resources.h"
#include "tests/support/mouse.h"
#include "tests/support/window_fixture.h"
#include "ui/actions.h"
#include "ui/board/board_bar.h"
#include "ui/board/board_list.h"
#include "ui/board/board_notes.h"
#include "ui/board/board_page.h"
#include "ui/board/board_side.h"
#include "ui/board/board_tiles.h"
#include "ui/board/board_words.h"
#include "ui/board/board_work.h"
#include "ui/board/correlation_table.h"
#include "ui/board/curve_plot.h"
#include "ui/board/methods_popup.h"
#include "ui/controls.h"
#include "ui/history.h"
#include "ui/numbers.h"
#include "ui/panels/busy_pill.h"
#include "ui/panels/page_bar.h"
#include "ui/panels/stage.h"
#include "ui/panels/value_text.h"

#include <QtTest/QtTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class BoardTest : public WindowFixture {
    Q_OBJECT

    BoardPage& page() { return *part<Stage>()->boardPage(); }
    const std::vector<BoardEntry>& entries() { return page().run().entries(); }
    bool open() {
        m_session->setPage(Page::Board);
        return settle(*m_session) && page().run().whole();
    }
    /// A board on the bundled model that takes a while: a patch at a time.
    Board beginSlowly() {
        m_session->openModel({});
        m_session->openFiles({resource("samples/chelsea.png")});
        if (!settle(*m_session))
            qFatal("the bundled model did not settle");
        Board board;
        board.step = 1;
        setBoard(*m_session, board);
        m_session->setPage(Page::Board);
        return board;
    }
    QStringList titles() {
        QStringList out;
        for (const BoardEntry& entry : entries())
            out << boardTitle(entry.request);
        return out;
    }
    int leftOf(QWidget* part) { return part->mapTo(&page(), QPoint()).x(); }
    static void pick(QMenu& menu, const QString& words) {
        for (QAction* action : menu.actions())
            if (action->text().contains(words))
                return action->trigger();
        QFAIL(qPrintable(words + " is not in the menu"));
    }
    /// As if measured: the area of the curve that is asked for.
    static BoardEntry entry(const char* method, double area, bool flat = false) {
        auto got = std::make_shared<Faithfulness>();
        got->flat = flat;
        for (Curve* curve : {&got->deletion, &got->insertion})
            *curve = {{0, 1}, {1, 0}, area};
        MapRequest request;
        request.method = method;
        return {request, std::make_shared<Map>(), got, true, {}, {}};
    }

private Q_SLOTS:
    void initTestCase() { beginCase("Board"); }
    void init() { beginTest(); }
    void cleanup() { endTest(); }

    void presentingGoesOnWithTheRun() {
        beginSlowly();
        const BoardRun* run = &page().run();
        QTRY_VERIFY(run->busy() && !run->entries().empty() && run->entries()[0].got);
        for (const bool on : {true, false}) {
            m_window->present(on);
            QTRY_COMPARE(part<PageBar>()->isVisible(), !on);
            QCOMPARE(&page().run(), run);
            QVERIFY(run->busy());
        }
        m_session->cancel();
    }

    void itsNumbersAreCores() {
        QVERIFY(open());
        QCOMPARE(titles(), QStringList({"Chefer", "Attention, last layer", "Rollout", "Grad-CAM", "Random", "Centre"}));
        const Capture& capture = *m_session->result()->capture;
        const Board board;
        const Evaluation expected = evaluate(capture, boardRequests(board, {}), boardMeasures(board, {}, 16));
        for (size_t i = 0; i < entries().size(); ++i) {
            const Faithfulness& got = *entries()[i].got;
            const Faithfulness& want = expected.methods[i].faithfulness;
            QVERIFY(got.map.values == want.map.values);
            QCOMPARE(got.deletion.values.size(), size_t(17));
            for (size_t k = 0; k < 17; ++k) {
                QVERIFY(std::abs(got.deletion.values[k] - want.deletion.values[k]) < 1e-6F);
                QVERIFY(std::abs(got.insertion.values[k] - want.insertion.values[k]) < 1e-6F);
            }
            QVERIFY(std::abs(*aucOf(entries()[i], false) - want.deletion.auc) < 1e-6);
            QVERIFY(std::abs(*aucOf(entries()[i], true) - want.insertion.auc) < 1e-6);
            QCOMPARE(page().tiles()->figureWords(i), aucText(got.deletion.auc));
            for (size_t j = 0; j < entries().size(); ++j) {
                QCOMPARE(page().run().correlation(i, j).has_value(), expected.correlations[i][j].has_value());
                QVERIFY(!expected.correlations[i][j] ||
                        std::abs(*page().run().correlation(i, j) - *expected.correlations[i][j]) < 1e-9);
            }
        }
        QCOMPARE(page().run().evaluation().of, expected.of);
    }

    void theListHasTheBestFirst() {
        QVERIFY(open());
        for (const bool insertion : {false, true}) {
            QMenu menu;
            page().bar()->fillCurveMenu(menu);
            pick(menu, insertion ? "Insertion" : "Deletion");
            QVERIFY(settle(*m_session));
            BoardList& list = *page().side()->list();
            for (int row = 1; row < 6; ++row) {
                const double before = *aucOf(entries()[size_t(list.entryAt(row - 1))], insertion);
                const double now = *aucOf(entries()[size_t(list.entryAt(row))], insertion);
                QVERIFY(insertion ? before >= now : before <= now);
            }
            QVERIFY(page().side()->heading().contains(insertion ? "higher" : "lower"));
            QCOMPARE(list.wordsAt(0).size(), qsizetype(4));  // with the time
        }
    }

    void theVerdictComparesWithTheBaselines() {
        std::vector<BoardEntry> all{entry("chefer", 0.3),    entry("rollout", 0.55), entry("gradcam", 0.9),
                                    entry("attention", 0.7), entry("ig", 0.1, true), entry("random", 0.6),
                                    entry("centre", 0.5)};
        QCOMPARE(
            verdictWords(all, false),
            QStringLiteral("Better than Random and Centre here: Chefer. No better than Centre: Rollout. No better than "
                           "Random and Centre: Attention, last layer; Grad-CAM. The same everywhere, so that its curve "
                           "says nothing: Integrated gradients."));
        QCOMPARE(verdictWords({entry("chefer", 0.55), entry("random", 0.5), entry("centre", 0.6)}, true),
                 QStringLiteral("No better than Centre: Chefer."));
        QCOMPARE(verdictWords({entry("chefer", 0.5), entry("random", 0.5), entry("centre", 0.6)}, false),
                 QStringLiteral("No better than Random: Chefer."));  // a tie is no better
        all.pop_back();
        QVERIFY(verdictWords(all, false).isEmpty());
    }

    void theBaselinesAreAlwaysThere() {
        Board none;
        none.methods.clear();
        setBoard(*m_session, none);
        QVERIFY(open());
        QCOMPARE(titles(), QStringList({"Random", "Centre"}));
        auto* popup = static_cast<MethodsPopup*>(page().bar()->openMethods());
        QVERIFY(popup->box("random")->isChecked() && !popup->box("random")->isEnabled());
        QVERIFY(popup->box("centre")->isChecked() && !popup->box("centre")->isEnabled());
        popup->box("rollout")->click();
        popup->close();
        QVERIFY(settle(*m_session));
        QCOMPARE(titles(), QStringList({"Rollout", "Random", "Centre"}));
        QVERIFY(page().run().whole());
    }

    void whatIsKnownIsNotMeasuredAgain() {
        QVERIFY(open());
        const auto map = entries()[0].map;
        const auto got = entries()[0].got;
        Board board = m_session->view().board;
        board.methods.push_back("legrad");
        board.shared = true;
        setBoard(*m_session, board);
        QVERIFY(settle(*m_session));
        QCOMPARE(entries().size(), size_t(7));
        QVERIFY(entries()[0].got == got && entries()[4].measured);
        const Board seven = board;
        board.methods.erase(board.methods.begin());  // taken off, and put back: it costs nothing
        setBoard(*m_session, board);
        QVERIFY(settle(*m_session));
        QCOMPARE(entries().size(), size_t(6));
        setBoard(*m_session, seven);
        QVERIFY(!page().run().busy() && page().run().whole());
        QVERIFY(entries()[0].got == got);
        board = seven;
        QVERIFY(page().run().correlation(0, 4).has_value());
        board.fill = Fill::Mean;  // the same map, measured otherwise
        setBoard(*m_session, board);
        QVERIFY(settle(*m_session));
        QVERIFY(entries()[0].map == map && entries()[0].measured);
        QVERIFY(entries()[0].got->deletion.values != got->deletion.values);
        setBoard(*m_session, seven);  // as it was measured at first
        QVERIFY(!page().run().busy() && entries()[0].got == got);
        const int other = m_session->result()->top[1].index;
        m_session->setTarget(other);
        QVERIFY(settle(*m_session));
        QVERIFY(entries()[0].map != map);  // another class, another map
        QCOMPARE(page().run().measuredClass(), other);
        QVERIFY(page().side()->plot()->words().title.contains(QString::fromStdString(m_session->plan()->label(other))));
    }

    /// Stopped between a method's two curves: the one that was shown whole stays, and is not measured again.
    void aWholeCurveIsNotMeasuredAgain() {
        BoardQuestion question{m_session->result(), {}, boardMeasures(m_session->view().board, {}, 16)};
        question.requests = boardRequests(Board{.methods = {"chefer"}}, {});
        const auto work = [&](std::vector<BoardEntry> entries, const Progress& progress) {
            std::vector<BoardEntry> told = entries;
            try {
                BoardWork(question, entries, [&](size_t i, const BoardEntry& entry) { told[i] = entry; }).run(progress);
            } catch (const Cancelled&) {
            }
            return told;
        };
        std::vector<BoardEntry> entries;
        for (const MapRequest& request : question.requests)
            entries.push_back({request, {}, {}, false, {}, {}});
        std::vector<BoardEntry> stopped;
        for (int steps = 1; stopped.empty() || !stopped[0].got || !stopped[0].got->deletion.whole(); ++steps)
            stopped = work(entries, [left = steps](int, int) mutable { return left-- > 0; });
        QVERIFY(!stopped[0].measured && !stopped[0].got->insertion.whole());
        const Curve deletion = stopped[0].got->deletion;
        const std::vector<BoardEntry> done = work(stopped, {});
        QVERIFY(done[0].measured && done[0].got->insertion.whole());
        QCOMPARE(done[0].got->deletion.values, deletion.values);
        const std::vector<BoardEntry> afresh = work(entries, {});
        QCOMPARE(done[0].got->insertion.values, afresh[0].got->insertion.values);
    }

    void itCanBeStoppedAndGoesOn() {
        Board board = beginSlowly();
        QTRY_VERIFY_WITH_TIMEOUT(!entries().empty() && entries()[0].map, 60'000);  // maps first, then their curves
        QVERIFY(page().run().busy() && !m_session->settled());
        QCOMPARE(m_session->activity().what, QStringLiteral("Measuring the maps"));
        m_session->cancel();
        QVERIFY(page().run().stopped() && !page().run().busy());
        QVERIFY(settle(*m_session));
        QVERIFY(!page().run().whole());
        QVERIFY(m_session->activity().what.isEmpty());
        QVERIFY2(page().side()->state().contains("Stopped after 0 of 6"), qPrintable(page().side()->state()));
        QVERIFY(page().side()->goOn()->isVisibleTo(&page()));
        const auto map = entries()[0].map;
        for (size_t i = 0; i < 6; ++i)
            QVERIFY(entries()[i].map || page().tiles()->stateWords(i) == "not computed");
        Preferences larger = m_window->preferences();  // the window is made anew, and nothing begins by itself
        larger.textPercent = 125;
        m_window->setPreferences(larger);
        QTRY_COMPARE(textScale(), 1.25);
        QTRY_VERIFY(!entries().empty());
        QVERIFY(page().run().stopped() && !page().run().busy() && entries()[0].map == map);
        board.methods = {"chefer"};
        board.step = 64;
        setBoard(*m_session, board);  // another question: it goes on
        QVERIFY(settle(*m_session));
        QVERIFY(page().run().whole() && entries()[0].map == map);
        QVERIFY(page().side()->state().isEmpty());
    }

    void itRestsWhileNobodyLooks() {
        m_session->setPage(Page::Board);
        m_session->setPage(Page::Picture);
        QVERIFY(settle(*m_session));
        QVERIFY(!page().run().busy());
        QVERIFY(open());  // goes on
        m_session->showPicture(1);
        m_session->setPage(Page::Picture);
        QVERIFY(settle(*m_session));
        QVERIFY(open());
        QVERIFY(page().run().question()->result == m_session->result());
    }

    void itTellsWhatIsUnderTheMouse() {
        QVERIFY(open());
        BoardTiles& tiles = *page().tiles();
        QTRY_COMPARE(tiles.images().size(), size_t(6));
        moveTo(tiles, tiles.placeOf(1, {2, 3}));
        const Map& map = *entries()[1].map;
        QCOMPARE(tiles.valueWords(),
                 QStringLiteral("patch 2, 3 · %1").arg(valueText(double(map.at(2, 3)), {map.min(), map.max()})));
        QCOMPARE(page().side()->plot()->highlighted(), 1);
        leave(tiles);
        QVERIFY(tiles.valueWords().isEmpty());
        QCOMPARE(page().side()->plot()->highlighted(), -1);
        CurvePlot& plot = *page().side()->plot();
        const auto at = plot.valueAt(plot.pointAt(2, 8));
        QVERIFY(at);
        moveTo(plot, plot.pointAt(at->first, at->second).toPoint());
        const QString words = plot.valueWords();
        QVERIFY2(words.contains(" removed: 0,") || words.contains(" removed: 0."), qPrintable(words));
        leave(plot);
        CorrelationTable& table = *page().side()->table();
        moveTo(table, table.cell(0, 2).center());
        QCOMPARE(page().side()->orders(), "Chefer and Rollout: " + table.textOf(0, 2));
        leave(table);
        QCOMPARE(page().side()->orders(), QString("Rank correlation: 1 the same order, −1 the reverse"));
        QCOMPARE(numberText(-0.37, 'f', 2), QString("−0.37"));  // its numbers
        QCOMPARE(numberText(-0.001, 'f', 2), QString("0.00"));
    }

    void aPatchThatIsLeftOutHasNoValue() {
        m_session->setIntervention({.masked = {{2, 3}}, .fill = Fill::Drop, .off = {}, .graft = {}});
        QVERIFY(open());
        for (size_t i = 0; i < entries().size(); ++i) {
            QVERIFY(entries()[i].map->isDropped(2, 3));
            moveTo(*page().tiles(), page().tiles()->placeOf(i, {2, 3}));
            QCOMPARE(page().tiles()->valueWords(), QString("patch 2, 3 is not in the sequence"));
        }
    }

    // Its times are its own: a slow map of another page is not made beside it.
    void aSlowMapWaitsWhileTheBoardIsShown() {
        m_session->setPage(Page::Board);
        QVERIFY(settle(*m_session));
        m_session->setMethod("ig");
        QVERIFY(settle(*m_session));
        QVERIFY(m_session->mapsRequest().method != "ig");
        m_session->setPage(Page::Picture);
        QVERIFY(settle(*m_session));
        m_session->setPage(Page::Board);
        m_session->switchPart({0, Part::Head, 0, Silence::Zero}, true);  // another run: its map is not the old one
        QVERIFY(settle(*m_session));
        QVERIFY(!m_session->maps());
        m_session->setPage(Page::Picture);
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->mapsRequest().method, std::string("ig"));
        QCOMPARE(m_session->maps()->map.values, explain(*m_session->result()->capture, m_session->view().map).values);
        m_session->setIntervention({});
        m_session->setMethod("attention");
    }

    void aTitleGoesToItsMapOnThePicture() {
        QVERIFY(open());
        BoardTiles& tiles = *page().tiles();
        QTest::mouseClick(&tiles, Qt::LeftButton, {}, tiles.titleRect(3).center());
        QVERIFY(m_session->view().page == Page::Picture);
        QCOMPARE(m_session->view().map.method, std::string("gradcam"));
        QVERIFY(settle(*m_session));
        QVERIFY(m_session->maps()->map.values == entries()[3].map->values);
    }

    void theChoicesAreUndone() {
        QVERIFY(open());
        History& history = m_window->history();
        QTest::qWait(1);
        const View before = m_session->view();
        QMenu menu;
        page().bar()->fillScaleMenu(menu);
        pick(menu, "one for all");
        QVERIFY(m_session->view().board.shared);
        QTest::qWait(1);
        history.undo();
        QVERIFY(m_session->view() == before);
    }

    void aModelWithoutClassesHasMapsAndNoCurves() {
        ModelRequest request;
        request.weights = data("formats/dino/model.pth").string();
        request.heads = 2;
        m_session->openModel(request);
        QVERIFY(settle(*m_session));
        QVERIFY(!m_session->plan()->config.hasHead());
        QVERIFY(open());
        QCOMPARE(titles(), QStringList({"Attention, last layer", "Rollout", "Random", "Centre"}));
        QVERIFY(page().side()->state().startsWith("This model has no classes."));
        QVERIFY(!page().side()->plot()->isVisibleTo(&page()));
        QCOMPARE(page().tiles()->figureWords(0), QString());
        QVERIFY(page().run().correlation(0, 1).has_value());
        QVERIFY(!page().bar()->target()->isVisibleTo(&page()));
        auto* popup = static_cast<MethodsPopup*>(page().bar()->openMethods());
        QVERIFY(!popup->box("chefer")->isEnabled() && popup->box("rollout")->isEnabled());
        popup->close();
    }

    void aModelWithoutAnOpinionSaysSo() {
        ModelRequest request;
        request.model = "vit_b_32";
        request.weights = "random";
        request.image_size = 64;
        request.placement.device = "cpu";
        m_session->openModel(request);
        QVERIFY(settle(*m_session));
        QVERIFY(m_session->result()->zeroLogits);
        QVERIFY(open());
        QVERIFY(page().side()->state().startsWith("The model has no opinion yet"));
        QCOMPARE(page().tiles()->stateWords(0),
                 QStringLiteral("the same everywhere: the head is all zeros, so no patch speaks for a class"));
        QVERIFY(page().side()->verdict().contains("says nothing: "));
    }

    void aChangedRunIsSaid() {
        QVERIFY(open());
        QVERIFY(page().notes()->change().isEmpty() && page().notes()->isHidden());
        const int last = m_session->plan()->config.num_layers - 1;
        m_session->switchPart({last, Part::Attention, 0, Silence::Zero}, true);
        QVERIFY(settle(*m_session) && page().run().whole());
        QCOMPARE(page().notes()->change(), QStringLiteral("with layer %1, attention off").arg(last));
        QVERIFY(page().notes()->isVisible());
        QVERIFY(entries()[3].got->flat);
        QCOMPARE(page().tiles()->stateWords(3),
                 QStringLiteral("the same everywhere: it is made in the last layer, whose attention is off"));
    }

    void theColoursSayWhatTheySpan() {
        QVERIFY(open());
        const Map& map = *entries()[1].map;
        const ValueRange range{map.min(), map.max()};
        const QString own = valueText(range.low, range) + " to " + valueText(range.high, range);
        QCOMPARE(page().tiles()->rangeWords(1), own);
        QVERIFY(page().notes()->scale().isEmpty());
        Board board = m_session->view().board;
        board.shared = true;
        setBoard(*m_session, board);
        QCOMPARE(page().tiles()->rangeWords(1), own);
        QVERIFY(page().notes()->scale().contains("unlike units") && page().notes()->isVisible());
    }

    void everyMethodHasALineOfItsOwn() {
        QVERIFY(open());
        for (size_t i = 0; i < entries().size(); ++i)
            for (size_t j = 0; j < i; ++j)
                QVERIFY(methodDashes(entries()[i].request.method) != methodDashes(entries()[j].request.method));
    }

    void aShortTimeIsNotNone() {
        QCOMPARE(msText(0.04), QStringLiteral("< 0.1 ms"));
        QCOMPARE(msText(0.06), QStringLiteral("0.1 ms"));
    }

    void aLongTitleIsShortWhereThereIsNoRoom() {
        MapRequest request;
        request.method = "attn_grad";
        const QFontMetrics metrics(textFont());
        const QString whole = boardTitle(request), title = whole.section(QLatin1Char(','), 0, 0);
        QCOMPARE(fittedTitle(request, metrics, metrics.horizontalAdvance(whole)), whole);
        QCOMPARE(fittedTitle(request, metrics, metrics.horizontalAdvance(title)), title);
        QCOMPARE(fittedTitle(request, metrics, metrics.horizontalAdvance(title) - 1), QStringLiteral("Attn × grad"));
    }

    void cancelLeavesTheFocusOnThePage() {
        beginSlowly();
        BusyPill& pill = *part<Stage>()->pill();
        QTRY_VERIFY_WITH_TIMEOUT(pill.isVisible(), 60'000);
        auto* cancel = pill.findChild<QPushButton*>();
        cancel->setFocus();
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(page().run().stopped());
        QTRY_VERIFY(pill.isHidden());
        QVERIFY(page().tiles()->hasFocus());
    }

    void theMapsFitTheirRoom() {
        const TileLayout six = layoutTiles(6, {1000, 700}, 1, 30, 16, 160);
        QCOMPARE(six.columns, 3);
        QVERIFY(six.height <= 700 && six.pictures.back().right() < 1000);
        QVERIFY(layoutTiles(12, {904, 700}, 0.997, 46, 16, 160).height <= 700);  // not by a pixel either
        QVERIFY(layoutTiles(6, {1000, 200}, 1, 30, 16, 160).height > 200);       // it scrolls rather than shrink
        QCOMPARE(layoutTiles(6, {500, 0}, 1, 30, 16, 160).columns, 2);
        QCOMPARE(layoutTiles(6, {100, 0}, 1, 30, 16, 160).columns, 1);
        QCOMPARE(layoutTiles(1, {400, 300}, 2, 30, 16, 160).picture, QSize(400, 200));
        QVERIFY(layoutTiles(0, {400, 300}, 1, 30, 16, 160).pictures.empty());
    }

    void inANarrowWindowTheNumbersStandBelow() {
        QVERIFY(open());
        m_window->resize(1440, 900);
        QTRY_VERIFY(page().isWide());
        QVERIFY(leftOf(page().side()) > leftOf(page().tiles()) + page().tiles()->width());
        QVERIFY(page().sideScroll()->isAncestorOf(page().side()) && !page().scroll()->isAncestorOf(page().side()));
        m_window->resize(720, 640);
        QTRY_VERIFY(!page().isWide());
        QVERIFY(page().scroll()->isAncestorOf(page().side()) && !page().sideScroll()->isVisible());
        QVERIFY(page().side()->y() > page().tiles()->geometry().bottom());
        QVERIFY(page().scroll()->widget()->width() <= page().scroll()->viewport()->width());
        QVERIFY(page().side()->geometry().right() < page().scroll()->widget()->width());
    }

    void theKeyAndTheSwitchOpenIt() {
        m_window->actions().find("page.board")->trigger();
        QVERIFY(m_session->view().page == Page::Board);
        QCOMPARE(part<Stage>()->pageBar()->pages()->current(), int(Page::Board));
        QVERIFY(settle(*m_session));
        QVERIFY(page().isVisible());
    }
};

QTEST_MAIN(BoardTest)
#include "board_test.moc"
