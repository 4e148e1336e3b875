#include "ui/panels/axis.h"

#include "ui/theme.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

std::vector<double> axisTicks(double top, int most) {
    if (!(top > 0) || !std::isfinite(top))
        return {0, 1};
    const double least = top / std::max(1, most);
    const double power = std::pow(10, std::floor(std::log10(least)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 4.0, 5.0})
        if (factor * power >= least * (1 - 1e-9)) {
            step = factor * power;
            break;
        }
    std::vector<double> ticks;
    const int count = int(std::ceil(top / step - 1e-9));
    for (int i = 0; i <= count; ++i)
        ticks.push_back(i * step);
    return ticks;
}

int tickDecimals(const std::vector<double>& ticks) {
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
    return step >= 1 ? 0 : std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
}

void paintLevels(QPainter& painter, const QRectF& area, const std::vector<double>& ticks,
                 const std::function<double(double tick)>& y, const std::function<QString(double tick)>& text) {
    const int high = painter.fontMetrics().height();
    for (const double tick : ticks) {
        const double line = std::round(y(tick)) + 0.5;
        painter.setPen(theme().dark ? theme().line
                                    : withAlpha(theme().quiet, 0.25F));  // light: a line is nearly the ground
        painter.drawLine(QPointF(area.left(), line), QPointF(area.right(), line));
        painter.setPen(theme().quiet);
        painter.drawText(QRectF(0, line - high, area.left() - unit, 2 * high), Qt::AlignRight | Qt::AlignVCenter,
                         text(tick));
    }
}

int labelStep(int count, double length, double room) {
    int step = 1;
    while (step < count && count * room / step > length)
        step *= 2;
    return step;
}

}  // namespace vitrine::ui
