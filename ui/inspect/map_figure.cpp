#include "ui/inspect/map_figure.h"

#include "core/cells.h"
#include "core/overlay/diverging.h"
#include "core/overlay/masked.h"
#include "ui/panels/paint_device.h"
#include "ui/pixels.h"
#include "ui/theme.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr Px barAndWords = units(14);  // at the right
constexpr Px usual = units(24);

/// Readable on the panel in either theme.
QColor channelColour(int channel) {
    return QColor::fromHsv(channel * 120, theme().dark ? 130 : 220, theme().dark ? 240 : 170);
}

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

void MapFigure::setSignedMap(const Map& map, const QString& unitWords, std::optional<ValueRange> range) {
    m_signed = true;
    set(map, divergingColormap(theme().dark), range.value_or(signedRangeOf(map)), unitWords);
}

void MapFigure::set(const Map& map, const Colormap& colormap, ValueRange range, const QString& unitWords) {
    const bool sameShape = map.rows == m_map.rows && map.cols == m_map.cols;
    m_channels.clear();
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

void MapFigure::setColours(const PatchColours::Picture& colours, const QStringList& channels) {
    setMap(colours.scores[0], colormaps().front(), {});
    m_colours = colours;
    m_channels = channels;
    m_image = toQImage(colours.image);
    setAccessibleDescription(channels.join(QStringLiteral(", ")));
}

void MapFigure::setMapSize(QSize size) {
    m_size = size;
    setMinimumHeight(heightForWidth(width()));
    updateGeometry();
    update();
}

int MapFigure::scaleWidth() { return barAndWords; }

void MapFigure::setDropped(std::vector<Cell> dropped) {
    m_dropped = std::move(dropped);
    update();
}

void MapFigure::setTaken(const Taken& taken) {
    m_taken = taken;
    update();
}

bool MapFigure::isDropped(const Cell& cell) const { return isAmong(m_dropped, cell); }

void MapFigure::setMarks(std::vector<Cell> outlined, std::optional<Cell> query) {
    m_outlined = std::move(outlined);
    m_query = query;
    update();
}

int MapFigure::heightForWidth(int width) const {
    if (m_size.isValid())
        return m_size.height();
    const int wide = std::min(int(usual), width - scaleWidth());
    return m_map.cols > 0 ? std::max(1, wide * m_map.rows / m_map.cols) : wide;
}

QSize MapFigure::sizeHint() const { return {int(usual) + scaleWidth(), int(usual)}; }

QRect MapFigure::mapRect() const {
    if (m_size.isValid())
        return {QPoint(0, 0), m_size};
    const int wide = std::min(int(usual), width() - scaleWidth());
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

std::optional<Cell> MapFigure::readCell() const {
    const std::optional<Cell> cell = m_hovered ? m_hovered : m_query;
    const bool there = cell && !m_map.values.empty() && cell->row < m_map.rows && cell->col < m_map.cols;
    return there ? cell : std::nullopt;
}

QString MapFigure::valueWords() const {
    const std::optional<Cell> cell = readCell();
    if (!cell)
        return {};
    if (isDropped(*cell))
        return tr("left out", "a patch");
    if (m_channels.isEmpty())
        return valueText(double(m_map.at(cell->row, cell->col)), m_range);
    QStringList values;
    for (const Map& scores : m_colours.scores)
        values << shortNumber(double(scores.at(cell->row, cell->col)));
    return values.join(QLatin1Char('\n'));
}

// What its width needs, even where the panel has to be scrolled for it.
void MapFigure::resizeEvent(QResizeEvent*) { setMinimumHeight(heightForWidth(width())); }

void MapFigure::paintEvent(QPaintEvent*) {
    if (m_map.values.empty())
        return;
    QPainter painter(this);
    painter.drawImage(mapRect(), m_image);  // nearest: one square a patch
    paintChanged(painter);
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

/// In the device's own pixels, as on the picture.
void MapFigure::paintChanged(QPainter& painter) const {
    if (m_dropped.empty() && m_taken.patches.empty())
        return;
    const double scale = painter.deviceTransform().m11();
    const QRect at = mapRect();
    const Raster raster = Raster::whole(thickness(at.width(), scale), thickness(at.height(), scale));
    if (!m_dropped.empty())
        painter.drawImage(at, toQImage(drawMasked({m_dropped, m_map.rows, m_map.cols}, raster, thickness(1, scale))));
    if (!m_taken.patches.empty())
        painter.drawImage(at, toQImage(drawTaken(m_taken, raster, thickness(2, scale))));
}

void MapFigure::paintScale(QPainter& painter) const {
    const int left = mapRect().right() + 1 + 2 * int(unit) + 8;
    const QRect words(left, 0, width() - left, mapRect().height());
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme().quiet);
    m_channels.isEmpty() ? paintBar(painter, words) : paintChannels(painter, words);
    paintValue(painter, words);
}

std::optional<int> MapFigure::valueHeight() const {
    const std::optional<Cell> cell = readCell();
    const double spread = m_range.high - m_range.low;
    if (!cell || isDropped(*cell) || !m_channels.isEmpty() || !(spread > 0))
        return {};
    const double t = (double(m_map.at(cell->row, cell->col)) - m_range.low) / spread;
    return int(std::lround((1 - std::clamp(t, 0.0, 1.0)) * (mapRect().height() - 1)));
}

// At its height along the bar, as far as the numbers at the ends leave room; the mark is exactly there.
void MapFigure::paintValue(QPainter& painter, const QRect& words) const {
    const std::optional<Cell> cell = readCell();
    if (!cell)
        return;
    const QString text = tr("%1, %2\n%3", "row, column, value").arg(cell->row).arg(cell->col).arg(valueWords());
    painter.setPen(theme().text);
    const auto at = valueHeight();
    if (!at)
        return painter.drawText(words, int(Qt::AlignLeft | Qt::AlignVCenter), text);
    const int line = painter.fontMetrics().height(), high = 2 * line;
    const int top = words.top() + (m_unit.isEmpty() ? line : 2 * line), bottom = words.bottom() + 1 - line;
    QRect box(words.left(), *at - high / 2, words.width(), high);
    box.moveTop(std::max(top, std::min(box.top(), bottom - high)));
    painter.drawText(box, int(Qt::AlignLeft | Qt::AlignVCenter), text);
    const double tip = words.left() - int(unit), y = std::clamp(*at + 0.5, 4.0, mapRect().height() - 4.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().text);
    painter.drawPolygon(QPolygonF{{tip, y}, {tip + 6, y - 4}, {tip + 6, y + 4}});
}

/// What each colour is, a line each.
void MapFigure::paintChannels(QPainter& painter, const QRect& words) const {
    const int high = QFontMetrics(textFont(TextSize::Small)).height() + 2;
    for (int i = 0; i < m_channels.size(); ++i) {
        const QRect line(words.left(), i * high, words.width(), high);
        painter.setPen(Qt::NoPen);
        painter.setBrush(channelColour(i));
        painter.drawRoundedRect(QRectF(line.left() - unit - 8, line.center().y() - 4, 8, 8), 2, 2);
        painter.setPen(theme().quiet);
        painter.drawText(line, int(Qt::AlignLeft | Qt::AlignVCenter), m_channels[i]);
    }
    const QRect below(words.left(), int(m_channels.size()) * high, words.width(), high);
    painter.drawText(below, int(Qt::AlignLeft | Qt::AlignVCenter), tr("of the variance"));
}

void MapFigure::paintBar(QPainter& painter, const QRect& words) const {
    const QRect bar(mapRect().right() + 1 + int(unit), 0, 8, mapRect().height());
    for (int y = 0; y < bar.height(); ++y) {
        const Rgb c = (*m_colormap)(1 - double(y) / std::max(1, bar.height() - 1));
        painter.fillRect(bar.left(), y, bar.width(), 1, QColor(c.r, c.g, c.b));
    }
    const bool flat = !(m_range.high > m_range.low);
    painter.drawText(words, int(Qt::AlignLeft | Qt::AlignTop),
                     valueText(m_range.high, m_range) + QLatin1Char('\n') + m_unit);
    if (!flat)
        painter.drawText(words, int(Qt::AlignLeft | Qt::AlignBottom), valueText(m_range.low, m_range));
    if (!readCell() && m_range.low == -m_range.high)
        painter.drawText(words, int(Qt::AlignLeft | Qt::AlignVCenter), QStringLiteral("0"));
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
