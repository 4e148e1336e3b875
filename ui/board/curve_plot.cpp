#include "ui/board/curve_plot.h"

#include "ui/board/board_words.h"
#include "ui/numbers.h"
#include "ui/panels/axis.h"
#include "ui/theme.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr double reach = 24;  // px: a curve farther from the mouse is not meant
constexpr double faint = 0.25;

}  // namespace

CurvePlot::CurvePlot(QWidget* parent) : QWidget(parent) { setMouseTracking(true); }

void CurvePlot::setCurves(PlotWords words, std::vector<PlottedCurve> curves) {
    m_words = std::move(words);
    m_curves = std::move(curves);
    double top = 0;
    for (const PlottedCurve& curve : m_curves)
        for (const float value : curve.curve.values)
            top = std::max(top, double(value));
    m_ticks = probabilityTicks(top);
    setAccessibleName(m_words.title);
    if (m_pointed && (m_pointed->first >= int(m_curves.size()) ||
                      m_pointed->second >= m_curves[size_t(m_pointed->first)].curve.values.size()))
        m_pointed.reset();
    update();
}

void CurvePlot::setHighlighted(int curve) {
    if (std::exchange(m_highlighted, curve) != curve)
        update();
}

// --- where it is -----------------------------------------------------------------------------------------------------

QString CurvePlot::tickText(double tick) const { return numberText(tick, 'f', std::max(2, tickDecimals(m_ticks))); }

int CurvePlot::titleHeight(int width) const {
    return QFontMetrics(textFont(TextSize::Small, true))
        .boundingRect(QRect(0, 0, width, 1000), Qt::TextWordWrap, m_words.title)
        .height();
}

int CurvePlot::heightFor(int width, int room) const {
    const int around = titleHeight(width) + 7 * unit, most = std::clamp(width * 62 / 100, 120, int(units(36)));
    return std::clamp(room, around + std::min(int(units(17)), most), around + most);
}

QRectF CurvePlot::area() const {
    const QFontMetrics metrics(textFont(TextSize::Small));
    int ticks = 0;
    for (const double tick : m_ticks)
        ticks = std::max(ticks, metrics.horizontalAdvance(tickText(tick)));
    const int below = 2 * metrics.height() + unit;
    return QRectF(rect()).adjusted(ticks + unit, titleHeight(width()) + 2 * unit, -2 * unit, -below);
}

QPointF CurvePlot::pointIn(const QRectF& at, int curve, size_t index) const {
    const Curve& c = m_curves[size_t(curve)].curve;
    return {at.left() + double(c.shares[index]) * at.width(),
            at.bottom() - std::clamp(double(c.values[index]) / m_ticks.back(), 0.0, 1.0) * at.height()};
}

std::optional<std::pair<int, size_t>> CurvePlot::valueAt(QPointF at) const {
    std::optional<std::pair<int, size_t>> best;
    double nearest = reach;
    const QRectF between = area();
    for (int i = 0; i < int(m_curves.size()); ++i)
        for (size_t k = 0; k < m_curves[size_t(i)].curve.values.size(); ++k) {
            const QPointF delta = pointIn(between, i, k) - at;
            if (const double distance = std::hypot(delta.x(), delta.y()); distance < nearest) {
                nearest = distance;
                best = {i, k};
            }
        }
    return best;
}

QString CurvePlot::valueWords() const {
    if (!m_pointed)
        return {};
    const PlottedCurve& curve = m_curves[size_t(m_pointed->first)];
    return m_words.valueAt.arg(curve.name, tr("%1 %").arg(qRound(curve.curve.shares[m_pointed->second] * 100)),
                               numberText(double(curve.curve.values[m_pointed->second]), 'f', 3));
}

// --- painting --------------------------------------------------------------------------------------------------------

void CurvePlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter);
    for (int i = int(m_curves.size()) - 1; i >= 0; --i)  // the first on top
        if (i != highlighted())
            paintCurve(painter, i);
    if (highlighted() >= 0 && highlighted() < int(m_curves.size()))
        paintCurve(painter, highlighted());
    paintValue(painter);
}

void CurvePlot::paintAxes(QPainter& painter) {
    const Theme& t = theme();
    const QRectF at = area();
    painter.setFont(textFont(TextSize::Small, true));
    painter.setPen(t.quiet);
    painter.drawText(QRect(0, 0, width(), titleHeight(width())), Qt::TextWordWrap, m_words.title);
    painter.setFont(textFont(TextSize::Small));
    const int line = painter.fontMetrics().height();
    const auto y = [&](double tick) { return at.bottom() - tick / m_ticks.back() * at.height(); };
    paintLevels(painter, at, m_ticks, y, [this](double tick) { return tickText(tick); });
    const int steps = at.width() > 6 * painter.fontMetrics().horizontalAdvance(tr("%1 %").arg(100)) ? 4 : 2;
    for (int i = 0; i <= steps; ++i) {
        const double x = at.left() + at.width() * i / steps;
        painter.drawText(QRectF(x - 5 * unit, at.bottom() + 4, 10 * unit, line), Qt::AlignHCenter | Qt::AlignTop,
                         tr("%1 %").arg(100 * i / steps));
    }
    painter.drawText(QRectF(at.left(), at.bottom() + 4 + line, at.width(), line), Qt::AlignHCenter | Qt::AlignTop,
                     painter.fontMetrics().elidedText(m_words.across, Qt::ElideRight, int(at.width())));
}

void CurvePlot::paintCurve(QPainter& painter, int curve) {
    const PlottedCurve& plotted = m_curves[size_t(curve)];
    if (plotted.curve.values.empty())
        return;
    const QRectF at = area();
    QPainterPath path(pointIn(at, curve, 0));
    for (size_t k = 1; k < plotted.curve.values.size(); ++k)
        path.lineTo(pointIn(at, curve, k));
    const int stands = highlighted();
    QColor colour = methodColour(plotted.method);
    if (stands >= 0 && stands != curve)
        colour.setAlphaF(faint);
    QPen pen(colour, stands == curve ? 2.5 : 1.6, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (const QList<qreal> dashes = methodDashes(plotted.method); !dashes.isEmpty())
        pen.setDashPattern(dashes);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen);
    painter.drawPath(path);
}

void CurvePlot::paintValue(QPainter& painter) {
    if (!m_pointed)
        return;
    const Theme& t = theme();
    const QRectF between = area();
    const QPointF at = pointIn(between, m_pointed->first, m_pointed->second);
    painter.setPen(QPen(t.quiet, 1, Qt::DotLine));
    painter.drawLine(QPointF(at.x(), between.top()), QPointF(at.x(), between.bottom()));
    painter.setPen(QPen(t.panel, 2));
    painter.setBrush(methodColour(m_curves[size_t(m_pointed->first)].method));
    painter.drawEllipse(at, 4.5, 4.5);
    painter.setFont(textFont(TextSize::Small));
    const QString words = painter.fontMetrics().elidedText(valueWords(), Qt::ElideRight, width() - 2 * unit);
    QRectF tag(0, 0, painter.fontMetrics().horizontalAdvance(words) + 2 * unit, painter.fontMetrics().height() + unit);
    tag.moveCenter(at - QPointF(0, tag.height()));
    if (tag.top() < between.top() - unit)
        tag.moveTop(at.y() + 1.5 * unit);
    tag.moveLeft(std::clamp(tag.left(), 0.0, std::max(0.0, width() - tag.width())));
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.raised);
    painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(t.text);
    painter.drawText(tag, Qt::AlignCenter, words);
}

// --- mouse -----------------------------------------------------------------------------------------------------------

void CurvePlot::point(std::optional<std::pair<int, size_t>> value) {
    const int before = m_pointed ? m_pointed->first : -1;
    m_pointed = value;
    setAccessibleDescription(valueWords());
    update();
    if (const int now = value ? value->first : -1; now != before)
        Q_EMIT hovered(now);
}

void CurvePlot::mouseMoveEvent(QMouseEvent* event) { point(valueAt(event->position())); }
void CurvePlot::leaveEvent(QEvent*) { point(std::nullopt); }

void CurvePlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui
