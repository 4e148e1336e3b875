// BoardList: the methods of the board with their areas, the best first; a row pointed at stands out in the plot, a click
// goes to its map.
#pragma once

#include "ui/board/board_run.h"

#include <QtWidgets/QWidget>

namespace vitrine::ui {

/// What the list tells of them.
struct ListFigures {
    bool insertion = false;
    bool areas = true;
    bool times = true;
};

class BoardList : public QWidget {
    Q_OBJECT
public:
    explicit BoardList(QWidget* parent = nullptr);

    void setEntries(const std::vector<BoardEntry>& entries, const ListFigures& figures);
    void setHighlighted(int entry);  ///< -1: none

    // For tests: rows from the top.
    int entryAt(int row) const { return int(m_order.at(size_t(row))); }
    QStringList wordsAt(int row) const;  ///< its title, and the figures that are shown
    QRect rowRect(int row) const;

    QSize sizeHint() const override;

Q_SIGNALS:
    void hovered(int entry);  ///< -1: none
    void chosen(int entry);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    int columns() const { return 1 + int(m_figures.areas) + int(m_figures.times); }
    QRect cell(const QRect& row, int column) const;  ///< of the figures, from the left
    int rowAt(QPoint at) const;                      ///< -1: none
    void paintRow(QPainter& painter, int row);
    void point(int row);

    std::vector<BoardEntry> m_entries;
    std::vector<size_t> m_order;
    ListFigures m_figures;
    int m_row = -1;
    int m_highlighted = -1;
};

}  // namespace vitrine::ui
