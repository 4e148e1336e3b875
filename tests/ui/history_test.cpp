// Back and forward, undo and redo.
#include "tests/support/paths.h"
#include "tests/support/session_fixture.h"
#include "ui/board/board_bar.h"
#include "ui/history.h"

#include <QtTest/QTest>

using namespace vitrine;
using namespace vitrine::test;
using vitrine::ui::History;
using vitrine::ui::Session;

class HistoryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<History> m_history;

    /// Long enough for the next change not to be part of the same burst.
    static void pause() { QTest::qWait(750); }
    Framing framing() const { return m_session->film()[size_t(m_session->currentIndex())].source.framing; }
    QString shown() const { return m_session->film()[size_t(m_session->currentIndex())].name; }

private Q_SLOTS:
    void init() {
        m_session = std::make_unique<Session>();
        m_history = std::make_unique<History>(*m_session);
        m_session->openModel(goldenRequest());
        for (const char* name : {"one.png", "two.png", "three.png"})
            m_session->addPicture(fileSource(data("golden/plain/photo.png")), name, false);
        m_session->showPicture(0);
        QVERIFY(settle(*m_session));
        QTest::qWait(1);
    }
    void cleanup() {
        m_history.reset();
        m_session.reset();
    }

    void opensWithNothingToGoBackTo() {
        QVERIFY(!m_history->canUndo());
        QVERIFY(!m_history->canGoBack());
        m_history->undo();
        m_history->back();
        QCOMPARE(shown(), "one.png");
    }

    void undoesAndRedoesEveryKindOfChange_data() {
        QTest::addColumn<int>("kind");
        const char* names[] = {"layer",  "head",     "query",     "method",    "opacity", "colours",    "page",
                               "target", "node",     "pins",      "direction", "discard", "grid scale", "matrix log",
                               "inside", "together", "embedding", "board",     "crop"};
        for (int i = 0; i < int(std::size(names)); ++i)
            QTest::newRow(names[i]) << i;
    }
    void undoesAndRedoesEveryKindOfChange() {
        QFETCH(int, kind);
        const View before = m_session->view();
        switch (kind) {
        case 0: m_session->setLayer(0); break;
        case 1: m_session->setHead({1, Fusion::Mean}); break;
        case 2: m_session->pin(Cell{1, 2}); break;
        case 3: m_session->setMethod("rollout"); break;
        case 4: m_session->setOpacity(0.25); break;
        case 5: m_session->setColormap("viridis"); break;
        case 6: m_session->setPage(Page::Grid); break;
        case 7: m_session->setTarget(3); break;
        case 8: m_session->selectNode("heads"); break;
        case 9: m_session->setPins({{0, 0}, {3, 3}}); break;
        case 10: m_session->setDirection(Direction::To); break;
        case 11: {
            MapRequest details = before.map;
            details.discard = 0.5;
            m_session->setRequestDetails(details);
            break;
        }
        case 12: m_session->setGridScale(GridScale::All); break;
        case 13: m_session->setMatrixLog(!before.matrix_log); break;
        case 14: m_session->setInside({InsideView::Lens, false, false}); break;
        case 15: m_session->setInside({InsideView::Pca, true, false}); break;
        case 16: m_session->setEmbedding(true); break;
        case 17: setBoard(*m_session, {{"legrad"}, true, true, Fill::Blur, 2}); break;
        default: m_session->setFraming({{}, Box{0, 0, 32, 32}}); break;
        }
        const View after = m_session->view();
        const Framing cut = framing();
        QVERIFY(!(after == before) || cut != Framing());
        m_history->undo();
        QVERIFY(m_session->view() == before);
        QVERIFY(framing() == Framing());
        QVERIFY(m_history->canRedo());
        m_history->redo();
        QVERIFY(m_session->view() == after);
        QVERIFY(framing() == cut);
        QVERIFY(!m_history->canRedo());
    }

    void aBurstIsOneStep() {
        for (int percent = 70; percent >= 20; percent -= 5) {
            m_session->setOpacity(percent / 100.0);
            QTest::qWait(5);
        }
        m_history->undo();
        QCOMPARE(m_session->style().opacity, OverlayStyle().opacity);
        QVERIFY(!m_history->canUndo());
    }

    void twoClicksAreTwoSteps() {
        m_session->pin(Cell{0, 1});
        QTest::qWait(1);
        m_session->pin(Cell{2, 2});
        QTest::qWait(1);
        m_history->undo();
        QCOMPARE(m_session->view().map.query.patch, std::optional<Cell>(Cell{0, 1}));
        m_history->undo();
        QVERIFY(!m_session->view().map.query.patch);
    }

    void hoverIsNoStep() {
        m_session->setHover(Cell{1, 1});
        QTest::qWait(1);
        m_session->setHover({});
        QTest::qWait(1);
        QVERIFY(!m_history->canUndo());
        QVERIFY(!m_history->canGoBack());
    }

    void backGoesThroughSelectionsAndLeavesTheStyle() {
        m_session->setLayer(1);
        pause();
        m_session->setOpacity(0.3);
        m_session->setGridScale(GridScale::All);
        m_session->setMatrixLog(false);
        pause();
        m_session->selectNode("heads");
        QTest::qWait(1);
        m_history->back();
        QCOMPARE(m_session->selectedNode(), QStringLiteral("encoder.layers.encoder_layer_1.self_attention"));
        QCOMPARE(m_session->style().opacity, 0.3);
        m_history->back();
        QCOMPARE(m_session->view().map.layer, 2);
        QCOMPARE(m_session->style().opacity, 0.3);
        QVERIFY(m_session->view().grid_scale == GridScale::All && !m_session->view().matrix_log);
        QVERIFY(!m_history->canGoBack());
        m_history->forward();
        m_history->forward();
        QCOMPARE(m_session->selectedNode(), QStringLiteral("heads"));
        QVERIFY(!m_history->canGoForward());
        m_history->undo();  // going is a change of the view like every other
        QCOMPARE(m_session->view().map.layer, 1);
    }

    void backReturnsToThePictureAndItsPatch() {
        m_session->pin(Cell{1, 1});
        QTest::qWait(1);
        m_session->showPicture(2);
        QVERIFY(settle(*m_session));
        QVERIFY(!m_session->view().map.query.patch);
        m_history->back();
        QVERIFY(settle(*m_session));
        QCOMPARE(shown(), "one.png");
        QCOMPARE(m_session->view().map.query.patch, std::optional<Cell>(Cell{1, 1}));
        QCOMPARE(m_session->mapsRequest().query.patch, std::optional<Cell>(Cell{1, 1}));
    }

    void removedPicturesComeBackInTheirPlaces() {
        m_session->showPicture(1);
        QVERIFY(settle(*m_session));
        pause();
        m_session->removePicture(1);
        m_session->removePicture(0);
        QVERIFY(settle(*m_session));
        QTest::qWait(1);
        QCOMPARE(m_session->film().size(), size_t(1));
        m_history->undo();
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->film().size(), size_t(3));
        QCOMPARE(m_session->film()[0].name, "one.png");
        QCOMPARE(m_session->film()[1].name, "two.png");
        QCOMPARE(shown(), "two.png");
        QVERIFY(m_session->result());
        m_history->redo();
        QCOMPARE(m_session->film().size(), size_t(1));
        QCOMPARE(m_session->film()[0].name, "three.png");
        m_history->undo();
        QCOMPARE(m_session->film().size(), size_t(3));
    }

    void allRemovedComeBackToo() {
        m_session->clearPictures();
        QTest::qWait(1);
        QCOMPARE(m_session->currentIndex(), -1);
        m_history->undo();
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->film().size(), size_t(3));
        QCOMPARE(shown(), "one.png");
    }

    void anotherArchitectureBeginsAnew() {
        m_session->setLayer(0);
        QTest::qWait(1);
        QVERIFY(m_history->canUndo());
        ModelRequest other;
        other.weights = "bundled";
        other.placement.device = "cpu";
        m_session->openModel(other);
        QVERIFY(settle(*m_session));
        QVERIFY(!m_history->canUndo());
        QVERIFY(!m_history->canGoBack());
    }

    void aChangeAfterAnUndoForgetsTheRedo() {
        m_session->setLayer(0);
        m_history->undo();
        QVERIFY(m_history->canRedo());
        m_session->setHead({0, Fusion::Mean});
        QTest::qWait(1);
        QVERIFY(!m_history->canRedo());
    }
};

QTEST_MAIN(HistoryTest)
#include "history_test.moc"
