#include "ui/inspect/map_figure.h"

#include "core/overlay/diverging.h"
#include "ui/theme.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr Px scaleWidth = units(13);  // the colour bar and its numbers, at the right
constexpr Px largest = units(24);

}  // namespace

MapFigure::MapFigure(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void MapFigure::setMap(const Map& map, const Colormap& colormap, const QString& unitWords) {
    m_signed = false;
    set(map, colormap, rangeOf(map), unitWords);
}

void MapFigure::setSignedMap(const Map& map, const QString& unitWords) {
    m_signed = true;
    set(map, divergingColormap(theme().dark), signedRangeOf(map), unitWords);
}

void MapFigure::set(const Map& map, const Colormap& colormap, ValueRange range, const QString& unitWords) {
    const bool sameShape = map.rows == m_map.rows && map.cols == m_map.cols;
    m_map = map;
    m_colormap = &colormap;
    m_unit = unitWords;
    m_range = range;
    m_image = mapImage(map, colormap, m_range);
    setAccessibleDescription(
        tr("from %1 to %2 %3").arg(valueText(m_range.low, m_range), valueText(m_range.high, m_range), m_unit));
    if (!sameShape) {
        setMinimumHeight(heightForWidth(width()));
        updateGeometry();
    }
    update();
}

void MapFigure::setMarks(std::vector<Cell> outlined, std::optional<Cell> query) {
    m_outlined = std::move(outlined);
    m_query = query;
    update();
}

int MapFigure::heightForWidth(int width) const {
    const int wide = std::min(int(largest), width - int(scaleWidth));
    return m_map.cols > 0 ? std::max(1, wide * m_map.rows / m_map.cols) : wide;
}

QSize MapFigure::sizeHint() const { return {int(largest) + int(scaleWidth), int(largest)}; }

QRect MapFigure::mapRect() const {
    const int wide = std::min(int(largest), width() - int(scaleWidth));
    return {0, 0, wide, heightForWidth(width())};
}

QRectF MapFigure::cellRect(Cell cell) const {
    const QRectF all = mapRect();
    const double w = all.width() / m_map.cols, h = all.height() / m_map.rows;
    return {all.x() + cell.col * w, all.y() + cell.row * h, w, h};
}

std::optional<Cell> MapFigure::cellAt(QPointF at) const {
    const QRectF all = mapRect();
    if (m_map.values.empty() || !all.contains(at))
        return {};
    return Cell{std::min(m_map.rows - 1, int((at.y() - all.y()) / all.height() * m_map.rows)),
                std::min(m_map.cols - 1, int((at.x() - all.x()) / all.width() * m_map.cols))};
}

QString MapFigure::valueWords() const {
    const std::optional<Cell> cell = m_hovered ? m_hovered : m_query;
    if (!cell || m_map.values.empty() || cell->row >= m_map.rows || cell->col >= m_map.cols)
        return {};
    return valueText(double(m_map.at(cell->row, cell->col)), m_range);
}

// What its width needs, even where the panel has to be scrolled for it.
void MapFigure::resizeEvent(QResizeEvent*) { setMinimumHeight(heightForWidth(width())); }

void MapFigure::paintEvent(QPaintEvent*) {
    if (m_map.values.empty())
        return;
    QPainter painter(this);
    painter.drawImage(mapRect(), m_image);  // nearest: one square a patch
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const Cell& cell : m_outlined) {
        for (const auto& [colour, width] :
             {std::pair{QColor(Qt::black), 4.0}, std::pair{QColor(0xff, 0xb4, 0x6b), 2.0}}) {
            painter.setPen(QPen(colour, width));  // on any colour of the map, in either theme
            painter.drawEllipse(cellRect(cell).adjusted(-2, -2, 2, 2));
        }
    }
    for (const auto& [cell, width] : {std::pair{m_query, 1.5}, std::pair{m_hovered, 2.0}})
        if (cell && cell->row < m_map.rows && cell->col < m_map.cols) {
            painter.setPen(QPen(Qt::black, width + 2));
            painter.drawRect(cellRect(*cell));
            painter.setPen(QPen(Qt::white, width));
            painter.drawRect(cellRect(*cell));
        }
    paintScale(painter);
}

void MapFigure::paintScale(QPainter& painter) const {
    const Theme& t = theme();
    const QRect bar(mapRect().right() + 1 + int(unit), 0, 8, mapRect().height());
    for (int y = 0; y < bar.height(); ++y) {
        const Rgb c = (*m_colormap)(1 - double(y) / std::max(1, bar.height() - 1));
        painter.fillRect(bar.left(), y, bar.width(), 1, QColor(c.r, c.g, c.b));
    }
    const QRect words(bar.right() + 1 + int(unit), 0, width() - bar.right() - 1 - int(unit), bar.height());
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(t.quiet);
    const bool flat = !(m_range.high > m_range.low);
    painter.drawText(words, int(Qt::AlignLeft | Qt::AlignTop),
                     valueText(m_range.high, m_range) + QLatin1Char('\n') + m_unit);
    if (!flat)
        painter.drawText(words, int(Qt::AlignLeft | Qt::AlignBottom), valueText(m_range.low, m_range));
    const std::optional<Cell> cell = m_hovered ? m_hovered : m_query;
    if (valueWords().isEmpty()) {
        if (m_range.low == -m_range.high)
            painter.drawText(words, int(Qt::AlignLeft | Qt::AlignVCenter), QStringLiteral("0"));
        return;
    }
    painter.setPen(t.text);
    painter.drawText(words, int(Qt::AlignLeft | Qt::AlignVCenter),
                     tr("%1, %2\n%3", "row, column, value").arg(cell->row).arg(cell->col).arg(valueWords()));
}

void MapFigure::setHovered(std::optional<Cell> cell) {
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    update();
    Q_EMIT cellHovered(cell);
}

void MapFigure::mouseMoveEvent(QMouseEvent* event) { setHovered(cellAt(event->position())); }
void MapFigure::leaveEvent(QEvent*) { setHovered({}); }

void MapFigure::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && m_signed)
        set(m_map, divergingColormap(theme().dark), m_range, m_unit);
    QWidget::changeEvent(event);
}

void MapFigure::mousePressEvent(QMouseEvent* event) {
    if (const std::optional<Cell> cell = cellAt(event->position()); cell && event->button() == Qt::LeftButton)
        Q_EMIT cellChosen(*cell);
}

}  // namespace vitrine::ui
