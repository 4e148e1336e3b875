// BoardSide: the numbers of the board: curves, areas, how the methods compare to the baselines and to each other.
#pragma once

#include "ui/board/board_run.h"

#include <QtWidgets/QWidget>

#include <vector>

class QPushButton;

namespace vitrine::ui {

class BoardList;
class CorrelationTable;
class CurvePlot;
class Words;

class BoardSide : public QWidget {
    Q_OBJECT
public:
    explicit BoardSide(Session& session, QWidget* parent = nullptr);

    void setRun(const BoardRun& run);
    void setHighlighted(int entry);
    int heightFor(int width, int room) const;  ///< the plot is as high as the room allows
    void setRoom(int room);

    // The parts, for tests.
    CurvePlot* plot() const { return m_plot; }
    BoardList* list() const { return m_list; }
    CorrelationTable* table() const { return m_table; }
    QPushButton* goOn() const { return m_goOn; }
    QString state() const;    ///< what there is to say before the numbers: no classes, stopped
    QString heading() const;  ///< of the list
    QString verdict() const;
    QString orders() const;  ///< of the correlations: what they are, or the one under the mouse

Q_SIGNALS:
    void hovered(int entry);  ///< -1: none
    void chosen(int entry);
    void goOnRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Part {
        QWidget* widget;
        int height;
        int after;
    };
    std::vector<Part> parts(int width, int room) const;
    QString stateWords(const BoardRun& run) const;
    void showCurves(const BoardRun& run);
    void place();

    Session& m_session;
    Words* m_state;
    QPushButton* m_goOn;
    CurvePlot* m_plot;
    QWidget* m_firstRule;
    Words* m_heading;
    BoardList* m_list;
    Words* m_verdict;
    Words* m_caution;
    QWidget* m_secondRule;
    Words* m_orders;
    CorrelationTable* m_table;
    int m_room = 0;
    std::vector<QWidget*> m_shown;  ///< those that have something to say
};

}  // namespace vitrine::ui
