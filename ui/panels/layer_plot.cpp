#include "ui/panels/layer_plot.h"

#include "ui/numbers.h"
#include "ui/panels/axis.h"
#include "ui/theme.h"

#include <QtGui/QMouseEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::ui {
namespace {

constexpr double reach = 16;  // px: a value farther from the mouse is not meant
constexpr int tickHeight = 40;
constexpr double smallSpread = 0.05;  // of the largest value: less is one stripe of dots on an axis from 0

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
    if (isOff(column, series))
        parts << tr("off");
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
    const int below = m_data.axis.isEmpty() ? 3 * unit : 5 * unit;
    return QRectF(rect()).adjusted(left + 2 * unit, top, -unit, -below);
}

double LayerPlot::x(const QRectF& at, int column) const {
    const auto count = double(std::max<qsizetype>(1, m_data.columns.size()));
    return at.left() + (column + 0.5) * at.width() / count;
}

double LayerPlot::y(const QRectF& at, double value) const {
    return at.bottom() - std::clamp((value - m_base) / (m_end - m_base), 0.0, 1.0) * at.height();
}

QPointF LayerPlot::pointIn(const QRectF& at, int column, int series) const {
    return {x(at, column), y(at, double(m_data.values.at(size_t(column)).at(size_t(series))))};
}

double LayerPlot::radius() const {
    const double step = area().width() / double(std::max<qsizetype>(1, m_data.columns.size()));
    return std::clamp(step / 5, 2.0, 3.5 * textScale());
}

std::optional<std::pair<int, int>> LayerPlot::valueAt(QPointF at) const {
    std::optional<std::pair<int, int>> best;
    double nearest = reach;
    const QRectF between = area();
    for (int column = 0; column < int(m_data.values.size()); ++column)
        for (int series = 0; series < int(m_data.values[size_t(column)].size()); ++series) {
            const QPointF delta = pointIn(between, column, series) - at;
            const double step = between.width() / double(m_data.columns.size());
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

bool LayerPlot::isOff(int column, int series) const {
    return std::find(m_data.off.begin(), m_data.off.end(), std::pair(column, series)) != m_data.off.end();
}

// --- painting --------------------------------------------------------------------------------------------------------

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
