// TilesFigure: small pictures in rows, each with words under the mouse; one of them may be chosen.
#pragma once

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

#include <vector>

namespace vitrine::ui {

struct Tile {
    QImage image;
    QString label;  ///< below it; empty: none has a label
    QString tip;
};

class TilesFigure : public QWidget {
    Q_OBJECT
public:
    explicit TilesFigure(QWidget* parent = nullptr);

    void setTiles(std::vector<Tile> tiles, int columns);
    void setCurrent(int index);  ///< -1: none
    int count() const { return int(m_tiles.size()); }
    int current() const { return m_current; }
    QRect tileRect(int index) const;
    QString tipOf(int index) const { return m_tiles.at(size_t(index)).tip; }

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void hovered(int index);  ///< -1: the mouse has left
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    int sideFor(int width) const;
    int labelHeight() const;
    int indexAt(QPoint at) const;

    std::vector<Tile> m_tiles;
    int m_columns = 7;
    int m_current = -1;
    int m_hovered = -1;
    bool m_labels = false;
};

}  // namespace vitrine::ui
