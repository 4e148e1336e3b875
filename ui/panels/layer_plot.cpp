#include "ui/panels/layer_plot.h"

#include "ui/numbers.h"
#include "ui/panels/axis.h"
#include "ui/theme.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::ui {
namespace {

constexpr double reach = 16;  // px: a value farther from the mouse is not meant
constexpr int tickHeight = 40;
constexpr double smallSpread = 0.05;  // of the largest value: less is one stripe of dots on an axis from 0
QColor faint(QColor colour, float alpha) {
    colour.setAlphaF(alpha);
    return colour;
}

}  // namespace

LayerPlot::LayerPlot(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setData({});
}

// --- what is shown ---------------------------------------------------------------------------------------------------

void LayerPlot::setData(PlotData data) {
    m_data = std::move(data);
    m_top = m_data.top;
    m_low = m_data.values.empty() ? 0 : std::numeric_limits<double>::infinity();
    for (const std::vector<float>& column : m_data.values)
        for (const float value : column)
            if (std::isfinite(value)) {
                m_top = std::max(m_top, double(value));
                m_low = std::min(m_low, double(value));
            }
    settleTicks();
    setAccessibleName(title());
    describe();
    setHovered(m_hovered);
    update();
}

/// Up to a round value; or where there is a most that can be, up to that.
void LayerPlot::settleTicks() {
    m_ticks = axisTicks(m_top, std::clamp(height() / tickHeight, 2, 5));
    m_base = 0;
    if (m_low > (1 - smallSpread) * m_top && m_low < m_top && !m_data.joined)
        zoomTicks();
    m_end = m_data.limit && *m_data.limit >= m_top ? *m_data.limit : m_ticks.back();
    while (m_ticks.size() > 1 && m_ticks.back() > m_end * (1 + 1e-6))
        m_ticks.pop_back();
}

/// Dots that would lie in one stripe get the axis to themselves: round values around them.
void LayerPlot::zoomTicks() {
    const std::vector<double> near = axisTicks(m_top - m_low, std::clamp(height() / tickHeight, 2, 5));
    const double step = near[1] - near[0];
    m_base = std::floor(m_low / step) * step;
    m_ticks.clear();
    for (int i = 0; i == 0 || m_ticks.back() < m_top * (1 - 1e-9); ++i)
        m_ticks.push_back(m_base + i * step);
}

QString LayerPlot::tickText(double tick) const { return numberText(tick, 'f', tickDecimals(m_ticks)); }

QString LayerPlot::title() const {
    const int decimals = std::max(m_data.decimals, tickDecimals(m_ticks));
    const QString title = m_data.limit ? m_data.title.arg(numberText(*m_data.limit, 'f', decimals)) : m_data.title;
    return m_base > 0 ? tr("%1, axis from %2").arg(title, tickText(m_base)) : title;
}

void LayerPlot::setCurrent(int column, int series) {
    if (column == m_column && series == m_series)
        return;
    m_column = column;
    m_series = series;
    describe();
    update();
}

void LayerPlot::describe() {
    const bool one = m_column >= 0 && m_column < int(m_data.values.size()) && !m_data.values[size_t(m_column)].empty();
    setAccessibleDescription(one ? wordsOf(m_column, std::max(0, m_series)) : QString());
}

QString LayerPlot::wordsOf(int column, int series) const {
    if (column < 0 || column >= int(m_data.values.size()) || series < 0 ||
        series >= int(m_data.values[size_t(column)].size()))
        return {};
    const QString name = m_data.columns.value(column);
    QStringList parts{name.isEmpty() || !name.front().isDigit() ? name : tr("layer %1").arg(name)};
    if (!m_data.names.value(series).isEmpty())
        parts << m_data.names.value(series);
    const double value = m_data.values[size_t(column)][size_t(series)];
    parts << QStringLiteral("%1 %2").arg(numberText(value, 'f', m_data.decimals)).arg(m_data.unit);
    return parts.join(QStringLiteral(" · "));
}

// --- where it is -----------------------------------------------------------------------------------------------------

/// In as many lines as it takes.
int LayerPlot::titleHeight() const {
    return QFontMetrics(textFont(TextSize::Small, true))
        .boundingRect(QRect(0, 0, width(), height()), Qt::TextWordWrap, title())
        .height();
}

int LayerPlot::tickWidth() const {
    int most = 0;
    for (const double tick : m_ticks)
        most = std::max(most, QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(tickText(tick)));
    return most;
}

QRectF LayerPlot::area() const {
    const int left = std::max(tickWidth(), m_other ? m_other->tickWidth() : 0);
    const int top = m_data.title.isEmpty() ? int(unit) : titleHeight() + 2 * unit;
    return QRectF(rect()).adjusted(left + 2 * unit, top, -unit, -3 * unit);
}

double LayerPlot::x(int column) const {
    const QRectF at = area();
    const auto count = double(std::max<qsizetype>(1, m_data.columns.size()));
    return at.left() + (column + 0.5) * at.width() / count;
}

double LayerPlot::y(double value) const {
    const QRectF at = area();
    return at.bottom() - std::clamp((value - m_base) / (m_end - m_base), 0.0, 1.0) * at.height();
}

QPointF LayerPlot::pointAt(int column, int series) const {
    return {x(column), y(double(m_data.values.at(size_t(column)).at(size_t(series))))};
}

double LayerPlot::radius() const {
    const double step = area().width() / double(std::max<qsizetype>(1, m_data.columns.size()));
    return std::clamp(step / 5, 2.0, 3.5);
}

std::optional<std::pair<int, int>> LayerPlot::valueAt(QPointF at) const {
    std::optional<std::pair<int, int>> best;
    double nearest = reach;
    for (int column = 0; column < int(m_data.values.size()); ++column)
        for (int series = 0; series < int(m_data.values[size_t(column)].size()); ++series) {
            const QPointF delta = pointAt(column, series) - at;
            const double step = area().width() / double(m_data.columns.size());
            const double distance =
                m_data.joined ? std::abs(delta.x()) * reach / (step * 0.75) : std::hypot(delta.x(), delta.y());
            const bool closer = distance < nearest || (distance == nearest && isCurrent(column, series));
            if (closer) {
                nearest = distance;
                best = {column, series};
            }
        }
    return best;
}

bool LayerPlot::isCurrent(int column, int series) const {
    return column == m_column && (m_series < 0 || series == m_series);
}

// --- painting --------------------------------------------------------------------------------------------------------

void LayerPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter);
    m_data.joined ? paintCurves(painter) : paintDots(painter);
    paintValue(painter);
}

void LayerPlot::paintAxes(QPainter& painter) {
    const Theme& t = theme();
    const QRectF at = area();
    painter.setFont(textFont(TextSize::Small, true));
    painter.setPen(t.quiet);
    painter.drawText(QRect(0, 0, width(), titleHeight()), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, title());
    painter.setFont(textFont(TextSize::Small));
    for (const double tick : m_ticks) {
        const double line = std::round(y(tick)) + 0.5;
        painter.setPen(t.line);
        painter.drawLine(QPointF(at.left(), line), QPointF(at.right(), line));
        painter.setPen(t.quiet);
        painter.drawText(QRectF(0, line - unit, at.left() - unit, 2 * unit), Qt::AlignRight | Qt::AlignVCenter,
                         tickText(tick));
    }
    if (m_data.limit && *m_data.limit <= m_end) {
        painter.setPen(QPen(t.quiet, 1, Qt::DashLine));
        painter.drawLine(QPointF(at.left(), y(*m_data.limit)), QPointF(at.right(), y(*m_data.limit)));
    }
    int widest = 0;
    for (const QString& column : m_data.columns)
        widest = std::max(widest, painter.fontMetrics().horizontalAdvance(column));
    const int count = int(m_data.columns.size());
    const int step = labelStep(count, at.width(), widest + unit);
    for (int column = 0; column < count; ++column) {
        const bool current = column == m_column;
        const bool crowded = m_column >= 0 && std::abs(column - m_column) < step;  // the chosen one has its label always
        if (!current && (column % step != 0 || crowded))
            continue;
        painter.setPen(current ? t.text : t.quiet);
        painter.drawText(QRectF(x(column) - 4 * unit, at.bottom() + 4, 8 * unit, 2 * unit),
                         Qt::AlignHCenter | Qt::AlignTop, m_data.columns[column]);
    }
}

void LayerPlot::paintDots(QPainter& painter) {
    const double r = radius();
    painter.setPen(Qt::NoPen);
    painter.setBrush(faint(theme().quiet, 0.6F));
    for (int column = 0; column < int(m_data.values.size()); ++column)
        for (int series = 0; series < int(m_data.values[size_t(column)].size()); ++series)
            if (!isCurrent(column, series))
                painter.drawEllipse(pointAt(column, series), r, r);
    if (m_column < 0 || m_column >= int(m_data.values.size()))
        return;
    painter.setBrush(theme().accent);
    const double large = m_series < 0 ? r : r + 2;
    for (int series = 0; series < int(m_data.values[size_t(m_column)].size()); ++series)
        if (isCurrent(m_column, series))
            painter.drawEllipse(pointAt(m_column, series), large, large);
}

void LayerPlot::paintCurves(QPainter& painter) {
    const size_t count = m_data.values.empty() ? 0 : m_data.values.front().size();
    for (size_t series = 0; series < count; ++series) {
        QPainterPath path;
        for (int column = 0; column < int(m_data.values.size()); ++column)
            column == 0 ? path.moveTo(pointAt(column, int(series))) : path.lineTo(pointAt(column, int(series)));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme().accent, 1.5));
        painter.drawPath(path);
        if (m_column >= 0 && m_column < int(m_data.values.size())) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme().accent);
            painter.drawEllipse(pointAt(m_column, int(series)), 4, 4);
        }
    }
}

void LayerPlot::paintValue(QPainter& painter) {
    if (!m_hovered)
        return;
    const Theme& t = theme();
    const QPointF at = pointAt(m_hovered->first, m_hovered->second);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(t.text, 1.5));
    painter.drawEllipse(at, radius() + 2.5, radius() + 2.5);
    painter.setFont(textFont(TextSize::Small));
    const QString words = wordsOf(m_hovered->first, m_hovered->second);
    QRectF tag(0, 0, painter.fontMetrics().horizontalAdvance(words) + 2 * unit, 3 * unit);
    tag.moveCenter(at - QPointF(0, 3 * unit));
    if (tag.top() < 0)
        tag.moveTop(at.y() + 1.5 * unit);
    tag.moveLeft(std::clamp(tag.left(), 0.0, std::max(0.0, width() - tag.width())));
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.raised);
    painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(t.text);
    painter.drawText(tag, Qt::AlignCenter, words);
}

// --- mouse -----------------------------------------------------------------------------------------------------------

void LayerPlot::setHovered(std::optional<std::pair<int, int>> value) {
    const bool there = value && value->first < int(m_data.values.size()) &&
                       value->second < int(m_data.values[size_t(value->first)].size());
    m_hovered = there ? value : std::nullopt;
    setCursor(there ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void LayerPlot::mouseMoveEvent(QMouseEvent* event) { setHovered(valueAt(event->position())); }
void LayerPlot::resizeEvent(QResizeEvent*) { settleTicks(); }
void LayerPlot::leaveEvent(QEvent*) { setHovered(std::nullopt); }

void LayerPlot::mousePressEvent(QMouseEvent* event) {
    const auto value = valueAt(event->position());
    if (event->button() == Qt::LeftButton && value)
        Q_EMIT chosen(value->first, value->second);
}

void LayerPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui
