// BoardPage: several methods side by side on one picture and class, each with its curve, its area and its time, always
// with the baselines among them.
#pragma once

#include "ui/board/board_run.h"

#include <QtWidgets/QWidget>

#include <memory>

class QPushButton;
class QScrollArea;

namespace vitrine::ui {

class BoardBar;
class BoardNotes;
class BoardSide;
class BoardTiles;

class BoardPage : public QWidget {
    Q_OBJECT
public:
    explicit BoardPage(Session& session, QWidget* parent = nullptr);
    ~BoardPage() override;
    void setActive(bool active);

    // The parts, for tests.
    BoardBar* bar() const { return m_bar; }
    BoardTiles* tiles() const { return m_tiles; }
    BoardSide* side() const { return m_side; }
    const BoardRun& run() const { return *m_run; }
    BoardNotes* notes() const { return m_notes; }
    QScrollArea* scroll() const { return m_scroll; }          ///< of the maps; where the window is narrow of all
    QScrollArea* sideScroll() const { return m_sideScroll; }  ///< of curves and numbers, where isWide()
    bool isWide() const {
        return m_wide;
    }  ///< curves and numbers stand beside the maps, on a ground that the stage paints

    /// A map of the board becomes the one of the picture's page.
    void choose(int entry);

Q_SIGNALS:
    void groundChanged();  ///< what is painted behind its parts is elsewhere now

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void ask();
    void refresh();
    void point(int entry);
    void place();
    void placeBeside(const QRect& room);
    void placeBelow(const QRect& room);

    Session& m_session;
    bool m_active = false;
    bool m_wide = true;
    std::shared_ptr<BoardRun> m_run;
    BoardBar* m_bar;
    BoardNotes* m_notes;
    QWidget *m_content, *m_sideContent;  // before the scroll areas, which make them
    QScrollArea *m_scroll, *m_sideScroll;
    BoardTiles* m_tiles;
    BoardSide* m_side;
};

}  // namespace vitrine::ui
