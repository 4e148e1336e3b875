// Which method draws the map: chosen, for a class or a difference of two, through which layers; what the window says of it.
#include "core/explain/presets.h"
#include "tests/support/session_fixture.h"
#include "ui/controls.h"
#include "ui/core_words.h"
#include "ui/panels/chain_row.h"
#include "ui/panels/image_view.h"
#include "ui/panels/look_panel.h"
#include "ui/panels/map_strip.h"
#include "ui/panels/method_choice.h"
#include "ui/panels/picture_control.h"
#include "ui/panels/popup.h"
#include "ui/panels/target_row.h"
#include "ui/panels/timeline.h"
#include "ui/session.h"
#include "ui/target.h"

#include <QtTest/QtTest>
#include <QtWidgets/QMenu>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

class MethodsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;

    bool answered() {
        return QTest::qWaitFor(
            [this] { return m_session->settled() && m_session->mapsRequest() == m_session->shownRequest(); }, 60'000);
    }
    /// One row at a time, or those of all layers: rounded otherwise.
    bool isExpected() const {
        const std::vector<float> alone = explain(*m_session->result()->capture, m_session->view().map).values;
        const std::vector<float>& shown = m_session->maps()->map.values;
        return std::equal(shown.begin(), shown.end(), alone.begin(), alone.end(),
                          [](float a, float b) { return std::abs(a - b) <= 1e-5F * std::max(1.0F, std::abs(b)); });
    }
    QAction* action(QMenu& menu, const QString& text) const {
        for (QAction* one : menu.actions())
            if (one->text() == text)
                return one;
        return nullptr;
    }
    QString caption() {
        ImageView view;
        PictureControl control(*m_session, view, nullptr, nullptr);
        return control.caption();
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Dark); }
    void init() {
        m_session = std::make_unique<Session>();
        m_session->openModel(goldenRequest());
        m_session->openFiles({data("golden/plain/photo.png")});
        QTRY_VERIFY_WITH_TIMEOUT(m_session->maps() && m_session->settled(), 60'000);
    }
    void cleanup() { m_session.reset(); }

    void everyMethodOfTheMenuDrawsItsMap() {
        MethodChoice choice(*m_session);
        for (const Method& method : methods()) {
            QMenu menu;
            choice.fill(menu);
            QAction* one = action(menu, methodTitle(method));
            QVERIFY2(one && one->isEnabled(), method.name.c_str());
            one->trigger();
            QVERIFY2(answered(), method.name.c_str());
            QVERIFY2(isExpected(), method.name.c_str());
            QVERIFY(choice.accessibleName().contains(methodTitle(method)));
        }
    }

    void aModelWithoutAHeadExplainsNoClass() {
        m_session->setMethod(QStringLiteral("chefer"));
        QVERIFY(answered());
        ModelRequest request;
        request.weights = data("formats/huggingface-dinov2-headless").string();
        m_session->openModel(request);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->model() && m_session->settled() && !m_session->plan()->config.hasHead(),
                                 60'000);
        QCOMPARE(m_session->view().map.method, std::string("attention"));
        MethodChoice choice(*m_session);
        QMenu menu;
        choice.fill(menu);
        for (const Method& method : methods())
            QCOMPARE(action(menu, methodTitle(method))->isEnabled(), !method.usesTarget);
    }

    void aChosenClassGetsItsMap() {
        QCOMPARE(m_session->view().map.method, std::string("attention"));
        m_session->setTarget(std::optional(3));
        QCOMPARE(m_session->view().map.method, std::string("chefer"));
        QVERIFY(answered());
        const Map alone = explain(*m_session->result()->capture, {.method = "chefer", .target = {3, {}}});
        for (size_t i = 0; i < alone.values.size(); ++i)  // one row at a time, or those of all layers: rounded otherwise
            QVERIFY(std::abs(m_session->maps()->map.values[i] - alone.values[i]) < 1e-6F);
        QVERIFY2(caption().contains(QStringLiteral("for class 3 · of the class token · layers 0 to 2")),
                 qPrintable(caption()));
        m_session->setMethod(QStringLiteral("gradcam"));
        m_session->setTarget(std::optional(2));
        QCOMPARE(m_session->view().map.method, std::string("gradcam"));  // it explains a class already
    }

    void twoClassesAgainstEachOther() {
        m_session->setMethod(QStringLiteral("ig"));
        m_session->setTarget(Target{2, 5});
        QVERIFY(answered());
        const std::vector<float> one = m_session->maps()->map.values;
        QVERIFY2(caption().contains(QStringLiteral("for class 2 against class 5")), qPrintable(caption()));
        QVERIFY(caption().contains(QStringLiteral("red speaks for it, blue for the other")));
        QVERIFY(caption().contains(QStringLiteral("completeness error")));
        TargetRow row(*m_session);
        QMenu menu;
        row.fillAgainst(menu);
        menu.actions()[1]->trigger();  // the other way round
        QVERIFY(answered());
        QCOMPARE(m_session->view().map.target, (Target{5, 2}));
        for (size_t i = 0; i < one.size(); ++i)
            QVERIFY(std::abs(m_session->maps()->map.values[i] + one[i]) < 1e-4F);
        menu.actions()[0]->trigger();
        QCOMPARE(m_session->view().map.target, (Target{2, {}}));
    }

    /// A sign has two colours, as far on either side.
    void signedMapsReachAsFarOnEitherSide() {
        m_session->setMethod(QStringLiteral("occlusion"));
        QVERIFY(answered());
        ImageView view;
        PictureControl control(*m_session, view, nullptr, nullptr);
        const auto scale = control.scale();
        QVERIFY(scale && scale->isSigned());
        QCOMPARE(scale->low, -scale->high);
        QVERIFY(&colormapOf(m_session->style(), *scale) != &colormapOf(m_session->style(), {0, 1}));
    }

    void presetsSayWhyToolsDiffer() {
        m_session->setMethod(QStringLiteral("rollout"));
        ChainRow row(*m_session);
        for (const RolloutPreset& preset : rolloutPresets()) {
            QMenu menu;
            row.fillSettings(menu);
            QAction* one = action(menu, presetTitle(preset).replace("&", "&&"));
            QVERIFY(one);
            one->trigger();
            QVERIFY(answered());
            QVERIFY(presetOf(m_session->view().map) == &preset);
            QCOMPARE(row.about(), presetAbout(preset));
            QVERIFY(isExpected());
        }
        QMenu layers;
        row.fillLayers(layers);
        layers.actions()[2]->trigger();
        QCOMPARE(m_session->view().map.layers, (LayerRange{2, 3}));
        m_session->setMethod(QStringLiteral("chefer"));
        QCOMPARE(m_session->view().map.discard, 0.0);
        QCOMPARE(row.about(), QString());
    }

    void whatAMethodDoesIsToldBesideItsMenu() {
        MethodChoice choice(*m_session);
        choice.show();
        QMenu menu;
        choice.fill(menu);
        menu.popup(QPoint(500, 100));
        auto* beside = menu.findChild<QWidget*>("beside");
        QVERIFY(beside && !beside->isVisible());
        menu.setActiveAction(action(menu, "Rollout"));
        QVERIFY(beside->isVisible());
        QVERIFY(!beside->geometry().intersects(menu.geometry()));  // no entry is covered
        menu.close();
        QVERIFY(!beside->isVisible());
        choice.tellAbout(choice);
        QVERIFY(choice.findChild<Popup*>()->isVisible());
        QCOMPARE(choice.findChild<Popup*>()->findChildren<Words*>().first()->text(),
                 methodSummary(*findMethod(m_session->view().map.method)));
    }

    void stripsAreThereForWhatCanBeChosen() {
        Timeline timeline(*m_session);
        timeline.resize(800, 200);
        timeline.show();
        const auto strips = timeline.findChildren<MapStrip*>();
        QCOMPARE(strips.size(), 2);
        const auto visible = [&] { return std::pair(!strips[0]->isHidden(), !strips[1]->isHidden()); };
        for (const auto& [method, layers, heads] : {std::tuple{"attention", true, true},
                                                    {"rollout", true, true},
                                                    {"chefer", true, false},
                                                    {"gradcam", false, false}}) {
            m_session->setMethod(QString::fromLatin1(method));
            QVERIFY(answered());
            QCOMPARE(visible(), std::pair(layers, heads));
        }
    }

    void aMapThatIsTheSameForEveryQueryIsNotMadeAgain() {
        m_session->setMethod(QStringLiteral("gradcam"));
        QVERIFY(answered());
        const auto maps = m_session->maps();
        m_session->setHover(Cell{1, 1});
        QVERIFY(answered());
        QCOMPARE(m_session->maps(), maps);
    }

    void anotherMethodDoesNotWaitForASlowOne() {
        m_session->setMethod(QStringLiteral("ig"));
        m_session->setMethod(QStringLiteral("rollout"));
        QVERIFY(answered());
        QCOMPARE(m_session->mapsRequest().method, std::string("rollout"));
        QVERIFY(m_session->activity().what.isEmpty());
    }

    void aZeroHeadIsSaidInWords() {
        ModelRequest request;
        request.model = "vit_b_32";
        request.weights = "random";
        request.image_size = 64;
        m_session->openModel(request);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->result() && m_session->settled() && m_session->result()->zeroLogits,
                                 100'000);
        m_session->setMethod(QStringLiteral("chefer"));
        QVERIFY(answered());
        QVERIFY2(caption().startsWith(QStringLiteral("nothing to see: the head is all zeros")), qPrintable(caption()));
    }
};

QTEST_MAIN(MethodsTest)
#include "methods_test.moc"
