// The window: a table of contents. Which panel is where, the menu, keys, drops; nothing else.
#pragma once

#include <QtWidgets/QMainWindow>

class QMenu;
class QScrollArea;
class QSplitter;

namespace vitrine::ui {

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

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    void buildMenu();
    void buildKeys();
    void openPictures();
    void openFolder();
    void openCheckpoint();
    void paste();
    void askHeads(const QString& file, int width, int guess);
    void stepPicture(int by);
    void stepLayer(int by);
    void stepHead(int by);
    void toggleTheme();

    Session& m_session;
    QMenu* m_menu;
    TopBar* m_bar;
    TreePanel* m_tree;
    Stage* m_stage;
    FilmStrip* m_film;
    QScrollArea* m_side;
    QSplitter* m_splitter;
    NoticeBar* m_notice;
    bool m_keepsSettings = false;
};

}  // namespace vitrine::ui
