#include "ui/inspect/plot_figure.h"

#include "ui/inspect/paint.h"
#include "ui/theme.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr Px plotHeight = units(18);

QColor colourOf(Ink ink) {
    const Theme& t = theme();
    switch (ink) {
    case Ink::Accent: return t.accent;
    case Ink::Text: return t.text;
    case Ink::Quiet: return t.quiet;
    case Ink::Warning: return t.warning;
    }
    return t.text;
}

int lineHeight() { return QFontMetrics(textFont(TextSize::Small)).height(); }

/// A count on an axis of powers of ten: 1 stands a little above the ground.
double power(double count) { return count > 0 ? std::log10(count) + 0.3 : 0; }

/// About three: two alone leave the scale to be guessed.
std::vector<double> levelsOf(double low, double high) {
    for (int count = 3;; ++count)
        if (std::vector<double> levels = ticks(low, high, count); levels.size() >= 3 || count == 6)
            return levels;
}

}  // namespace

PlotFigure::PlotFigure(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PlotFigure::setPlot(Plot plot) {
    m_plot = std::move(plot);
    findRange();
    if (m_hovered >= int(length()))
        m_hovered = -1;
    QStringList names;
    for (const Series& series : m_plot.series)
        names << series.name;
    setAccessibleDescription(
        tr("%1 by %2, from %3 to %4")
            .arg(names.join(QStringLiteral(", ")), m_plot.xName, shortNumber(m_low), shortNumber(m_high)));
    update();
}

size_t PlotFigure::length() const { return m_plot.series.empty() ? 0 : m_plot.series.front().values.size(); }

void PlotFigure::findRange() {
    bool any = false;
    for (const Series& series : m_plot.series)
        for (const double value : series.values)
            if (std::isfinite(value)) {
                m_low = any ? std::min(m_low, value) : value;
                m_high = any ? std::max(m_high, value) : value;
                any = true;
            }
    if (!any)
        m_low = 0, m_high = 1;
    if (m_plot.shape == Plot::Shape::Bars || m_plot.fromZero)
        m_low = std::min(m_low, 0.0);
    if (!(m_high > m_low))
        m_high = m_low + 1;
    if (m_plot.fromZero && m_low < 0)  // down to a number that is written
        if (const std::vector<double> levels = levelsOf(m_low, m_high); levels.size() > 1)
            m_low = levels.front() - (levels.front() > m_low ? levels[1] - levels[0] : 0);
    m_left = 0;
    const QFontMetrics metrics(textFont(TextSize::Small));
    for (const double tick : levelsOf(m_low, m_high))
        m_left = std::max(m_left, metrics.horizontalAdvance(shortNumber(tick)));
    m_left = std::max(m_left, metrics.horizontalAdvance(shortNumber(m_high))) + int(unit);
}

QSize PlotFigure::sizeHint() const { return {int(plotHeight) * 2, int(plotHeight) + 2 * lineHeight()}; }

QRectF PlotFigure::area() const {
    const double top = lineHeight() + unit;  // the highest dot clear of the legend
    return {double(m_left), top, std::max(1.0, width() - m_left - 4.0),
            std::max(1.0, height() - top - lineHeight() - 4)};
}

double PlotFigure::heightOf(double value) const {
    if (m_plot.logarithmic)
        return power(value) / std::max(1e-9, power(m_high));
    return (value - m_low) / (m_high - m_low);
}

QPointF PlotFigure::pointOf(double value, size_t index) const {
    const QRectF at = area();
    const auto count = double(length());
    const double x = m_plot.shape == Plot::Shape::Bars || count < 2 ? (double(index) + 0.5) / std::max(1.0, count)
                                                                    : double(index) / (count - 1);
    return {at.left() + x * at.width(), at.bottom() - heightOf(value) * at.height()};
}

int PlotFigure::indexAt(QPointF at) const {
    const QRectF all = area().adjusted(-4, -4, 4, 4);
    if (length() == 0 || !all.contains(at))
        return -1;
    const double share = std::clamp((at.x() - area().left()) / area().width(), 0.0, 1.0);
    const auto count = double(length());
    const double index = m_plot.shape == Plot::Shape::Bars ? std::floor(share * count) : std::round(share * (count - 1));
    return int(std::clamp(index, 0.0, count - 1));
}

QString PlotFigure::wordsAt(int index) const {
    if (index < 0 || size_t(index) >= length())
        return {};
    const double x = m_plot.xLow + m_plot.xStep * index;
    QStringList values;
    for (const Series& series : m_plot.series)
        if (size_t(index) < series.values.size())
            values << (series.name + QLatin1Char(' ') + shortNumber(series.values[size_t(index)])).trimmed();
    const QString place = m_plot.shape == Plot::Shape::Bars
                              ? tr("%1 to %2").arg(shortNumber(x), shortNumber(x + m_plot.xStep))
                              : m_plot.xName + QLatin1Char(' ') + shortNumber(x);
    return place + QStringLiteral(": ") + values.join(QStringLiteral(", "));
}

void PlotFigure::paintEvent(QPaintEvent*) {
    if (length() == 0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter);
    for (const Series& series : m_plot.series)
        paintSeries(painter, series);
    if (m_hovered >= 0) {
        painter.setPen(QPen(theme().quiet, 1, Qt::DotLine));
        const double x = pointOf(m_low, size_t(m_hovered)).x();
        painter.drawLine(QPointF(x, area().top()), QPointF(x, area().bottom()));
    }
    paintWords(painter);
}

void PlotFigure::paintAxes(QPainter& painter) const {
    const Theme& t = theme();
    const QRectF at = area();
    painter.setFont(textFont(TextSize::Small));
    std::vector<double> levels;
    if (m_plot.logarithmic)
        for (double level = 1; level <= m_high; level *= m_high > 1e4 ? 100 : 10)
            levels.push_back(level);
    else
        levels = levelsOf(m_low, m_high);
    for (const double level : levels) {
        const double y = at.bottom() - heightOf(level) * at.height();
        painter.setPen(t.line);
        painter.drawLine(QPointF(at.left(), y), QPointF(at.right(), y));
        painter.setPen(t.quiet);
        painter.drawText(QRectF(0, y - lineHeight() / 2.0, m_left - 6, lineHeight()),
                         int(Qt::AlignRight | Qt::AlignVCenter), shortNumber(level));
    }
    const double steps = m_plot.shape == Plot::Shape::Bars ? double(length()) : std::max(1.0, double(length()) - 1);
    const double high = m_plot.xLow + m_plot.xStep * steps;
    const QRectF below(at.left(), at.bottom() + 2, at.width(), lineHeight());
    painter.drawText(below, int(Qt::AlignLeft | Qt::AlignTop), shortNumber(m_plot.xLow));
    painter.drawText(below, int(Qt::AlignRight | Qt::AlignTop), shortNumber(high));
    painter.drawText(below, int(Qt::AlignHCenter | Qt::AlignTop), m_plot.xName);
}

void PlotFigure::paintSeries(QPainter& painter, const Series& series) const {
    const QColor colour = colourOf(series.ink);
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);  // dots over dots stay whole
    const double w = area().width() / double(length());
    bool begun = false;  // not asked of the path: setFillRule() alone puts an element at 0, 0 into it
    for (size_t i = 0; i < series.values.size(); ++i) {
        if (!std::isfinite(series.values[i]))
            continue;
        const QPointF at = pointOf(series.values[i], i);
        if (m_plot.shape == Plot::Shape::Bars)
            path.addRect(QRectF(at.x() - w / 2, at.y(), std::max(1.0, w - 1), area().bottom() - at.y()));
        else if (m_plot.shape == Plot::Shape::Dots)
            path.addEllipse(at, series.values.size() > 100 ? 1.2 : 2.5, series.values.size() > 100 ? 1.2 : 2.5);
        else if (!begun)
            path.moveTo(at);
        else
            path.lineTo(at);
        begun = true;
    }
    const bool line = m_plot.shape == Plot::Shape::Line;
    if (line)
        painter.strokePath(path, QPen(colour, 1.5));
    else
        painter.fillPath(path, colour);
    if (m_hovered >= 0 && size_t(m_hovered) < series.values.size() && m_plot.shape != Plot::Shape::Bars) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(pointOf(series.values[size_t(m_hovered)], size_t(m_hovered)), 3.5, 3.5);
    }
}

// Above the plot: the value under the mouse, else the legend.
void PlotFigure::paintWords(QPainter& painter) const {
    const QRectF at(m_left, 0, width() - m_left, lineHeight());
    painter.setFont(textFont(TextSize::Small));
    if (m_hovered >= 0) {
        painter.setPen(theme().text);
        painter.drawText(at, int(Qt::AlignLeft | Qt::AlignVCenter),
                         painter.fontMetrics().elidedText(wordsAt(m_hovered), Qt::ElideRight, int(at.width())));
        return;
    }
    double x = at.left();
    for (const Series& series : m_plot.series) {
        if (series.name.isEmpty())
            continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colourOf(series.ink));
        painter.drawEllipse(QPointF(x + 3, at.center().y()), 3, 3);
        painter.setPen(theme().quiet);
        painter.drawText(QRectF(x + 10, 0, at.right() - x, at.height()), Qt::AlignVCenter, series.name);
        x += 10 + painter.fontMetrics().horizontalAdvance(series.name) + 2 * int(unit);
    }
}

void PlotFigure::mouseMoveEvent(QMouseEvent* event) {
    m_hovered = indexAt(event->position());
    update();
}

void PlotFigure::leaveEvent(QEvent*) {
    m_hovered = -1;
    update();
}

}  // namespace vitrine::ui
