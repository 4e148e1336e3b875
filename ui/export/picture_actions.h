// The window's commands for pictures and scenes: save, copy, open a scene; and the questions that scenes ask.
#pragma once

#include <QtCore/QObject>

class QMenu;
class QWidget;

namespace vitrine::ui {

class Actions;
class MainWindow;
class Saver;
class SceneOpener;

class PictureActions : public QObject {
    Q_OBJECT
public:
    /// Registers the commands. Ctrl+C copies the picture inside `stage` alone: elsewhere it is the tree's and the text
    /// fields' own.
    PictureActions(Actions& actions, QWidget* stage, MainWindow& window);

    void addTo(QMenu* menu);

private:
    void addSaveActions();
    void addCopyActions(QWidget* stage);
    void askScene();
    void askPicture(const QString& name, const QString& lookedIn);

    Actions& m_actions;
    MainWindow& m_window;
    Saver* m_saver;
    SceneOpener* m_scenes;
};

}  // namespace vitrine::ui
