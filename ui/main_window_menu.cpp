// The window's menu, and the picture's own, made of their commands.
#include "core/resources.h"
#include "ui/actions.h"
#include "ui/export/picture_actions.h"
#include "ui/main_window.h"
#include "ui/panels/image_view.h"
#include "ui/panels/menu_words.h"
#include "ui/panels/stage.h"
#include "ui/recent.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtCore/QFileInfo>
#include <QtGui/QActionGroup>
#include <QtWidgets/QMenu>

#include <array>

namespace vitrine::ui {

// What is looked for at the picture itself.
void MainWindow::buildPictureMenu() {
    m_stage->view()->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (const char* id :
         {"copy.picture", "save.picture", "picture.pin", "picture.brush", "picture.crop", "picture.fit"}) {
        m_stage->view()->addAction(m_actions->find(QLatin1String(id)));
    }
}

void MainWindow::buildMenu() {
    const auto put = [this](QMenu* menu, const char* id) { menu->addAction(m_actions->find(QLatin1String(id))); };
    for (const char* id : {"open.pictures", "open.folder"})
        put(m_menu, id);
    QMenu* others = m_menu->addMenu(tr("Open something else"));  // all in one row would not fit a low screen
    for (const char* id : {"open.checkpoint", "open.repository", "open.labels", "open.address", "open.paste"})
        put(others, id);
    m_pictures->addTo(m_menu);
    m_menu->addSeparator();
    QMenu* samples = m_menu->addMenu(tr("Samples"));
    for (const char* name : {"chelsea.png", "coffee.png", "astronaut.png", "rocket.jpg"})
        samples->addAction(QString::fromLatin1(name), this,
                           [this, name] { m_session.openFiles({resource(std::string("samples/") + name)}); });
    samples->addSeparator();
    put(samples, "open.dummy");
    QMenu* recent = m_menu->addMenu(tr("Recent"));
    recent->setToolTipsVisible(true);
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    recent->addAction(QString());  // a menu without an action does not open; filled when it does
    m_menu->addSeparator();
    for (const char* id : {"history.undo", "history.redo", "history.back", "history.forward"})
        put(m_menu, id);
    m_menu->addSeparator();
    put(m_menu, "window.palette");
    put(m_menu, "window.present");
    QMenu* panels = m_menu->addMenu(tr("Panels"));
    for (const char* id : {"window.tree", "window.side", "window.film"})
        put(panels, id);
    panels->addSeparator();
    put(panels, "window.layout");
    QMenu* themes = m_menu->addMenu(tr("Theme"));
    auto* group = new QActionGroup(themes);
    const std::array<std::pair<ThemeChoice, QString>, 3> choices{
        {{ThemeChoice::Dark, tr("Dark")}, {ThemeChoice::Light, tr("Light")}, {ThemeChoice::System, tr("As the system")}}};
    for (const auto& [choice, words] : choices) {
        QAction* action = group->addAction(themes->addAction(words, this, [this, c = choice] {
            Preferences changed = m_preferences;
            changed.theme = c;
            setPreferences(changed);
        }));
        action->setCheckable(true);
        connect(themes, &QMenu::aboutToShow, action, [action, c = choice] { action->setChecked(themeChoice() == c); });
    }
    themes->addSeparator();
    put(themes, "view.theme");
    put(m_menu, "window.settings");
    QMenu* help = m_menu->addMenu(tr("Help"));
    for (const char* id : {"window.keys", "window.about"})
        put(help, id);
    m_menu->addSeparator();
    put(m_menu, "window.quit");
}

void MainWindow::fillRecent(QMenu* menu) {
    menu->clear();
    const std::pair<RecentKind, QString> kinds[] = {{RecentKind::Pictures, tr("Pictures")},
                                                    {RecentKind::Folders, tr("Folders")},
                                                    {RecentKind::Checkpoints, tr("Checkpoints")},
                                                    {RecentKind::Scenes, tr("Scenes")}};
    for (const auto& [kind, words] : kinds) {
        const QStringList files = recentFiles(kind);
        if (!files.isEmpty())
            addHeading(*menu, words);
        for (const QString& file : files) {
            QAction* action =
                menu->addAction(entryText(QFileInfo(file).fileName()), this, [this, file] { openFiles({file}); });
            action->setToolTip(file);
        }
    }
    if (menu->isEmpty())
        menu->addAction(tr("Nothing opened yet"))->setEnabled(false);
    menu->addSeparator();
    menu->addAction(tr("Clear this list"), this, [] { clearRecent(); });
}

}  // namespace vitrine::ui
