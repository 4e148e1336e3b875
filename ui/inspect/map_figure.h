// MapFigure: one number a patch, or three as its red, green and blue, with a colour bar, the value under the mouse, and
// marks.
#pragma once

#include "core/inside/pca.h"
#include "core/overlay/taken.h"
#include "ui/inspect/paint.h"

#include <QtWidgets/QWidget>

#include <optional>

namespace vitrine::ui {

class MapFigure : public QWidget {
    Q_OBJECT
public:
    explicit MapFigure(QWidget* parent = nullptr);

    void setMap(const Map& map, const Colormap& colormap, const QString& unitWords);
    /// In the diverging colours of the theme, 0 in their middle; `range` as far below it as above, else the map's own.
    void setSignedMap(const Map& map, const QString& unitWords, std::optional<ValueRange> range = {});
    /// A pixel a patch; `channels` say what red, green and blue are, in a word each.
    void setColours(const PatchColours::Picture& colours, const QStringList& channels);
    /// The map is so large, whatever its patches' shape; the colour bar takes `scaleWidth` beside it.
    void setMapSize(QSize size);
    static int scaleWidth();
    ValueRange range() const { return m_range; }  ///< of the colours
    /// Patches that have no number: hatched, and no value is told of them. Of a map that is set after this one, too.
    void setDropped(std::vector<Cell> dropped);
    /// Patches whose tokens are another picture's: a dashed line around them.
    void setTaken(const Taken& taken);
    void setMarks(std::vector<Cell> outlined, std::optional<Cell> query);
    QRect mapRect() const;
    std::optional<Cell> cellAt(QPointF at) const;
    std::optional<int> valueHeight() const;  ///< where valueWords() is marked along the bar, from the top
    QString valueWords() const;              ///< of the patch under the mouse, else of the query; empty without either

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
    void paintChanged(QPainter& painter) const;
    void paintScale(QPainter& painter) const;
    void paintBar(QPainter& painter, const QRect& words) const;
    void paintValue(QPainter& painter, const QRect& words) const;
    void paintChannels(QPainter& painter, const QRect& words) const;
    std::optional<Cell> readCell() const;  ///< whose value is told
    bool isDropped(const Cell& cell) const;
    void setHovered(std::optional<Cell> cell);

    Map m_map;
    QImage m_image;
    const Colormap* m_colormap = nullptr;
    bool m_signed = false;
    ValueRange m_range;
    QString m_unit;
    PatchColours::Picture m_colours;
    QStringList m_channels;  ///< none: one number a patch
    QSize m_size;            ///< of the map; none: as large as fits, its patches square
    std::vector<Cell> m_outlined, m_dropped;
    Taken m_taken;
    std::optional<Cell> m_query, m_hovered;
};

}  // namespace vitrine::ui
