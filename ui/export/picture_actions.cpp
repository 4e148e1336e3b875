#include "ui/export/picture_actions.h"

#include "ui/actions.h"
#include "ui/export/saver.h"
#include "ui/main_window.h"
#include "ui/scenes/scene_opener.h"

#include <QtCore/QSettings>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMenu>

namespace vitrine::ui {
namespace {

const QString sceneFolderKey = QStringLiteral("folder");

/// A dialog that is not waited for; it ends itself.
QFileDialog* openDialog(QWidget* window, const QString& title, const QString& folder, const QString& filter) {
    auto* dialog = new QFileDialog(window, title, folder, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    return dialog;
}

}  // namespace

PictureActions::PictureActions(Actions& actions, QWidget* stage, MainWindow& window)
    : QObject(&actions), m_actions(actions), m_window(window), m_saver(&window.saver()), m_scenes(&window.scenes()) {
    addSaveActions();
    addCopyActions(stage);
    connect(m_scenes, &SceneOpener::pictureWanted, this, &PictureActions::askPicture);
}

void PictureActions::addSaveActions() {
    const QString group = tr("Save");
    m_actions.add({QStringLiteral("save.picture"), group, tr("Save picture, figure, numbers…"),
                   QKeySequence::keyBindings(QKeySequence::Save), [this] { m_saver->ask(); }});
    m_actions.add({QStringLiteral("save.figure"), group, tr("Save a figure with caption…"), {}, [this] {
                       m_saver->ask(SaveKind::Figure);
                   }});
    m_actions.add({QStringLiteral("save.heads"), group, tr("Save all layers and heads on one sheet…"), {}, [this] {
                       m_saver->ask(SaveKind::AllHeads);
                   }});
    m_actions.add({QStringLiteral("save.matrix"), group, tr("Save the matrix of all tokens…"), {}, [this] {
                       m_saver->ask(SaveKind::Matrix);
                   }});
    m_actions.add({QStringLiteral("save.board"), group, tr("Save the board of methods…"), {}, [this] {
                       m_saver->ask(SaveKind::Board);
                   }});
    m_actions.add({QStringLiteral("save.board.numbers"), group, tr("Save the board's numbers…"), {}, [this] {
                       m_saver->ask(SaveKind::BoardNumbers);
                   }});
    m_actions.add({QStringLiteral("save.numbers"), group, tr("Save the map's numbers…"), {}, [this] {
                       m_saver->ask(SaveKind::Numbers);
                   }});
    m_actions.add({QStringLiteral("save.scene"),
                   group,
                   tr("Save as a scene…"),
                   {QKeySequence(QStringLiteral("Ctrl+Shift+S"))},
                   [this] { m_saver->ask(SaveKind::Scene); }});
    m_actions.add({QStringLiteral("open.scene"), tr("Open"), tr("Open a scene…"), {}, [this] { askScene(); }});
}

void PictureActions::addCopyActions(QWidget* stage) {
    const QString group = tr("Copy");
    m_actions.add({QStringLiteral("copy.picture"), group, tr("Copy the picture with the map"),
                   QKeySequence::keyBindings(QKeySequence::Copy), [this] { m_saver->copyPicture(); }, stage});
    m_actions.add(
        {QStringLiteral("copy.figure"), group, tr("Copy a figure with caption"), {}, [this] { m_saver->copyFigure(); }});
    m_actions.add({QStringLiteral("copy.command"),
                   group,
                   tr("Copy as command"),
                   {QKeySequence(QStringLiteral("Ctrl+Shift+C"))},
                   [this] { m_saver->copyCommand(); }});
    m_actions.add({QStringLiteral("copy.command.window"), group, tr("Copy the window as command"), {}, [this] {
                       m_saver->copyWindowCommand();
                   }});
    m_actions.add({QStringLiteral("copy.python"), group, tr("Copy as Python"), {}, [this] { m_saver->copyPython(); }});
}

void PictureActions::addTo(QMenu* menu) {
    const auto put = [this](QMenu* where, const char* id) { where->addAction(m_actions.find(QLatin1String(id))); };
    put(menu, "open.scene");
    menu->addSeparator();
    for (const char* id : {"save.picture", "save.scene"})
        put(menu, id);
    QMenu* copy = menu->addMenu(tr("Copy"));
    for (const char* id : {"copy.picture", "copy.figure", "copy.command", "copy.command.window", "copy.python"})
        put(copy, id);
}

void PictureActions::askScene() {
    auto* dialog = openDialog(&m_window, tr("Open a scene"), QSettings().value(sceneFolderKey).toString(),
                              tr("Scenes (*.json);;All files (*)"));
    connect(dialog, &QFileDialog::fileSelected, m_scenes, [scenes = m_scenes](const QString& file) {
        QSettings().setValue(sceneFolderKey, QFileInfo(file).absolutePath());
        scenes->open(file.toStdString());
    });
    dialog->open();
}

void PictureActions::askPicture(const QString& name, const QString& lookedIn) {
    auto* dialog =
        openDialog(&m_window, tr("Where is %1? It is not in %2").arg(name, lookedIn), lookedIn, tr("All files (*)"));
    connect(dialog, &QFileDialog::fileSelected, m_scenes,
            [scenes = m_scenes](const QString& file) { scenes->answerPicture(file.toStdString()); });
    connect(dialog, &QFileDialog::rejected, m_scenes, &SceneOpener::giveUp);
    dialog->open();
}

}  // namespace vitrine::ui
