// MapFigure: one number a patch, with its colour bar, the value under the mouse, and marks.
#pragma once

#include "ui/inspect/paint.h"

#include <QtWidgets/QWidget>

#include <optional>

namespace vitrine::ui {

class MapFigure : public QWidget {
    Q_OBJECT
public:
    explicit MapFigure(QWidget* parent = nullptr);

    void setMap(const Map& map, const Colormap& colormap, const QString& unitWords);
    /// In the diverging colours of the theme, 0 in their middle.
    void setSignedMap(const Map& map, const QString& unitWords);
    ValueRange range() const { return m_range; }  ///< of the colours
    void setMarks(std::vector<Cell> outlined, std::optional<Cell> query);
    QRect mapRect() const;
    std::optional<Cell> cellAt(QPointF at) const;
    QString valueWords() const;  ///< of the patch under the mouse, else of the query; empty without either

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void cellHovered(std::optional<vitrine::Cell> cell);
    void cellChosen(vitrine::Cell cell);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void set(const Map& map, const Colormap& colormap, ValueRange range, const QString& unitWords);
    QRectF cellRect(Cell cell) const;
    void paintScale(QPainter& painter) const;
    void setHovered(std::optional<Cell> cell);

    Map m_map;
    QImage m_image;
    const Colormap* m_colormap = nullptr;
    bool m_signed = false;
    ValueRange m_range;
    QString m_unit;
    std::vector<Cell> m_outlined;
    std::optional<Cell> m_query, m_hovered;
};

}  // namespace vitrine::ui
