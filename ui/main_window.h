// The window: a table of contents. Which panel is where, the menu, keys, drops; nothing else.
#pragma once

#include <QtWidgets/QMainWindow>

class QMenu;
class QScrollArea;
class QSplitter;

namespace vitrine::ui {

class Actions;
class FilmStrip;
class NoticeBar;
class Session;
class Stage;
class TopBar;
class TreePanel;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(Session& session, QWidget* parent = nullptr);

    /// For a person at the window (not for a picture of it): questions are asked, and window size, panel widths, theme,
    /// opacity and colours are those of the last time, kept when the window closes.
    void beginUse();

    Actions& actions() const { return *m_actions; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    // main_window_actions.cpp: one function a group.
    void addActions();
    void addFileActions();
    void addViewActions();
    void addStepActions();
    void addWindowActions();
    void buildMenu();
    void openPictures();
    void openFolder();
    void openCheckpoint();
    void paste();
    void askHeads(const QString& file, int width, int guess);
    void fitPage();  ///< which panels stand beside the page
    void addPageActions();
    void stepPicture(int by);
    void stepLayer(int by);
    void stepHead(int by);
    void toggleTheme();

    Session& m_session;
    Actions* m_actions;
    QMenu* m_menu;
    TopBar* m_bar;
    TreePanel* m_tree;
    Stage* m_stage;
    FilmStrip* m_film;
    QScrollArea* m_side;
    QSplitter* m_splitter;
    QList<int> m_panelWidths;  // beside the stage, before it took the whole width
    NoticeBar* m_notice;
    bool m_keepsSettings = false;
};

}  // namespace vitrine::ui
