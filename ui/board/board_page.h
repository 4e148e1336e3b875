// BoardPage: several methods side by side on one picture and class, each with its curve, its area and its time, always
// with the baselines among them.
#pragma once

#include "ui/board/board_run.h"

#include <QtWidgets/QWidget>

class QPushButton;
class QScrollArea;

namespace vitrine::ui {

class BoardBar;
class BoardSide;
class BoardTiles;

class BoardPage : public QWidget {
    Q_OBJECT
public:
    explicit BoardPage(Session& session, QWidget* parent = nullptr);
    void setActive(bool active);

    // The parts, for tests.
    BoardBar* bar() const { return m_bar; }
    BoardTiles* tiles() const { return m_tiles; }
    BoardSide* side() const { return m_side; }
    const BoardRun& run() const { return m_run; }
    QScrollArea* scroll() const { return m_scroll; }
    bool isWide() const {
        return m_wide;
    }  ///< curves and numbers stand beside the maps, on a ground that the stage paints

    /// A map of the board becomes the one of the picture's page.
    void choose(int entry);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void ask();
    void refresh();
    void point(int entry);
    void place();
    int placeParts(int width, int room);  ///< returns the height that it takes

    Session& m_session;
    bool m_active = false;
    bool m_wide = true;
    BoardRun m_run;
    BoardBar* m_bar;
    QScrollArea* m_scroll;
    QWidget* m_content;
    BoardTiles* m_tiles;
    BoardSide* m_side;
};

}  // namespace vitrine::ui
