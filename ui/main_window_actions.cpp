// Every command of the window, by group.
#include "ui/about.h"
#include "ui/actions.h"
#include "ui/export/picture_actions.h"
#include "ui/export/saver.h"
#include "ui/fetch/downloads.h"
#include "ui/history.h"
#include "ui/keys_sheet.h"
#include "ui/main_window.h"
#include "ui/palette.h"
#include "ui/panels/film_strip.h"
#include "ui/panels/image_view.h"
#include "ui/panels/layers_panel.h"
#include "ui/panels/notice_bar.h"
#include "ui/panels/prediction_panel.h"
#include "ui/panels/rank_panel.h"
#include "ui/panels/sanity_panel.h"
#include "ui/panels/stage.h"
#include "ui/panels/timeline.h"
#include "ui/panels/top_bar.h"
#include "ui/panels/tree_panel.h"
#include "ui/random_switch.h"
#include "ui/session.h"
#include "ui/settings_sheet.h"
#include "ui/theme.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollArea>

#include <array>

namespace vitrine::ui {

void MainWindow::addActions() {
    addFileActions();
    addViewActions();
    addPageActions();
    addStepActions();
    addPictureActions();
    addHistoryActions();
    addWindowActions();
    m_pictures = new PictureActions(*m_actions, m_stage, *this);
    connect(m_saver, &Saver::told, m_notice, &NoticeBar::tellBriefly);
    addTextActions();
    addHints();
}

void MainWindow::addFileActions() {
    const QString group = tr("Open");
    m_actions->add({QStringLiteral("open.pictures"), group, tr("Open pictures…"),
                    QKeySequence::keyBindings(QKeySequence::Open), [this] { openPictures(); }});
    m_actions->add({QStringLiteral("open.folder"), group, tr("Open a folder of pictures…"),
                    keysOf(QStringLiteral("Ctrl+Shift+O")), [this] { openFolder(); }});
    m_actions->add({QStringLiteral("open.checkpoint"), group, tr("Open a checkpoint…"),
                    keysOf(QStringLiteral("Ctrl+M")), [this] { openCheckpoint(); }});
    m_actions->add({QStringLiteral("open.repository"), group, tr("Open a model from Hugging Face…"), {}, [this] {
                        m_downloads->askForRepository();
                    }});
    m_actions->add(
        {QStringLiteral("open.labels"), group, tr("Class names from a text file…"), {}, [this] { openLabels(); }});
    m_actions->add({QStringLiteral("open.address"), group, tr("Open an address (https://…)…"), keysOf(tr("Ctrl+L")),
                    [this] { openAddress(); }});
    m_actions->add({QStringLiteral("open.paste"), group, tr("Paste a picture, file or address"),
                    QKeySequence::keyBindings(QKeySequence::Paste), [this] { paste(); }});
    m_actions->add({QStringLiteral("open.dummy"), group, tr("Dummy input, as torch.randn(1, 3, H, W)"), {}, [this] {
                        m_session.addDummyInput(0);
                    }});
}

void MainWindow::addViewActions() {
    const QString group = tr("View");
    m_actions->add({QStringLiteral("view.search"), group, tr("Search the tree"), keysOf(QStringLiteral("/")),
                    [this] { m_tree->focusSearch(); }});
    m_actions->add({QStringLiteral("view.model"), group, tr("Choose the model"), keysOf(QStringLiteral("M")),
                    [this] { m_bar->openModelPicker(); }});
    m_actions->add({QStringLiteral("view.models"), group, tr("Compare the models…"), keysOf(QStringLiteral("Shift+M")),
                    [this] { m_bar->openVariants(); }});
    m_actions->add({QStringLiteral("view.random"), group, tr("Switch trained and random weights"),
                    keysOf(QStringLiteral("R")), [this] { switchRandom(m_session); }});
    for (const auto& [id, title, how] :
         {std::tuple{"tree.copy.text", tr("Copy the tree as text"), TreePanel::CopyAs::Text},
          std::tuple{"tree.copy.markdown", tr("Copy the tree as Markdown"), TreePanel::CopyAs::Markdown},
          std::tuple{"tree.copy.torch", tr("Copy the tree as print(model)"), TreePanel::CopyAs::Torch}})
        m_actions->add({QString::fromLatin1(id), group, title, {}, [this, h = how] { m_tree->copy(h, true); }});
    m_actions->add({QStringLiteral("view.device"), group, tr("Choose where it runs"), keysOf(QStringLiteral("D")),
                    [this] { m_bar->openDevicePicker(); }});
    m_actions->add({QStringLiteral("view.theme"), group, tr("Switch dark and light"), keysOf(QStringLiteral("T")),
                    [this] { toggleTheme(); }});
}

void MainWindow::addPageActions() {
    const QString group = tr("Pages");
    const std::array<std::pair<const char*, QString>, 6> pages{{{"page.picture", tr("Picture")},
                                                                {"page.input", tr("Input")},
                                                                {"page.grid", tr("All heads")},
                                                                {"page.matrix", tr("Matrix")},
                                                                {"page.inside", tr("Inside")},
                                                                {"page.board", tr("Board")}}};
    for (size_t i = 0; i < pages.size(); ++i)
        m_actions->add({QString::fromLatin1(pages[i].first), group, pages[i].second, keysOf(QString::number(i + 1)),
                        [this, i] { m_session.setPage(Page(i)); }});
    m_actions->add({QStringLiteral("page.play"), group, tr("Play the layers, or stop"), keysOf(tr("P")),
                    [this] { m_stage->timeline()->togglePlaying(); }});
    m_actions->add({QStringLiteral("page.direction"), group, tr("What the query looks at, or who looks at it"),
                    keysOf(tr("X")), [this] {
                        const bool from = m_session.view().map.direction == Direction::From;
                        m_session.setDirection(from ? Direction::To : Direction::From);
                    }});
    m_actions->add({QStringLiteral("page.target"), group, tr("Choose the class explained"), keysOf(tr("C")),
                    [this] { findChild<PredictionPanel*>()->findClass(); }});
    m_actions->add({QStringLiteral("page.target.top"), group, tr("Explain the most probable class"),
                    keysOf(tr("Shift+C")), [this] { m_session.setTarget(std::nullopt); }});
    m_actions->add({QStringLiteral("page.layers"), group, tr("Layer by layer: open or fold"), keysOf(tr("L")),
                    [this] { findChild<LayersPanel*>()->toggle(); }});
    m_actions->add({QStringLiteral("page.heads"), group, tr("Heads that matter: rank them"), {}, [this] {
                        openFold(*findChild<RankPanel*>());
                    }});
    m_actions->add(
        {QStringLiteral("page.sanity"), group, tr("Sanity check: does this map depend on the model?"), {}, [this] {
             openFold(*findChild<SanityPanel*>());
         }});
}

/// On the page that has the right side.
void MainWindow::openFold(FoldPanel& panel) {
    if (m_side->isHidden()) {
        m_session.setPage(Page::Picture);
        if (m_side->isHidden())
            togglePanel(m_side);
    }
    panel.setOpen(true);
}

void MainWindow::addStepActions() {
    const QString group = tr("Step");
    m_actions->add(
        {QStringLiteral("step.picture.next"), group, tr("Next picture"), {QKeySequence(Qt::Key_PageDown)}, [this] {
             stepPicture(+1);
         }});
    m_actions->add(
        {QStringLiteral("step.picture.previous"), group, tr("Previous picture"), {QKeySequence(Qt::Key_PageUp)}, [this] {
             stepPicture(-1);
         }});
    const auto stepFrame = [this](int by) {
        if (m_session.picture())
            m_session.showFrame(m_session.picture()->origin.frame + by);
    };
    m_actions->add({QStringLiteral("step.frame.next"), group, tr("Next frame or page of the file"),
                    keysOf(QStringLiteral(".")), [stepFrame] { stepFrame(+1); }});
    m_actions->add({QStringLiteral("step.frame.previous"), group, tr("Previous frame or page of the file"),
                    keysOf(QStringLiteral(",")), [stepFrame] { stepFrame(-1); }});
    m_actions->add({QStringLiteral("step.layer.next"),
                    group,
                    tr("Next layer"),
                    {QKeySequence(Qt::Key_Right)},
                    [this] { stepLayer(+1); },
                    m_stage});
    m_actions->add({QStringLiteral("step.layer.previous"),
                    group,
                    tr("Previous layer"),
                    {QKeySequence(Qt::Key_Left)},
                    [this] { stepLayer(-1); },
                    m_stage});
    m_actions->add({QStringLiteral("step.head.next"),
                    group,
                    tr("Next head"),
                    {QKeySequence(Qt::Key_Down)},
                    [this] { stepHead(+1); },
                    m_stage});
    m_actions->add({QStringLiteral("step.head.previous"),
                    group,
                    tr("Previous head"),
                    {QKeySequence(Qt::Key_Up)},
                    [this] { stepHead(-1); },
                    m_stage});
}

// --- habits -----------------------------------------------------------------------------------------------------------

void MainWindow::addHistoryActions() {
    const QString group = tr("Back and undo");
    QAction* back = m_actions->add({QStringLiteral("history.back"),
                                    group,
                                    tr("Back to what was looked at before"),
                                    {QKeySequence(Qt::ALT | Qt::Key_Left), QKeySequence(Qt::Key_Back)},
                                    [this] { m_history->back(); }});
    QAction* forward = m_actions->add({QStringLiteral("history.forward"),
                                       group,
                                       tr("Forward again"),
                                       {QKeySequence(Qt::ALT | Qt::Key_Right), QKeySequence(Qt::Key_Forward)},
                                       [this] { m_history->forward(); }});
    QAction* undo =
        m_actions->add({QStringLiteral("history.undo"), group, tr("Undo"), keysOf(QStringLiteral("Ctrl+Z")), [this] {
                            const QString words = m_history->undoWords();
                            m_history->undo();
                            m_notice->tellBriefly(tr("Undone: %1").arg(words));
                        }});
    QAction* redo =
        m_actions->add({QStringLiteral("history.redo"),
                        group,
                        tr("Redo"),
                        {QKeySequence(QStringLiteral("Ctrl+Shift+Z")), QKeySequence(QStringLiteral("Ctrl+Y"))},
                        [this] {
                            const QString words = m_history->redoWords();
                            m_history->redo();
                            m_notice->tellBriefly(tr("Done again: %1").arg(words));
                        }});
    const auto follow = [this, back, forward, undo, redo] {
        back->setEnabled(m_history->canGoBack());
        forward->setEnabled(m_history->canGoForward());
        undo->setEnabled(m_history->canUndo());
        redo->setEnabled(m_history->canRedo());
    };
    connect(m_history, &History::changed, m_actions, follow);
    follow();
}

void MainWindow::addWindowActions() {
    const QString group = tr("Window");
    m_actions->add({QStringLiteral("window.palette"),
                    group,
                    tr("Command palette: everything by name"),
                    {QKeySequence(QStringLiteral("Ctrl+K")), QKeySequence(QStringLiteral("Ctrl+Shift+P"))},
                    [this] { (new Palette(paletteEntries(*m_actions, m_session), this))->open(); }});
    m_actions->add({QStringLiteral("window.keys"), group, tr("All keys…"), {QKeySequence(Qt::Key_F1)}, [this] {
                        (new KeysSheet(*m_actions, this))->open();
                    }});
    m_actions->add({QStringLiteral("window.settings"), group, tr("Settings…"), keysOf(QStringLiteral("Ctrl+,")),
                    [this] { (new SettingsSheet(*this))->open(); }});
    m_actions->add(
        {QStringLiteral("window.present"), group, tr("Present to a room"), {QKeySequence(Qt::Key_F11)}, [this] {
             present(!isPresenting());
         }});
    m_actions->add({QStringLiteral("window.tree"), group, tr("Show or hide the tree"), keysOf(QStringLiteral("Ctrl+1")),
                    [this] { togglePanel(m_tree); }});
    m_actions->add({QStringLiteral("window.side"), group, tr("Show or hide the right side"),
                    keysOf(QStringLiteral("Ctrl+2")), [this] { togglePanel(m_side); }});
    m_actions->add({QStringLiteral("window.film"), group, tr("Show or hide the film strip"),
                    keysOf(QStringLiteral("Ctrl+3")), [this] { togglePanel(m_film); }});
    m_actions->add({QStringLiteral("window.layout"), group, tr("Reset the layout"), {}, [this] { resetLayout(); }});
    m_actions->add({QStringLiteral("window.about"), group, tr("About Vitrine…"), {}, [this] { showAbout(this); }});
    m_actions->add({QStringLiteral("window.quit"), group, tr("Quit"), QKeySequence::keyBindings(QKeySequence::Quit),
                    [this] { close(); }});
}

void MainWindow::addTextActions() {
    const QString group = tr("Text");
    m_actions->add({QStringLiteral("text.larger"),
                    group,
                    tr("Larger text"),
                    {QKeySequence(QStringLiteral("Ctrl++")), QKeySequence(QStringLiteral("Ctrl+="))},
                    [this] { stepText(+1); }});
    m_actions->add({QStringLiteral("text.smaller"), group, tr("Smaller text"), keysOf(QStringLiteral("Ctrl+-")),
                    [this] { stepText(-1); }});
    m_actions->add({QStringLiteral("text.normal"), group, tr("Text as at first"), keysOf(QStringLiteral("Ctrl+0")),
                    [this] { stepText(0); }});
}

// What is a panel's own, and the mouse.
void MainWindow::addHints() {
    const QString mouse = tr("Mouse");
    m_actions->tell({mouse, tr("over a patch"), tr("that patch asks: where does it look?")});
    m_actions->tell({mouse, tr("click"), tr("keep that patch as the query")});
    m_actions->tell({mouse, tr("wheel"), tr("zoom")});
    m_actions->tell({mouse, tr("drag"), tr("move the picture")});
    m_actions->tell({mouse, tr("double click"), tr("fit the picture")});
    m_actions->tell({mouse, tr("back, forward"), tr("the mouse's side buttons: what was looked at before, and forward")});
    const QString everywhere = tr("Everywhere");
    m_actions->tell({everywhere, tr("Tab"), tr("to the next control, Shift+Tab to the one before")});
    m_actions->tell({everywhere, tr("Esc"), tr("cancel what runs; back to the class token; close what is open")});
    m_actions->tell({everywhere, tr("Del"), tr("in the film strip: remove the picture; undo brings it back")});
    const QString room = tr("Presenting");
    m_actions->tell({room, QStringLiteral("← →"), tr("layer before, layer after")});
    m_actions->tell({room, QStringLiteral("↑ ↓"), tr("head before, head after")});
    m_actions->tell({room, tr("Page Up, Page Down"), tr("picture before, picture after")});
    m_actions->tell({room, QStringLiteral("B"), tr("black screen")});
    m_actions->tell({room, QStringLiteral("R"), tr("the ring around the mouse")});
    m_actions->tell({room, tr("Esc"), tr("leave")});
}

}  // namespace vitrine::ui
