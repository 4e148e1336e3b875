// Stage: the middle of the window. The page chosen (the picture with what its colours mean, all heads, the matrix), and
// layers and heads as pictures below it.
#pragma once

#include "core/explore.h"
#include "core/view.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>
#include <string>
#include <utility>

class QBoxLayout;
class QShortcut;
class QStackedWidget;

namespace vitrine::ui {

class BoardPage;
class BusyPill;
class ColourBar;
class ElidedLabel;
class GridPage;
class ImageView;
class InsidePage;
class MapStrip;
class MatrixPage;
class PageBar;
class PictureControl;
class Session;
class StageMessage;
class Timeline;

class Stage : public QWidget {
    Q_OBJECT
public:
    explicit Stage(Session& session, QWidget* parent = nullptr);
    ~Stage() override;

    /// The page that is there: the picture's where a message stands in its place.
    Page shownPage() const { return m_shown; }

    /// What is being downloaded, "vit_b_16/IMAGENET1K_V1"; empty: nothing.
    void setComing(const std::string& what) {
        if (std::exchange(m_coming, what) != what)
            updateContent();
    }

    /// The page without the row of pages above it, presented to a room: Esc asks to leave.
    void setAlone(bool alone);

    /// Something that can be opened is being dragged over the window.
    void setDropHighlight(bool on);

    // The parts, for tests.
    QWidget* content() const;  ///< what the page shows, without the strips below
    ImageView* view() const { return m_view; }
    MapStrip* layers() const;
    MapStrip* heads() const;
    Timeline* timeline() const { return m_timeline; }
    PageBar* pageBar() const { return m_bar; }
    PictureControl* picture() const { return m_picture; }
    GridPage* gridPage() const { return m_grid; }
    MatrixPage* matrixPage() const { return m_matrix; }
    InsidePage* insidePage() const { return m_inside; }
    BoardPage* boardPage() const { return m_board; }
    ColourBar* colourBar() const { return m_colours; }
    StageMessage* message() const { return m_message; }
    BusyPill* pill() const { return m_pill; }

Q_SIGNALS:
    void openRequested(const QStringList& files);
    void openDialogRequested();
    void pageShown();  ///< shownPage() is another one
    void aloneLeft();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void buildLayout();
    void follow();

    void updateContent();  ///< the picture, or what stands in its place
    bool mayWelcome();
    void updatePage();
    void fitBelow();
    void placeBrush();
    void updateMaps();
    void updateView();  ///< the query
    void updateActivity();
    void showPill();
    void fillPill();
    void placePill();
    void dimOld();
    void escape();
    void updateEscape();

    Session& m_session;
    QBoxLayout* m_captionRow = nullptr;
    QBoxLayout* m_column = nullptr;  ///< all of it, from the page bar down
    PageBar* m_bar;
    QStackedWidget* m_content;  ///< a page
    QStackedWidget* m_pages;    ///< the picture, or a message
    ImageView* m_view;
    StageMessage* m_message;
    GridPage* m_grid;
    MatrixPage* m_matrix;
    InsidePage* m_inside;
    BoardPage* m_board;
    QWidget* m_below;   ///< all under the page
    QWidget* m_legend;  ///< what the colours mean
    ColourBar* m_colours;
    PictureControl* m_picture;
    ElidedLabel* m_caption;
    ElidedLabel* m_changes;  ///< across, where the caption has too little room for what is changed
    Timeline* m_timeline;
    BusyPill* m_pill;
    QWidget* m_drop;
    QShortcut* m_escape;
    QTimer m_welcome;
    Page m_shown = Page::Picture;
    std::string m_coming;
    bool m_alone = false;
    bool m_hadPictures = false;  ///< or waited long enough for the first
    QTimer m_patience;           ///< what is quick needs no pill
    QElapsedTimer m_sincePill;   ///< since the pill went: work that follows at once shows it again at once
};

}  // namespace vitrine::ui
