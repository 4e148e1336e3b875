// The class explained, what each layer would say, which way the query looks.
#include "core/explain/heads.h"
#include "core/explain/lens.h"
#include "core/resources.h"
#include "ui/controls.h"
#include "ui/panels/class_picker.h"
#include "ui/panels/layer_plot.h"
#include "ui/panels/layers_panel.h"
#include "ui/panels/lens_rows.h"
#include "ui/panels/look_panel.h"
#include "ui/panels/prediction_panel.h"
#include "ui/panels/prediction_rows.h"
#include "ui/panels/query_row.h"
#include "ui/panels/summary_fold.h"
#include "ui/panels/target_row.h"
#include "ui/session.h"
#include "ui/target.h"
#include "ui/theme.h"

#include <QtTest/QtTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include <cmath>

using namespace vitrine;
using namespace vitrine::ui;

class TargetTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;

    void open(const ModelRequest& request = {}) {
        m_session->openModel(request);
        m_session->openFiles({resource("samples/chelsea.png")});
        QTRY_VERIFY_WITH_TIMEOUT(m_session->maps() && m_session->settled(), 60'000);
    }
    bool settle() {
        return QTest::qWaitFor(
            [this] { return m_session->settled() && m_session->mapsRequest() == m_session->shownRequest(); }, 60'000);
    }
    void click(PredictionPanel& panel, int row) {
        QTest::mouseClick(panel.list(), Qt::LeftButton, {}, panel.list()->rowRect(row).center());
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Dark); }
    void init() { m_session = std::make_unique<Session>(); }
    void cleanup() { m_session.reset(); }

    void aClickMakesTheTarget() {
        PredictionPanel panel(*m_session);
        panel.resize(336, 300);
        panel.show();
        open();
        QCOMPARE(panel.rows(), 5);
        QVERIFY(panel.rowText(0).startsWith(QStringLiteral("cat 16 ")));
        QVERIFY(!panel.backButton()->isVisible());
        const int second = panel.list()->rows()[1].index;
        click(panel, 1);
        QCOMPARE(m_session->view().map.target.of, std::optional(second));
        QCOMPARE(shownTarget(*m_session), std::optional(second));
        QVERIFY(panel.list()->rows()[1].target && !panel.list()->rows()[0].target);
        QVERIFY(panel.list()->accessibleDescription().contains(QStringLiteral("the target")));
        click(panel, 1);  // again: back to the top
        QCOMPARE(m_session->view().map.target.of, std::optional<int>());
        QCOMPARE(shownTarget(*m_session), std::optional(16));
        panel.list()->setFocus();
        QTest::keyClick(panel.list(), Qt::Key_Down);
        QTest::keyClick(panel.list(), Qt::Key_Down);
        QTest::keyClick(panel.list(), Qt::Key_Return);
        QCOMPARE(m_session->view().map.target.of, std::optional(panel.list()->rows()[2].index));
        QTest::mouseClick(panel.backButton(), Qt::LeftButton);
        QCOMPARE(m_session->view().map.target.of, std::optional<int>());
    }

    void aClassIsFoundByTyping() {
        PredictionPanel panel(*m_session);
        panel.resize(336, 300);
        panel.show();
        open();
        QTest::mouseClick(panel.findButton(), Qt::LeftButton);
        auto* picker = panel.findChild<ClassPicker*>();
        QVERIFY(picker);
        QCOMPARE(picker->count(), 105);
        QCOMPARE(picker->classAt(0), 16);  // the most probable first
        QTest::keyClicks(picker->search(), QStringLiteral("CHAIR"));
        QVERIFY(picker->count() >= 1 && picker->count() < 105);
        QVERIFY(picker->wordsAt(0).contains(QStringLiteral("chair")));
        const int wanted = picker->classAt(0);
        QTest::keyClick(picker->search(), Qt::Key_Return);
        QCOMPARE(m_session->view().map.target.of, std::optional(wanted));
        QCOMPARE(panel.rows(), 6);  // it is none of the five, and is there all the same
        QVERIFY(panel.list()->rows().back().target);
        QCOMPARE(panel.list()->rows().back().index, wanted);
        picker = panel.findClass();
        QTest::keyClicks(picker->search(), QStringLiteral("no such thing"));
        QCOMPARE(picker->count(), 0);
        QTest::keyClick(picker->search(), Qt::Key_Return);
        QVERIFY(picker->isVisible());
        QCOMPARE(m_session->view().map.target.of, std::optional(wanted));
        picker->close();
    }

    void aClassIsNotHeldAgainstItself() {
        open();
        m_session->setMethod(QStringLiteral("gradcam"));
        QVERIFY(settle());
        TargetRow row(*m_session);
        row.show();
        row.against()->click();
        auto* picker = row.findChild<ClassPicker*>();
        QVERIFY(picker);
        QCOMPARE(picker->count(), 104);
        for (int i = 0; i < picker->count(); ++i)
            QVERIFY(picker->classAt(i) != 16);
        QTest::keyClick(picker->search(), Qt::Key_Return);  // the first one offered is one to choose
        QVERIFY(m_session->view().map.target.against.has_value());
        QVERIFY(settle());
    }

    void aPatchThatIsKeptIsCalledByItsPlace() {
        open();
        LookPanel look(*m_session);
        m_session->pin(Cell{2, 3});
        m_session->setHover(Cell{2, 3});
        const auto query = [&] {
            for (const Words* words : look.findChildren<Words*>())
                if (words->text().startsWith(QLatin1String("patch ")))
                    return words->text();
            return QString();
        };
        QCOMPARE(query(), QString("patch 2, 3"));
        m_session->setHover(Cell{2, 4});
        QCOMPARE(query(), QString("patch under the mouse"));
        QVERIFY(settle());
    }

    void layersSayWhatCoreComputes() {
        LayersPanel panel(*m_session);
        panel.resize(336, 600);
        panel.show();
        open();
        const Capture& capture = *m_session->result()->capture;
        const std::vector<LensStep> lens = logitLens(capture, {}, 16);
        QVERIFY2(panel.summary().startsWith(QStringLiteral("cat from ")), qPrintable(panel.summary()));
        QVERIFY(!panel.rows()->isVisible());
        QTest::mouseClick(panel.fold(), Qt::LeftButton);
        QVERIFY(settle());
        QVERIFY(panel.isOpen() && panel.rows()->isVisible());
        QCOMPARE(panel.rows()->rows().size(), size_t(13));
        for (size_t i = 0; i < lens.size(); ++i) {
            const LensRow& row = panel.rows()->rows()[i];
            QCOMPARE(row.word, labelOf(*m_session, lens[i].top));
            QCOMPARE(row.share, double(lens[i].top_probability));
            QVERIFY(std::abs(panel.plot()->data().values[i][0] - lens[i].target_probability * 100) < 1e-4F);
        }
        QTest::mouseClick(panel.rows(), Qt::LeftButton, {}, panel.rows()->rowRect(4).center());
        QCOMPARE(m_session->view().map.layer, 3);
        QTest::mouseClick(panel.plot(), Qt::LeftButton, {}, panel.plot()->pointAt(8, 0).toPoint());
        QCOMPARE(m_session->view().map.layer, 7);
        m_session->setTarget(0);
        QVERIFY(settle());
        QVERIFY(std::abs(panel.plot()->data().values[12][0] - capture.probabilities()[0] * 100) < 1e-4F);
        m_session->setHover(Cell{6, 6});
        QVERIFY(settle());
        const std::vector<LensStep> patch = logitLens(capture, {Cell{6, 6}}, 0);
        for (size_t i = 0; i < patch.size(); ++i)
            QCOMPARE(panel.rows()->rows()[i].share, double(patch[i].top_probability));
        QVERIFY(panel.summary().startsWith(QStringLiteral("patch 6, 6: ")));
    }

    void figuresByLayer() {
        LayersPanel panel(*m_session);
        panel.resize(336, 600);
        panel.show();
        open();
        panel.setOpen(true);
        m_session->setHead({4, Fusion::Mean});
        const auto choose = [&](int which) {
            Segments& figures = *panel.figures();
            QTest::mouseClick(&figures, Qt::LeftButton, {}, {int((which + 0.5) * figures.width() / 3), 8});
            QVERIFY(settle());
        };
        choose(1);
        QCOMPARE(panel.plot()->wordsOf(10, 0), QStringLiteral("layer 10 · 6.1 bits"));
        choose(2);
        QCOMPARE(panel.plot()->wordsOf(10, 0), QStringLiteral("layer 10 · 88 px"));
        QCOMPARE(panel.plot()->data().values.size(), size_t(12));
        m_session->setHead({});
        QVERIFY(settle());
        QCOMPARE(panel.plot()->wordsOf(10, 0), QStringLiteral("layer 10 · 107 px"));
        QTest::mouseClick(panel.plot(), Qt::LeftButton, {}, panel.plot()->pointAt(2, 0).toPoint());
        QCOMPARE(m_session->view().map.layer, 2);
        choose(0);
        QCOMPARE(panel.plot()->data().values.size(), size_t(13));
    }

    void aHeadOfZerosHasNoOpinion() {
        PredictionPanel prediction(*m_session);
        LayersPanel layers(*m_session);
        prediction.show();
        layers.show();
        ModelRequest request;
        request.model = "vit_b_32";
        request.weights = "random";
        open(request);
        QVERIFY(layers.summary().contains(QStringLiteral("no layer has an opinion")));
        QCOMPARE(prediction.rows(), 0);
        QVERIFY(!prediction.findButton()->isVisible());
    }

    void theQueryLooksBothWays() {
        QueryRow row(*m_session);
        row.resize(304, 32);
        row.show();
        open();
        auto* words = row.findChild<Segments*>();
        QTest::mouseClick(words, Qt::LeftButton, {}, {words->width() * 3 / 4, 8});
        QVERIFY(m_session->view().map.direction == Direction::To);
        QVERIFY(settle());
        QVERIFY(m_session->mapsRequest().direction == Direction::To);
        const Map expected = explain(*m_session->result()->capture, m_session->shownRequest());
        QVERIFY(m_session->maps()->map.values == expected.values);
        m_session->setDirection(Direction::From);
        QCOMPARE(words->current(), 0);
    }
};

QTEST_MAIN(TargetTest)
#include "target_test.moc"
