// Every command of the window, by group, and the menu made of them.
#include "core/resources.h"
#include "ui/about.h"
#include "ui/actions.h"
#include "ui/main_window.h"
#include "ui/panels/layers_panel.h"
#include "ui/panels/prediction_panel.h"
#include "ui/panels/stage.h"
#include "ui/panels/timeline.h"
#include "ui/panels/top_bar.h"
#include "ui/panels/tree_panel.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtGui/QActionGroup>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMenu>

#include <array>

namespace vitrine::ui {
namespace {

QList<QKeySequence> keys(const QString& sequence) { return {QKeySequence(sequence)}; }

}  // namespace

void MainWindow::addActions() {
    addFileActions();
    addViewActions();
    addPageActions();
    addStepActions();
    addWindowActions();
}

void MainWindow::addFileActions() {
    const QString group = tr("Open");
    m_actions->add({QStringLiteral("open.pictures"), group, tr("Open pictures…"),
                    QKeySequence::keyBindings(QKeySequence::Open), [this] { openPictures(); }});
    m_actions->add({QStringLiteral("open.folder"), group, tr("Open a folder of pictures…"), keys(tr("Ctrl+Shift+O")),
                    [this] { openFolder(); }});
    m_actions->add({QStringLiteral("open.checkpoint"), group, tr("Open a checkpoint…"), keys(tr("Ctrl+M")),
                    [this] { openCheckpoint(); }});
    m_actions->add({QStringLiteral("open.paste"), group, tr("Paste a picture"),
                    QKeySequence::keyBindings(QKeySequence::Paste), [this] { paste(); }});
    m_actions->add({QStringLiteral("open.dummy"), group, tr("Dummy input, as torch.randn(1, 3, H, W)"), {}, [this] {
                        m_session.addDummyInput(0);
                    }});
}

void MainWindow::addViewActions() {
    const QString group = tr("View");
    m_actions->add({QStringLiteral("view.search"), group, tr("Search the tree"), keys(tr("/")),
                    [this] { m_tree->focusSearch(); }});
    m_actions->add({QStringLiteral("view.model"), group, tr("Choose the model"), keys(tr("M")),
                    [this] { m_bar->openModelPicker(); }});
    m_actions->add({QStringLiteral("view.device"), group, tr("Choose where it runs"), keys(tr("D")),
                    [this] { m_bar->openDevicePicker(); }});
    m_actions->add(
        {QStringLiteral("view.theme"), group, tr("Switch dark and light"), keys(tr("T")), [this] { toggleTheme(); }});
}

void MainWindow::addPageActions() {
    const QString group = tr("Pages");
    const std::array<std::pair<const char*, QString>, 4> pages{{{"page.picture", tr("Picture")},
                                                                {"page.input", tr("Input")},
                                                                {"page.grid", tr("All heads")},
                                                                {"page.matrix", tr("Matrix")}}};
    for (size_t i = 0; i < pages.size(); ++i)
        m_actions->add({QString::fromLatin1(pages[i].first), group, pages[i].second, keys(QString::number(i + 1)),
                        [this, i] { m_session.setPage(Page(i)); }});
    m_actions->add({QStringLiteral("page.play"), group, tr("Play the layers, or stop"), keys(tr("P")),
                    [this] { m_stage->timeline()->togglePlaying(); }});
    m_actions->add({QStringLiteral("page.direction"), group, tr("What the query looks at, or who looks at it"),
                    keys(tr("X")), [this] {
                        const bool from = m_session.view().map.direction == Direction::From;
                        m_session.setDirection(from ? Direction::To : Direction::From);
                    }});
    m_actions->add({QStringLiteral("page.target"), group, tr("Choose the class explained"), keys(tr("C")),
                    [this] { findChild<PredictionPanel*>()->findClass(); }});
    m_actions->add({QStringLiteral("page.target.top"), group, tr("Explain the most probable class"),
                    keys(tr("Shift+C")), [this] { m_session.setTarget(std::nullopt); }});
    m_actions->add({QStringLiteral("page.layers"), group, tr("Layer by layer: open or fold"), keys(tr("L")),
                    [this] { findChild<LayersPanel*>()->toggle(); }});
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

void MainWindow::addWindowActions() {
    const QString group = tr("Window");
    m_actions->add(
        {QStringLiteral("window.keys"), group, tr("Keys…"), {QKeySequence(Qt::Key_F1)}, [this] { showKeys(this); }});
    m_actions->add({QStringLiteral("window.about"), group, tr("About Vitrine…"), {}, [this] { showAbout(this); }});
    m_actions->add({QStringLiteral("window.quit"), group, tr("Quit"), QKeySequence::keyBindings(QKeySequence::Quit),
                    [this] { close(); }});
}

void MainWindow::buildMenu() {
    const auto put = [this](QMenu* menu, const char* id) { menu->addAction(m_actions->find(QLatin1String(id))); };
    for (const char* id : {"open.pictures", "open.folder", "open.checkpoint", "open.paste"})
        put(m_menu, id);
    QMenu* samples = m_menu->addMenu(tr("Samples"));
    for (const char* name : {"chelsea.png", "coffee.png", "astronaut.png", "rocket.jpg"})
        samples->addAction(QString::fromLatin1(name), this,
                           [this, name] { m_session.openFiles({resource(std::string("samples/") + name)}); });
    samples->addSeparator();
    put(samples, "open.dummy");
    m_menu->addSeparator();
    QMenu* themes = m_menu->addMenu(tr("Theme"));
    auto* group = new QActionGroup(this);
    const std::array<std::pair<ThemeChoice, QString>, 3> choices{
        {{ThemeChoice::Dark, tr("Dark")}, {ThemeChoice::Light, tr("Light")}, {ThemeChoice::System, tr("As the system")}}};
    for (const auto& [choice, words] : choices) {
        QAction* action = group->addAction(themes->addAction(words, this, [c = choice] { applyTheme(*qApp, c); }));
        action->setCheckable(true);
        connect(themes, &QMenu::aboutToShow, action, [action, c = choice] { action->setChecked(themeChoice() == c); });
    }
    themes->addSeparator();
    put(themes, "view.theme");
    put(m_menu, "window.keys");
    put(m_menu, "window.about");
    m_menu->addSeparator();
    put(m_menu, "window.quit");
}

}  // namespace vitrine::ui
