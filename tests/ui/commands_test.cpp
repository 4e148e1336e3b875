// Every command: by its key, by its name in the palette, from the list of keys, and back again.
#include "tests/support/window_fixture.h"
#include "ui/actions.h"
#include "ui/keys_sheet.h"
#include "ui/palette.h"
#include "ui/panels/image_view.h"
#include "ui/panels/notice_bar.h"
#include "ui/panels/sanity_panel.h"
#include "ui/panels/stage.h"
#include "ui/panels/tree_panel.h"
#include "ui/settings_sheet.h"
#include "ui/sheet.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class CommandsTest : public WindowFixture {
    Q_OBJECT

    void closePalette() {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!part<Palette>());
    }

private Q_SLOTS:
    void initTestCase() { beginCase("Commands"); }
    void init() { beginTest(); }
    void cleanup() { endTest(); }

    // --- commands -----------------------------------------------------------------------------------------------

    void noTwoCommandsShareAKeyOrAName() {
        QSet<QString> ids;
        QHash<QString, QString> owners;
        for (QAction* action : m_window->actions().all()) {
            QVERIFY2(!ids.contains(action->objectName()), qPrintable(action->objectName()));
            ids << action->objectName();
            QVERIFY2(!action->text().isEmpty() && !Actions::groupOf(*action).isEmpty(),
                     qPrintable(action->objectName()));
            if (action->shortcutContext() != Qt::WindowShortcut)
                continue;
            for (const QKeySequence& keys : action->shortcuts()) {
                const QString text = keys.toString();
                QVERIFY2(!owners.contains(text),
                         qPrintable(text + " is " + owners[text] + " and " + action->objectName()));
                owners[text] = action->objectName();
            }
        }
    }

    void thePaletteRunsACommandFoundByItsLetters() {
        press(Qt::Key_K, Qt::ControlModifier);
        auto* palette = part<Palette>();
        QVERIFY(palette && palette->isVisible());
        QTest::keyClicks(QApplication::focusWidget(), "switch dark");
        QCOMPARE(palette->titleOf(0), QStringLiteral("Switch dark and light"));
        press(Qt::Key_Return);
        QVERIFY(!theme().dark);
        closePalette();
    }

    void thePaletteFindsEverything_data() {
        QTest::addColumn<QString>("typed");
        QTest::newRow("a picture") << "other.png";
        QTest::newRow("a layer") << "layer 1";
        QTest::newRow("a module") << "encoder_layer_0.mlp";
        QTest::newRow("a method") << "rollout";
        QTest::newRow("a model") << "ViT-B/32 random";
        QTest::newRow("a command") << "settings";
    }
    void thePaletteFindsEverything() {
        QFETCH(QString, typed);
        Palette palette(paletteEntries(m_window->actions(), *m_session), m_window.get());
        palette.search(typed);
        QVERIFY(palette.found() > 0);
        QVERIFY2(palette.titleOf(0).contains(typed, Qt::CaseInsensitive), qPrintable(palette.titleOf(0)));
    }

    void foldsAreOpenedByOtherNames() {
        for (const char* typed : {"sanity check", "adebayo", "randomise", "vertrauen"}) {
            Palette palette(paletteEntries(m_window->actions(), *m_session), m_window.get());
            palette.search(QLatin1String(typed));
            QVERIFY2(palette.titleOf(0).startsWith("Sanity check"), typed);
        }
        for (const char* typed : {"heads that matter", "ranking", "ablation", "important"}) {
            Palette palette(paletteEntries(m_window->actions(), *m_session), m_window.get());
            palette.search(QLatin1String(typed));
            QVERIFY2(palette.titleOf(0).startsWith("Heads that matter"), typed);
        }
        auto* panel = part<SanityPanel>();
        m_session->setPage(Page::Grid);  // it takes the right side's room
        m_window->actions().find("page.sanity")->trigger();
        QVERIFY(panel->isOpen() && panel->isVisible());
    }

    void thePaletteFindsNothingForNonsense() {
        Palette palette(paletteEntries(m_window->actions(), *m_session), m_window.get());
        palette.show();
        palette.search(QStringLiteral("zzqq"));
        QCOMPARE(palette.found(), 0);
        palette.search(QStringLiteral("address"));
        QCOMPARE(palette.titleOf(0), QStringLiteral("Open an address (https://…)…"));
    }

    void thePaletteKnowsOtherNames_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("command");
        for (const char* typed : {"german", "Deutsch", "language"})
            QTest::newRow(typed) << typed << "Settings…";
        for (const char* typed : {"params", "parameters", "memory", "compare"})
            QTest::newRow(typed) << typed << "Compare the models…";
    }
    void thePaletteKnowsOtherNames() {
        QFETCH(QString, typed);
        Palette palette(paletteEntries(m_window->actions(), *m_session), m_window.get());
        palette.search(typed);
        QVERIFY(palette.found() > 0);
        QTEST(palette.titleOf(0), "command");
    }

    void escapeClosesANoticeBeforeItTakesAnythingBack() {
        m_session->pin(Cell{1, 1});
        Q_EMIT m_session->notice(QStringLiteral("Saved"), QStringLiteral("somewhere"));
        QVERIFY(part<NoticeBar>()->isVisible());
        press(Qt::Key_Escape);
        QVERIFY(!part<NoticeBar>()->isVisible());
        QCOMPARE(m_session->view().map.query.patch, std::optional(Cell{1, 1}));
        press(Qt::Key_Escape);
        QTRY_VERIFY(!m_session->view().map.query.patch);
    }

    void thePaletteGoesToPicturesModulesAndLayers() {
        const auto run = [this](const QString& typed) {
            press(Qt::Key_K, Qt::ControlModifier);
            QTest::keyClicks(QApplication::focusWidget(), typed);
            press(Qt::Key_Return);
            closePalette();
        };
        run("other.png");
        QCOMPARE(m_session->currentIndex(), 1);
        run("layer 0");
        QCOMPARE(m_session->view().map.layer, 0);
        run("encoder_layer_1.mlp");
        QCOMPARE(m_session->selectedNode(), QStringLiteral("encoder.layers.encoder_layer_1.mlp"));
        run("rollout");
        QCOMPARE(m_session->view().map.method, std::string("rollout"));
    }

    void arrowsWalkThePaletteAndEscClosesIt() {
        m_window->findChild<Stage*>()->setFocus();
        QWidget* before = QApplication::focusWidget();
        press(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), "layer ");
        const QString second = part<Palette>()->titleOf(1);
        press(Qt::Key_Down);
        press(Qt::Key_Up);
        press(Qt::Key_Up);
        press(Qt::Key_Down);
        press(Qt::Key_Down);
        QCOMPARE(m_session->view().map.layer, 2);  // the keys were the palette's
        press(Qt::Key_Escape);
        closePalette();
        QCOMPARE(QApplication::focusWidget(), before);
        QVERIFY(!second.isEmpty());
    }

    void f1ListsEveryCommandThatHasAKey() {
        press(Qt::Key_F1);
        auto* sheet = part<KeysSheet>();
        QVERIFY(sheet);
        const QStringList titles = sheet->shownTitles();
        int withKeys = 0;
        for (QAction* action : m_window->actions().all())
            if (!action->shortcuts().isEmpty()) {
                QVERIFY2(titles.contains(action->text()), qPrintable(action->text()));
                ++withKeys;
            }
        QVERIFY(withKeys > 15);
        static const QRegularExpression rare(QStringLiteral("F1[3-9]|F2\\d|Ins\\b"));
        for (const QLabel* label : sheet->findChildren<QLabel*>())
            QVERIFY2(!label->text().contains(rare), qPrintable(label->text()));
        sheet->search("next layer");
        QVERIFY(sheet->shownTitles().contains("Next layer"));
        QVERIFY(!sheet->shownTitles().contains("Undo"));
        sheet->search("zzzz");
        QVERIFY(sheet->shownTitles().isEmpty());
    }

    void sheetsHaveAButtonThatClosesThem() {
        for (const auto& [key, modifiers] :
             {std::pair(Qt::Key_F1, Qt::NoModifier), std::pair(Qt::Key_Comma, Qt::ControlModifier)}) {
            press(key, modifiers);
            QVERIFY(part<Sheet>());
            QTest::mouseClick(part<Sheet>()->findChild<QPushButton*>("sheet.close"), Qt::LeftButton);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QVERIFY(!part<Sheet>());
        }
    }

    void aClickBesideASheetClosesIt() {
        press(Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(part<SettingsSheet>());
        QTest::mouseClick(part<ImageView>(), Qt::LeftButton, {}, QPoint(3, 3));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!part<SettingsSheet>());
    }

    // --- back and undo -------------------------------------------------------------------------------------------

    void keysUndoAndGoBack() {
        m_session->setLayer(0);
        QTest::qWait(1);
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_session->view().map.layer, 2);
        QVERIFY(part<NoticeBar>()->isVisible());
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_session->view().map.layer, 0);
        press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(m_session->view().map.layer, 2);
        press(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(m_session->view().map.layer, 0);
    }

    void theMousesOwnButtonsGoBackAndForward() {
        m_session->setLayer(0);
        QTest::qWait(1);
        QTest::mouseClick(part<ImageView>(), Qt::BackButton);
        QCOMPARE(m_session->view().map.layer, 2);
        QTest::mouseClick(part<TreePanel>(), Qt::ForwardButton);
        QCOMPARE(m_session->view().map.layer, 0);
    }
};

QTEST_MAIN(CommandsTest)
#include "commands_test.moc"
