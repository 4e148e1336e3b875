// What a person does every day: settings, text sizes, panels, presenting.
#include "core/model/vit.h"
#include "core/overlay/pins.h"
#include "core/overlay/scale.h"
#include "tests/support/window_fixture.h"
#include "ui/actions.h"
#include "ui/controls.h"
#include "ui/panels/busy_pill.h"
#include "ui/panels/film_strip.h"
#include "ui/panels/first_steps.h"
#include "ui/panels/fold_panel.h"
#include "ui/panels/image_view.h"
#include "ui/panels/inside_page.h"
#include "ui/panels/map_strip.h"
#include "ui/panels/notice_bar.h"
#include "ui/panels/page_bar.h"
#include "ui/panels/picture_control.h"
#include "ui/panels/prediction_panel.h"
#include "ui/panels/stage.h"
#include "ui/panels/stage_message.h"
#include "ui/panels/summary_fold.h"
#include "ui/panels/top_bar.h"
#include "ui/panels/tree_panel.h"
#include "ui/panels/value_text.h"
#include "ui/presentation.h"
#include "ui/presentation_parts.h"
#include "ui/recent.h"
#include "ui/scenes/window_scene.h"
#include "ui/session.h"
#include "ui/settings_sheet.h"
#include "ui/tree_view.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class HabitsTest : public WindowFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { beginCase("Habits"); }
    void init() { beginTest(); }
    void cleanup() { endTest(); }

    // --- settings ------------------------------------------------------------------------------------------------

    void textGrowsWithRowsAndShrinks_data() {
        QTest::addColumn<int>("percent");
        for (const int percent : textPercents())
            QTest::newRow(qPrintable(QString::number(percent))) << percent;
    }
    void textGrowsWithRowsAndShrinks() {
        QFETCH(int, percent);
        Preferences wanted = m_window->preferences();
        wanted.textPercent = percent;
        m_window->resize(1440, 900);
        m_window->setPreferences(wanted);
        QTRY_COMPARE(textScale(), percent / 100.0);
        QCOMPARE(textFont().pixelSize(), qRound(13 * percent / 100.0));
        QCOMPARE(int(rowHeight), qRound(28 * percent / 100.0));
        QTest::qWait(20);
        QCOMPARE(m_window->size(), QSize(1440, 900));  // nothing inside asks for more
        QVERIFY(part<Stage>()->view()->height() > 120);
        QVERIFY(part<Stage>()->view()->width() > 400);
        QCOMPARE(m_session->view().map.layer, 2);  // the session does not notice
        QVERIFY(settle(*m_session));
        QVERIFY(m_window->actions().find("view.theme"));
    }

    void ctrlPlusAndMinusStepTheText() {
        press(Qt::Key_Equal, Qt::ControlModifier);
        QTRY_COMPARE(textScale(), 1.25);
        press(Qt::Key_Minus, Qt::ControlModifier);
        QTRY_COMPARE(textScale(), 1.0);
        press(Qt::Key_Minus, Qt::ControlModifier);
        QTRY_COMPARE(textScale(), 0.9);
        press(Qt::Key_0, Qt::ControlModifier);
        QTRY_COMPARE(textScale(), 1.0);
    }

    void columnsAreAsBeforeAfterLargerText() {
        m_window->resize(1440, 900);
        m_window->setColumns({350, 690, 400});
        const QList<int> before = m_window->columns();
        Preferences wanted = m_window->preferences();
        for (const int percent : {200, 100}) {
            wanted.textPercent = percent;
            m_window->setPreferences(wanted);
            QTRY_COMPARE(textScale(), percent / 100.0);
            QTest::qWait(20);
        }
        QCOMPARE(m_window->columns(), before);
    }

    void settingsAreKept() {
        m_window->beginUse();
        Preferences wanted;
        wanted.theme = ThemeChoice::Light;
        wanted.textPercent = 125;
        wanted.language = "en";
        wanted.colormap = "viridis";
        wanted.threads = 1;
        wanted.remembersPictures = true;
        m_window->setPreferences(wanted);
        QCOMPARE(m_session->request().placement.threads, 1);  // at once
        QTRY_VERIFY(m_session->model() && m_session->model()->vit->placement().threads == 1);
        QTRY_COMPARE(textScale(), 1.25);
        QVERIFY(!theme().dark);
        m_window->actions().find("window.film")->trigger();
        m_window->close();
        QVERIFY(Preferences::load() == wanted);
        QCOMPARE(QSettings().value("pictures").toStringList().size(), 2);
        openWindow();
        m_window->beginUse();
        QVERIFY(m_window->preferences() == wanted);
        QVERIFY(part<FilmStrip>()->isHidden());
    }

    void nonsenseInTheSettingsIsSurvived() {
        QSettings settings;
        settings.setValue("theme", 99);
        settings.setValue("text", -5);
        settings.setValue("language", "klingon");
        settings.setValue("colours", "jet");
        settings.setValue("threads", "many");
        settings.setValue("geometry", QByteArray("junk"));
        settings.setValue("panels", QByteArray("junk"));
        const Preferences loaded = Preferences::load();
        QCOMPARE(loaded.textPercent, 80);
        QCOMPARE(loaded.language, QString());
        QCOMPARE(loaded.colormap, QStringLiteral("inferno"));
        QCOMPARE(loaded.threads, 0);
        m_window->beginUse();
        QVERIFY(m_window->isVisible());
    }

    void keysStayWithThePageThatIsShown() {
        auto* tree = part<TreeView>();
        auto* stage = part<Stage>();
        tree->setFocus();
        QVERIFY(tree->hasFocus());
        press(Qt::Key_3);  // all heads, without the tree
        QVERIFY(!tree->isVisible());
        QVERIFY(stage->isAncestorOf(QApplication::focusWidget()));
        press(Qt::Key_1);
        QVERIFY(tree->hasFocus());
    }

    void recentFilesAreRememberedByKindAndCleared() {
        m_window->beginUse();
        const QString picture = QString::fromStdString(data("golden/plain/photo.png").string());
        const QString folder = QString::fromStdString(shipped("samples").string());
        const QString checkpoint = QString::fromStdString(shipped("bundled/everyday.safetensors").string());
        QTemporaryDir broken;
        const QString noPicture = broken.filePath("text.png");
        QFile text(noPicture);
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write("hello, this is no picture") > 0);
        text.close();
        const QString noModel = broken.filePath("no model.safetensors");
        QVERIFY(QFile::copy(QString::fromStdString(data("golden/deep/expected.safetensors").string()), noModel));
        m_window->openFiles({noModel});
        QVERIFY(settle(*m_session));
        m_window->openFiles({noPicture, picture, folder, checkpoint, "/nowhere/gone.png"});
        QVERIFY(settle(*m_session));
        QCOMPARE(recentFiles(RecentKind::Pictures), QStringList{picture});
        QCOMPARE(recentFiles(RecentKind::Folders), QStringList{folder});
        QCOMPARE(recentFiles(RecentKind::Checkpoints), QStringList{checkpoint});
        clearRecent();
        QVERIFY(recentFiles(RecentKind::Pictures).isEmpty());
    }

    // --- layout --------------------------------------------------------------------------------------------------

    void panelsHideByKeyAndComeBack() {
        for (const auto& [key, panel] : std::initializer_list<std::pair<Qt::Key, QWidget*>>{
                 {Qt::Key_1, part<TreePanel>()}, {Qt::Key_3, part<FilmStrip>()}}) {
            QVERIFY(panel->isVisible());
            press(key, Qt::ControlModifier);
            QVERIFY(panel->isHidden());
            press(key, Qt::ControlModifier);
            QVERIFY(panel->isVisible());
        }
        press(Qt::Key_1, Qt::ControlModifier);
        m_window->resetLayout();
        QVERIFY(part<TreePanel>()->isVisible());
    }

    void everySizeHolds_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("percent");
        QTest::newRow("small") << QSize(1024, 700) << 100;
        QTest::newRow("small, large text") << QSize(1024, 700) << 150;
        QTest::newRow("laptop, largest text") << QSize(1440, 900) << 200;
        QTest::newRow("4K, largest text") << QSize(3840, 2160) << 200;
        QTest::newRow("large, small text") << QSize(2560, 1440) << 80;
    }
    void everySizeHolds() {
        QFETCH(QSize, size);
        QFETCH(int, percent);
        Preferences wanted = m_window->preferences();
        wanted.textPercent = percent;
        m_window->setPreferences(wanted);
        QTRY_COMPARE(textScale(), percent / 100.0);
        m_window->resize(size);
        QTest::qWait(20);
        QCOMPARE(m_window->size(), size);
        const QRect whole = m_window->rect();
        for (QWidget* panel : m_window->findChildren<QWidget*>()) {
            if (!panel->isVisible() || panel->window() != m_window.get() || panel->visibleRegion().isEmpty())
                continue;
            const QRect at(panel->mapTo(m_window.get(), QPoint(0, 0)), panel->size());
            const bool scrolled = [&] {
                for (QWidget* up = panel->parentWidget(); up; up = up->parentWidget())
                    if (qobject_cast<QAbstractScrollArea*>(up))
                        return true;
                return false;
            }();
            QVERIFY2(scrolled || whole.contains(at) || at.isEmpty(), panel->metaObject()->className());
        }
        QVERIFY(part<Stage>()->view()->width() > 200);
    }

    void aBrokenPictureIsNoDeadEndOnAnyPage() {
        press(Qt::Key_3);
        QVERIFY(part<TreePanel>()->isHidden());
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("broken.png")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a picture");
        file.close();
        m_session->openFiles({file.fileName().toStdString()});
        QTRY_VERIFY_WITH_TIMEOUT(m_session->pictureError().any() && settle(*m_session), 30'000);
        QVERIFY(part<StageMessage>()->isVisible());
        QVERIFY(part<PageBar>()->isVisible());
        QVERIFY(part<FilmStrip>()->isVisible());  // it says: choose another picture below
        QVERIFY(part<TreePanel>()->isVisible());
        QVERIFY(part<PredictionPanel>()->isVisible());
        m_session->showPicture(0);
        QVERIFY(settle(*m_session));
        QTRY_VERIFY(part<TreePanel>()->isHidden());  // the page chosen is still chosen
        m_session->clearPictures();
        QTRY_VERIFY(part<StageMessage>()->isVisible());
        QVERIFY(part<TreePanel>()->isVisible());
    }

    void thePageSwitchStaysWhereItIs() {
        const QWidget* pages = part<PageBar>()->pages();
        for (const QSize size : {QSize(1440, 900), QSize(1024, 700)}) {
            m_window->resize(size);
            QTRY_COMPARE(m_window->size(), size);
            QSet<int> left;
            for (const Qt::Key key : {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5, Qt::Key_1}) {
                press(key);
                QVERIFY(settle(*m_session));
                QTest::qWait(20);
                left << pages->mapTo(m_window.get(), QPoint()).x();
                QVERIFY(part<PageBar>()->rect().contains(pages->geometry()));
            }
            QCOMPARE(left.size(), 1);
        }
    }

    // --- presenting ----------------------------------------------------------------------------------------------

    void presentingHasItsOwnKeys() {
        press(Qt::Key_F11);
        auto* presentation = part<Presentation>();
        QVERIFY(presentation && presentation->isVisible());
        QCOMPARE(presentation->size(), m_window->size());
        press(Qt::Key_Left);
        QCOMPARE(m_session->view().map.layer, 1);
        press(Qt::Key_Right);
        QCOMPARE(m_session->view().map.layer, 2);
        press(Qt::Key_Down);
        QCOMPARE(m_session->view().map.head, (HeadChoice{-1, Fusion::Max}));
        press(Qt::Key_PageDown);
        QCOMPARE(m_session->currentIndex(), 1);
        press(Qt::Key_B);
        QVERIFY(presentation->isBlack());
        const QImage black = presentation->grab().toImage();
        QCOMPARE(black.pixelColor(black.width() / 2, black.height() / 2), QColor(Qt::black));
        press(Qt::Key_Left);  // brings the picture back, and does no more
        QVERIFY(!presentation->isBlack());
        QCOMPARE(m_session->view().map.layer, 2);
        press(Qt::Key_M);  // opens nothing below
        QVERIFY(!QApplication::activePopupWidget());
        press(Qt::Key_Escape);
        QTRY_VERIFY(!part<Presentation>());
        QVERIFY(part<Stage>()->isAncestorOf(QApplication::focusWidget()));
    }

    void anotherPageIsPresentedAlone() {
        const QList<int> widths = m_window->columns();
        m_session->setPage(Page::Inside);
        QVERIFY(settle(*m_session));
        for (const Qt::Key back : {Qt::Key_Escape, Qt::Key_F11}) {
            press(Qt::Key_F11);
            QTRY_VERIFY(!part<TopBar>()->isVisible());
            QVERIFY(m_window->isPresenting() && !part<Presentation>());
            QTRY_COMPARE(part<Stage>()->width(), m_window->width());
            QVERIFY(part<Stage>()->insidePage()->isVisible());
            for (const QWidget* away : {static_cast<QWidget*>(part<PageBar>()), static_cast<QWidget*>(part<TreePanel>()),
                                        static_cast<QWidget*>(part<FilmStrip>())})
                QVERIFY(!away->isVisible());
            QVERIFY(textScale() > 1);  // of a window 900 px high
            QVERIFY(settle(*m_session));
            press(back);
            QTRY_VERIFY(part<TopBar>()->isVisible());
            QVERIFY(!m_window->isPresenting() && part<PageBar>()->isVisible() && part<TreePanel>()->isVisible());
            QCOMPARE(textScale(), 1.0);
            QCOMPARE(m_window->columns(), widths);
        }
    }

    void presentingDropsNothingThatIsKnown() {
        m_session->setPage(Page::Inside);
        QVERIFY(settle(*m_session));
        const auto known = part<Stage>()->insidePage()->answer();
        QVERIFY(known);
        for (const bool on : {true, false}) {
            m_window->present(on);
            QTRY_COMPARE(part<TopBar>()->isVisible(), !on);
            QCOMPARE(part<Stage>()->insidePage()->answer(), known);  // the same one, not one like it
        }
    }

    void escLeavesAlsoWhileSomethingRuns() {
        m_session->setPage(Page::Inside);
        QVERIFY(settle(*m_session));
        m_window->present(true);
        QTRY_VERIFY(!part<TopBar>()->isVisible());
        bool cancelled = false;
        m_session->setOtherWork(this, {QStringLiteral("work"), 1, 2}, [&] { cancelled = true; });
        QTRY_VERIFY(part<BusyPill>()->isVisible());
        press(Qt::Key_Escape);
        QTRY_VERIFY(part<TopBar>()->isVisible());
        QVERIFY(!m_window->isPresenting() && !cancelled);
        m_session->endOtherWork(this);
    }

    // A page that is not shown has nothing to end: what a save or the board is doing stays told, and can be stopped.
    void aPageThatIsNotShownEndsNobodysWork() {
        m_session->setPage(Page::Picture);
        QVERIFY(settle(*m_session));
        bool cancelled = false;
        m_session->setOtherWork(this, {QStringLiteral("work"), 1, 2}, [&] { cancelled = true; });
        m_session->setLayer(1);
        m_session->setHover(Cell{1, 1});
        QVERIFY(settle(*m_session));
        m_session->setHover({});
        QCOMPARE(m_session->activity().what, QStringLiteral("work"));
        m_session->cancel();
        QVERIFY(cancelled);
        m_session->endOtherWork(this);
        QVERIFY(m_session->activity().what != QStringLiteral("work"));
    }

    void aSceneOfAPresentationIsTheWindows() {
        const QList<int> widths = m_window->columns();
        m_session->setPage(Page::Inside);
        m_window->present(true);
        QTRY_VERIFY(textScale() > 1);
        m_window->resize(m_window->size() + QSize(100, 60));  // as a full screen does
        const Scene scene = sceneOf(*m_session, *m_window);
        QCOMPARE(scene.textPercent, 100);
        QCOMPARE(QSize(scene.width, scene.height), m_window->size() - QSize(100, 60));
        QCOMPARE(QList<int>(scene.columns.begin(), scene.columns.end()), widths);
    }

    void allThatIsChangedIsSaidToTheRoom() {
        auto changed = [](int width) {
            ScaleLine line;
            line.resize(width, 200);
            line.set(nullptr, {}, {}, QStringLiteral("caption"),
                     QStringLiteral("with 15 patches black · layer 3, head 1 off · layer 5, MLP at its mean · four"));
            return line.changeLines(width).join(QStringLiteral(" · "));
        };
        QVERIFY(changed(420).endsWith(QStringLiteral("four")));
        QVERIFY(!changed(420).contains(QStringLiteral("…")));
    }

    void whereNothingIsToBeSeenNothingIsPresented() {
        m_session->clearPictures();
        QTRY_VERIFY(part<StageMessage>()->isVisible());
        press(Qt::Key_F11);
        QVERIFY(!m_window->isPresenting() && part<NoticeBar>()->isVisible());
        QVERIFY(part<NoticeBar>()->accessibleName().contains(QStringLiteral("open a picture")));
    }

    // One layer of attention, then a method that follows the layers: all of them, not those up to that one.
    void anotherMethodFollowsAllLayers() {
        m_session->setMethod(QStringLiteral("attention"));
        m_session->setLayer(0);
        m_session->setMethod(QStringLiteral("chefer"));
        QVERIFY(m_session->view().map.layers == (LayerRange{0, 3}));
        m_session->setLayer(1);
        m_session->setMethod(QStringLiteral("rollout"));  // who chose a layer of such a method keeps it
        QVERIFY(m_session->view().map.layers == (LayerRange{0, 2}));
        m_session->setMethod(QStringLiteral("attention"));
        QCOMPARE(m_session->view().map.layer, 1);
        QVERIFY(settle(*m_session));
    }

    void aPictureThatCannotBeReadIsSaidToTheRoom() {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("broken.png")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("not a picture") > 0);
        file.close();
        press(Qt::Key_F11);
        auto* presentation = part<Presentation>();
        QVERIFY(presentation->view()->isVisible());
        m_session->openFiles({file.fileName().toStdString()});
        QTRY_VERIFY_WITH_TIMEOUT(m_session->pictureError().any() && settle(*m_session), 30'000);
        QVERIFY(!presentation->view()->isVisible() && !presentation->layers()->isVisible());
        for (const FoldPanel* panel : m_window->findChildren<FoldPanel*>())
            QVERIFY2(!panel->fold()->isEnabled(), panel->metaObject()->className());
        const QImage shown = presentation->grab(presentation->view()->geometry()).toImage();
        bool words = false;
        for (int x = 0; x < shown.width() && !words; ++x)
            for (int y = 0; y < shown.height() && !words; ++y)
                words = shown.pixelColor(x, y) == theme().text;
        QVERIFY(words);
        m_session->showPicture(0);
        QVERIFY(settle(*m_session));
        QVERIFY(presentation->view()->isVisible());
    }

    void theInputIsPresentedAsLargeAsThereIsRoom() {
        m_session->setPage(Page::Input);
        QVERIFY(settle(*m_session));
        press(Qt::Key_F11);
        const ImageView* view = part<Presentation>()->view();
        const QSizeF room = view->size(), image = view->imageRect().size();
        QVERIFY(image.width() > room.width() - 2 || image.height() > room.height() - 2);
    }

    void presentationSaysWhatTheWindowSays() {
        QVERIFY(settle(*m_session));
        OverlayStyle style = m_session->style();
        style.shared = true;
        style.keep = 0.5;
        m_session->setStyle(style);
        press(Qt::Key_F11);
        auto* presentation = part<Presentation>();
        auto* control = part<Stage>()->picture();
        QCOMPARE(presentation->scale()->caption(), control->caption());
        QVERIFY(control->caption().contains(QStringLiteral("one scale for all layers and heads")));
        const ColourScale all = sharedScale(*m_session->maps());
        QVERIFY(all.high > double(m_session->maps()->map.max()));
        QCOMPARE(presentation->scale()->high(), valueText(all.high, {all.low, all.high}));
        QCOMPARE(control->scale(), std::optional(all));

        const QImage shared = presentation->layers()->grab().toImage();
        style.shared = false;
        m_session->setStyle(style);
        QVERIFY(presentation->layers()->grab().toImage() != shared);  // each layer's own colours again

        ImageView* view = presentation->view();
        for (const Cell cell : {Cell{0, 0}, Cell{1, 1}})
            QTest::mouseClick(view, Qt::LeftButton, Qt::ControlModifier, view->patchRect(cell).center().toPoint());
        QCOMPARE(m_session->view().pins, (std::vector<Cell>{{0, 0}, {1, 1}}));
        m_session->setHover(std::nullopt);
        QVERIFY(settle(*m_session));
        QTRY_VERIFY(presentation->scale()->caption().contains(QStringLiteral("2 patches, each in its colour")));
        QVERIFY(presentation->scale()->high().isEmpty());
        const Rgb second = pinColour(1);
        const QRect patch = view->patchRect({1, 1}).toRect();
        QCOMPARE(view->grab().toImage().pixelColor(patch.center().x(), patch.bottom() + 2),
                 QColor(second.r, second.g, second.b));
    }

    void aPatchUnderTheMouseIsNotAskedAnyMoreWhereItsPictureIsGone() {
        press(Qt::Key_F11);
        m_session->setHover(Cell{1, 1});
        press(Qt::Key_Escape);
        QTRY_VERIFY(!part<Presentation>());
        QVERIFY(!m_session->hover());
        m_session->setHover(Cell{1, 1});
        press(Qt::Key_3);
        QCOMPARE(m_session->view().page, Page::Grid);
        QVERIFY(!m_session->hover());
        QVERIFY(settle(*m_session));
        QVERIFY(!m_session->mapsRequest().query.patch);
    }

    void theRingFollowsTheMouse() {
        press(Qt::Key_F11);
        auto* view = part<Presentation>()->view();
        const QImage before = part<Presentation>()->grab().toImage();
        QTest::mouseMove(view, view->rect().center());
        QTest::qWait(20);
        const QPoint at = view->mapTo(part<Presentation>(), view->rect().center());
        const QImage after = part<Presentation>()->grab().toImage();
        const QPoint onRing = at + QPoint(0, 36);
        QVERIFY(after.pixelColor(onRing) != before.pixelColor(onRing));
    }

    // --- first run -----------------------------------------------------------------------------------------------

    void firstStepsGoWhenDoneAndDoNotComeBack() {
        m_window->beginUse();
        QCOMPARE(part<FirstSteps>()->open().size(), 3);
        QVERIFY(settle(*m_session));
        m_session->setLayer(0);
        QVERIFY(settle(*m_session));
        m_session->setHover(Cell{1, 1});
        QVERIFY(settle(*m_session));
        QCOMPARE(part<FirstSteps>()->open().size(), 1);
        m_session->showPicture(1);  // one of the person's own
        QVERIFY(part<FirstSteps>()->open().isEmpty());
        for (const QWidget* line : part<FirstSteps>()->findChildren<QWidget*>())
            QVERIFY(!line->isVisible());
        openWindow();
        m_window->beginUse();
        QVERIFY(part<FirstSteps>()->isHidden());
    }

    void firstStepsAreNotToldWhereThereIsNothingOfThem() {
        m_window->beginUse();
        m_window->resize(1440, 900);
        QTRY_VERIFY(part<FirstSteps>()->isVisible());
        for (const Page page : {Page::Board, Page::Inside}) {
            m_session->setPage(page);
            QVERIFY(part<FirstSteps>()->isHidden());
        }
        m_session->setPage(Page::Picture);
        QVERIFY(part<FirstSteps>()->isVisible());
    }

    // --- notices -------------------------------------------------------------------------------------------------

    void aNoticeLeavesTheStripsFree() {
        Q_EMIT m_session->notice("broken.jpg", "it cannot be read.");
        auto* notice = part<NoticeBar>();
        QVERIFY(notice->isVisible());
        for (const Qt::Key page : {Qt::Key_1, Qt::Key_4, Qt::Key_5, Qt::Key_1}) {
            press(page);
            QVERIFY(settle(*m_session));
            const auto place = [&](const QWidget* w) {
                return QRect(w->mapTo(m_window.get(), QPoint(0, 0)), w->size());
            };
            for (MapStrip* strip : m_window->findChildren<MapStrip*>())
                QTRY_VERIFY(!strip->isVisible() || !place(notice).intersects(place(strip)));
        }
        notice->tellBriefly("Undone");  // does not cover what went wrong
        QVERIFY(notice->accessibleName().startsWith("broken.jpg"));
        QTest::mouseClick(notice, Qt::LeftButton);
        QVERIFY(notice->isHidden());
    }
};

QTEST_MAIN(HabitsTest)
#include "habits_test.moc"
