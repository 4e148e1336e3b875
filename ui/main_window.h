// The window: a table of contents. Which panel is where, the menu, keys, drops; nothing else.
#pragma once

#include "ui/preferences.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtWidgets/QMainWindow>

#include <filesystem>
#include <utility>

class QMenu;
class QScrollArea;
class QSplitter;

namespace vitrine::ui {

class Actions;
class Downloads;
class EdgeTab;
class FilmStrip;
class FirstSteps;
class FoldPanel;
class History;
class NoticeBar;
class PictureActions;
class Presentation;
class Saver;
class SceneOpener;
class Session;
struct Failure;
class Stage;
class TopBar;
class TreePanel;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(Session& session, QWidget* parent = nullptr);

    /// For a person at the window (not for a picture of it): questions are asked, and window size, layout, preferences,
    /// opacity and colours are those of the last time, kept when the window closes.
    void beginUse();
    /// Files, folders, checkpoints, by whatever way; remembered among the recent ones.
    void openFiles(const QStringList& files);

    const Preferences& preferences() const { return m_preferences; }
    void setPreferences(const Preferences& preferences);  ///< at once, and kept
    void resetPreferences();
    void showLook(const Preferences& look);  ///< of a scene: at once, but the next start is as the person chose
    Saver& saver() const { return *m_saver; }
    SceneOpener& scenes() const { return *m_scenes; }
    Downloads& downloads() const { return *m_downloads; }
    void resetLayout();
    QList<int> columns() const;                 ///< widths of the tree, the stage and the right side
    void setColumns(const QList<int>& widths);  ///< other than three: nothing
    QSize ownSize() const { return isPresenting() ? m_ownSize : size(); }  ///< while it does not present
    /// To a room: the picture large, or another page alone.
    void present(bool on);
    bool isPresenting() const { return m_presentation || m_presentsPage; }

    Actions& actions() const { return *m_actions; }
    History& history() const { return *m_history; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void build();                        ///< everything inside the window
    QList<QWidget*> focusOrder() const;  ///< as the window is read
    void rebuild();                      ///< anew, in another language or text size
    void remake(double textScale);       ///< build() once more
    bool mayPresent();
    void presentPicture();
    void showPageAlone();
    void buildSide();
    void showCard();  ///< scrolls the right side to the module's card
    void buildLayout();
    // main_window_actions.cpp: one function a group.
    void addActions();
    void addFileActions();
    void addViewActions();
    void addStepActions();
    void addPictureActions();
    void addHistoryActions();
    void addWindowActions();
    void addTextActions();
    void addHints();
    void buildMenu();
    void buildPictureMenu();
    void fillRecent(QMenu* menu);
    void openPictures();
    void openFolder();
    void openCheckpoint();
    void openLabels();
    void openAddress();
    void paste();
    bool openDropped(const QMimeData& mime, const QString& imageName);
    void askHeads(const QString& file, int width, int guess);
    void showMisfits(const Failure& why);  ///< Session::modelDidNotFit
    void addPageActions();
    void stepPicture(int by);
    void stepLayer(int by);
    void stepHead(int by);
    void toggleTheme();
    void stepText(int by);            ///< to the next larger or smaller size; 0: to 100 %
    void openFold(FoldPanel& panel);  ///< and what hides it
    void togglePanel(QWidget* panel);
    void fitPanels();
    void keepFocus(QWidget* had);
    void spreadPanels();  ///< as wide as they are at first
    bool isCramped() const;
    void saveSettings() const;

    Session& m_session;
    History* m_history;
    Saver* m_saver;          ///< not the panels': what is written goes on while they are made anew
    SceneOpener* m_scenes;   ///< likewise
    Downloads* m_downloads;  ///< likewise
    Preferences m_preferences;
    Preferences m_kept;  ///< the person's own, where a scene shows something else
    Actions* m_actions = nullptr;
    PictureActions* m_pictures = nullptr;
    QMenu* m_menu = nullptr;
    TopBar* m_bar = nullptr;
    TreePanel* m_tree = nullptr;
    Stage* m_stage = nullptr;
    FilmStrip* m_film = nullptr;
    FirstSteps* m_firstSteps = nullptr;
    QWidget* m_foot = nullptr;  ///< the line above both
    QScrollArea* m_side = nullptr;
    QElapsedTimer m_cardWanted;  // since a module was chosen
    QSplitter* m_splitter = nullptr;
    EdgeTab* m_treeTab = nullptr;
    EdgeTab* m_sideTab = nullptr;
    NoticeBar* m_notice = nullptr;
    Presentation* m_presentation = nullptr;
    bool m_presentsPage = false;
    QSize m_ownSize;                                     ///< before it presented
    QPointer<QWidget> m_focusBefore;                     ///< had the keys before its panel was hidden
    QList<int> m_panelWidths;                            ///< beside the stage, before a page took the whole width
    QHash<int, std::pair<int, QList<int>>> m_columnsAt;  ///< text size in percent -> width of the window, columns()
    bool m_wantsTree = true, m_wantsSide = true, m_wantsFilm = true;  ///< what the person wants to see, given the room
    bool m_treeFirst = false;  ///< where there is room for one of tree and right side
    QStringList m_toNote;      // opened, not yet seen or working: for the list of recent ones
    bool m_keepsSettings = false;
};

}  // namespace vitrine::ui
