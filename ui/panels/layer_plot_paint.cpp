// How LayerPlot is drawn.
#include "ui/panels/layer_plot.h"

#include "ui/panels/axis.h"
#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
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
    paintLevels(
        painter, at, m_ticks, [&](double tick) { return y(at, tick); }, [this](double tick) { return tickText(tick); });
    if (m_data.limit && *m_data.limit <= m_end) {
        painter.setPen(QPen(t.quiet, 1, Qt::DashLine));
        painter.drawLine(QPointF(at.left(), y(at, *m_data.limit)), QPointF(at.right(), y(at, *m_data.limit)));
    }
    painter.setPen(t.quiet);
    painter.drawText(QRectF(at.left(), at.bottom() + 2 * unit + 2, at.width(), 3 * unit - 2),
                     Qt::AlignHCenter | Qt::AlignVCenter, m_data.axis);
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
        painter.drawText(QRectF(x(at, column) - 4 * unit, at.bottom() + 4, 8 * unit, 2 * unit),
                         Qt::AlignHCenter | Qt::AlignTop, m_data.columns[column]);
    }
}

void LayerPlot::paintDots(QPainter& painter) {
    const double r = radius();
    const QRectF at = area();
    const auto dot = [&](int column, int series, const QColor& colour, double size) {
        const bool off = isOff(column, series);
        painter.setPen(off ? QPen(colour, 1.5) : QPen(Qt::NoPen));
        painter.setBrush(off ? theme().stage : colour);
        painter.drawEllipse(pointIn(at, column, series), size, size);
    };
    const double large = m_series < 0 ? r : r + 2;
    for (const bool current : {false, true})
        for (const bool off : {false, true})  // what is hollow stays seen among the others
            for (int column = 0; column < int(m_data.values.size()); ++column)
                for (int series = 0; series < int(m_data.values[size_t(column)].size()); ++series)
                    if (isCurrent(column, series) == current && isOff(column, series) == off)
                        dot(column, series, current ? theme().accent : withAlpha(theme().quiet, 0.6F),
                            current ? large : r);
}

void LayerPlot::paintCurves(QPainter& painter) {
    const size_t count = m_data.values.empty() ? 0 : m_data.values.front().size();
    const QRectF at = area();
    for (size_t series = 0; series < count; ++series) {
        QPainterPath path;
        for (int column = 0; column < int(m_data.values.size()); ++column)
            column == 0 ? path.moveTo(pointIn(at, column, int(series))) : path.lineTo(pointIn(at, column, int(series)));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme().accent, 1.5));
        painter.drawPath(path);
        if (m_column >= 0 && m_column < int(m_data.values.size())) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme().accent);
            painter.drawEllipse(pointIn(at, m_column, int(series)), 4, 4);
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

}  // namespace vitrine::ui
