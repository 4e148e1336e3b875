// What is changed in the run: the brush, the list of changes, what is off, tokens of another picture, and what becomes of
// the answer.
#include "tests/support/mouse.h"
#include "tests/support/window_fixture.h"
#include "ui/history.h"
#include "ui/language.h"
#include "ui/module_tree_model.h"
#include "ui/panels/brush_control.h"
#include "ui/panels/changed_panel.h"
#include "ui/panels/graft_menu.h"
#include "ui/panels/heads_grid.h"
#include "ui/panels/image_view.h"
#include "ui/panels/off_menu.h"
#include "ui/panels/picture_control.h"
#include "ui/panels/prediction_panel.h"
#include "ui/panels/prediction_rows.h"
#include "ui/panels/stage.h"
#include "ui/panels/view_tools.h"

#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeView>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class ChangeTest : public WindowFixture {
    Q_OBJECT

    ImageView& view() { return *part<Stage>()->view(); }
    QPoint middle(int row, int col) { return view().patchRect({row, col}).center().toPoint(); }
    void stroke(const std::vector<Cell>& way) {
        QTest::mousePress(&view(), Qt::LeftButton, {}, middle(way.front().row, way.front().col));
        for (const Cell& cell : way)
            moveTo(view(), middle(cell.row, cell.col), Qt::LeftButton);
        QTest::mouseRelease(&view(), Qt::LeftButton, {}, middle(way.back().row, way.back().col));
    }
    const Intervention& change() { return m_session->intervention(); }
    static QAction* action(QMenu& menu, const QString& words) {
        for (QAction* one : menu.actions()) {
            if (one->menu())
                if (QAction* inside = action(*one->menu(), words))
                    return inside;
            if (one->text() == words)
                return one;
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() {
        beginCase("change");
        useLanguage("en");  // its plurals
    }
    void init() { beginTest(); }
    void cleanup() { endTest(); }

    void aStrokeRunsTheModel() {
        const auto before = m_session->result();
        QCOMPARE(m_session->original(), before);
        QVERIFY(!part<ChangedPanel>()->isVisible());
        press(Qt::Key_K);
        QVERIFY(view().isBrushing() && view().tools()->brush()->isChecked());
        stroke({{0, 0}, {0, 3}});  // a quick hand: those between are painted too
        QCOMPARE(change().masked.size(), size_t(4));
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->original(), before);
        QVERIFY(m_session->result() != before);
        const Result expected = look(*m_session->model(), m_session->picture(), {}, change());
        QCOMPARE(m_session->result()->top.front().logit, expected.top.front().logit);
        QCOMPARE(part<ChangedPanel>()->rows(), QStringList{"4 patches black"});
        QVERIFY(part<Stage>()->picture()->changes() == "with 4 patches black");
        QVERIFY(!m_session->view().map.query.patch);  // a stroke pins nothing
        stroke({{0, 1}, {0, 2}});                     // begun on paint: it takes paint away
        QCOMPARE(change().masked.size(), size_t(2));
        QVERIFY(settle(*m_session));  // while it runs Esc stops that
        press(Qt::Key_Escape);
        QVERIFY(!view().isBrushing());
        m_session->setIntervention({});
        QCOMPARE(m_session->result(), before);  // at once, no run
        QVERIFY(settle(*m_session));
    }

    void aStrokeIsOneStep() {
        press(Qt::Key_K);
        stroke({{1, 0}, {1, 1}, {1, 2}});
        QTest::qWait(1);
        stroke({{3, 3}});
        QVERIFY(settle(*m_session));
        QTest::qWait(1);
        QCOMPARE(change().masked.size(), size_t(4));
        QCOMPARE(m_window->history().undoWords(), QString("what is changed in the run"));
        m_window->history().undo();
        QCOMPARE(change().masked.size(), size_t(3));
        m_window->history().undo();
        QCOMPARE(change().masked.size(), size_t(0));
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->result(), m_session->original());
        m_window->history().redo();
        QCOMPARE(change().masked.size(), size_t(3));
        QVERIFY(settle(*m_session));
    }

    void aLargeBrushAndItsFill() {
        press(Qt::Key_K);
        QTest::mouseMove(&view(), middle(1, 1));
        view().tools()->sizeWord(true)->click();
        view().tools()->fillWord(Fill::Drop)->click();
        stroke({{1, 1}});
        QCOMPARE(change().masked.size(), size_t(9));
        QCOMPARE(change().fill, Fill::Drop);
        QCOMPARE(part<ChangedPanel>()->rows(), QStringList{"9 patches left out"});
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->maps()->map.at(1, 1), 0.0F);
    }

    void maskedPatchesAreSeenAsWhatTheyAre() {
        OverlayStyle style = m_session->style();
        style.opacity = 0;
        m_session->setStyle(style);
        const auto colour = [&](Cell cell) {
            return view().grab().toImage().pixelColor(middle(cell.row, cell.col) * view().devicePixelRatio());
        };
        const QColor before = colour({2, 2});
        m_session->setMasked({{2, 2}});
        QVERIFY(settle(*m_session));
        QCOMPARE(colour({2, 2}), QColor(Qt::black));
        m_session->setFill(Fill::Mean);
        QVERIFY(settle(*m_session));
        const QColor mean = colour({2, 2});
        QVERIFY(mean != QColor(Qt::black) && mean != before);
        m_session->setMasked({});
        QCOMPARE(colour({2, 2}), before);
        QVERIFY(settle(*m_session));
    }

    void predictionsStandBesideTheOriginal() {
        m_session->setIntervention(
            {.masked = {{0, 0}, {1, 1}}, .fill = Fill::Black, .off = {{1, Part::Mlp}}, .graft = {}});
        QVERIFY(settle(*m_session));
        const auto& rows = part<PredictionPanel>()->list()->rows();
        const auto original = m_session->original();
        double sum = 0;
        for (const PredictionRow& row : rows) {
            QVERIFY(row.before.has_value());
            for (const Prediction& p : original->top)
                if (p.index == row.index)
                    QCOMPARE(*row.before, double(p.probability));
            sum += std::abs(row.share - *row.before);
            QVERIFY(!row.change.isEmpty() && beforeText(row).endsWith(" % →"));
        }
        QVERIFY(sum > 0);
        const bool there = std::any_of(rows.begin(), rows.end(), [&](const PredictionRow& row) {
            return row.index == original->top.front().index;
        });
        QVERIFY(there);  // what was the answer is never lost from sight
        m_session->setIntervention({});
        QVERIFY(!part<PredictionPanel>()->list()->rows().front().before);
        QVERIFY(settle(*m_session));
    }

    void partsAreSwitchedOffInTheTree() {
        QMenu menu;
        QVERIFY(addOffActions(menu, *m_session, "encoder.layers.encoder_layer_1"));
        QVERIFY(!addOffActions(menu, *m_session, "encoder.ln"));
        action(menu, "head 1")->trigger();
        action(menu, "MLP of layer 1 off")->trigger();
        QCOMPARE(change().off, (std::vector<Off>{{1, Part::Head, 1}, {1, Part::Mlp}}));
        QVERIFY(settle(*m_session));
        auto* tree = m_window->findChild<ModuleTreeModel*>();
        const auto said = [&](const char* path) {
            return tree->indexOf(QLatin1String(path)).data(ModuleTreeModel::OffRole).toString();
        };
        m_session->setLayer(1);
        QCOMPARE(said("encoder.layers.encoder_layer_1"), QString("partly off"));
        QCOMPARE(said("encoder.layers.encoder_layer_1.self_attention"), QString("1 head off"));
        QCOMPARE(said("encoder.layers.encoder_layer_1.mlp"), QString("off"));
        QCOMPARE(said("encoder.layers.encoder_layer_2.mlp"), QString());
        auto* panel = part<ChangedPanel>();
        QCOMPARE(panel->rows(), (QStringList{"layer 1, head 1 off", "layer 1, MLP off"}));
        panel->removeButton(0)->click();
        QCOMPARE(change().off, (std::vector<Off>{{1, Part::Mlp}}));
        panel->resetButton()->click();
        QVERIFY(!change().any() && !panel->isVisible());
        QVERIFY(settle(*m_session));
    }

    void tokensOfAnotherPicture() {
        QMenu menu;
        m_session->setLayer(1);
        addGraftActions(menu, *m_session, 1);
        QCOMPARE(menu.actions().front()->text(), QString("Take tokens after layer 1 from this picture"));
        action(menu, "All tokens, the class token too")->trigger();
        QVERIFY(settle(*m_session));
        QVERIFY(change().graft.has_value());
        QCOMPARE(part<ChangedPanel>()->rows(), QStringList{"all tokens after layer 1 from photo.png"});
        const Result donor = look(*m_session->model(), m_session->film()[1].source);
        QVERIFY(std::abs(m_session->result()->top.front().logit - donor.top.front().logit) < 1e-4F);
        QMenu own;
        addGraftActions(own, *m_session, 0);
        QVERIFY(own.isEmpty());  // from itself there is nothing to take
        m_session->setGraft(Graft{1, {}, "/no/such.png"});
        QVERIFY(settle(*m_session));
        QVERIFY(!change().any());  // told, and taken back
        QCOMPARE(m_session->result(), m_session->original());
    }

    void whatIsCancelledIsTakenBack() {
        m_session->setMasked({{0, 0}});
        m_session->cancel();
        QVERIFY(!change().any() && !part<ChangedPanel>()->isVisible());
        QCOMPARE(m_session->result(), m_session->original());
        QVERIFY(settle(*m_session));
        QTest::qWait(1);
        QVERIFY(m_session->activity().what.isEmpty());
    }

    void anotherPictureKeepsWhatIsOff() {
        m_session->setIntervention({.masked = {{0, 0}}, .fill = Fill::Black, .off = {{0, Part::Mlp}}, .graft = {}});
        QVERIFY(settle(*m_session));
        m_session->showPicture(1);
        QVERIFY(settle(*m_session));
        QVERIFY(change().masked.empty() && change().off.size() == 1);
        QVERIFY(m_session->result() != m_session->original());
        QCOMPARE(m_session->film()[1].probability, m_session->original()->top.front().probability);
        m_session->showPicture(0);
        QCOMPARE(change().masked, (std::vector<Cell>{{0, 0}}));  // what was painted in it is there again
        m_session->setFill(Fill::Blur);
        QVERIFY(settle(*m_session));
        m_session->showPicture(1);
        m_session->setFill(Fill::Mean);
        m_session->showPicture(0);
        QCOMPARE(change().fill, Fill::Blur);
        m_session->showPicture(1);
        m_session->resetChanges();
        m_session->showPicture(0);
        QVERIFY(!change().any());
        QVERIFY(settle(*m_session));
    }

    // What is shown of before is known to be; a map whose run is gone is not kept when its successor is cancelled.
    void whatIsOfBeforeIsKnown() {
        m_session->setMasked({{0, 0}});
        QVERIFY(m_session->isRunBehind());
        QVERIFY(settle(*m_session));
        QVERIFY(!m_session->isRunBehind() && !m_session->isMapBehind());
        m_session->setMethod("ig");
        QVERIFY(m_session->isMapBehind());
        QVERIFY(settle(*m_session));
        QVERIFY(!m_session->isMapBehind());
        QSignalSpy results(m_session.get(), &Session::resultChanged);
        m_session->setMasked({{1, 1}});
        QVERIFY(results.wait());
        QVERIFY(m_session->isMapBehind());
        m_session->cancel();
        QVERIFY(!m_session->maps());
        m_session->setMethod("attention");
        m_session->resetChanges();
        QVERIFY(settle(*m_session));
        QVERIFY(m_session->maps());
    }

    void whatWasDroppedAsksNothing() {
        m_session->pin(Cell{1, 1});
        m_session->setIntervention({.masked = {{1, 1}}, .fill = Fill::Drop, .off = {}, .graft = {}});
        QVERIFY(!m_session->view().map.query.patch);
        const QSignalSpy notices(m_session.get(), &Session::notice);
        m_session->pin(Cell{1, 1});
        m_session->setHover(Cell{1, 1});
        QVERIFY(!m_session->shownRequest().query.patch);
        QCOMPARE(notices.size(), 1);
        m_session->pin(Cell{1, 2});
        QVERIFY(m_session->view().map.query.patch == (Cell{1, 2}));
        QVERIFY(settle(*m_session));
        QVERIFY(m_session->maps());
    }
};

QTEST_MAIN(ChangeTest)
#include "change_test.moc"
