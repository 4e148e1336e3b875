// The numbers on a plot's axis, and its lines. Plain functions, no widget.
#pragma once

#include <QtCore/QRectF>
#include <QtCore/QString>

#include <functional>
#include <vector>

class QPainter;

namespace vitrine::ui {

/// Round values from 0 to `top` or just above it, 1, 2, 4 or 5 times a power of ten apart, at most `most` steps; the last is
/// where the axis ends. {0, 40, 80, 120, 160} for 140 and 4 steps. {0, 1} for a top that is none.
std::vector<double> axisTicks(double top, int most);

/// Digits after the point that tell these ticks apart.
int tickDecimals(const std::vector<double>& ticks);

/// A line across `area` at each tick, its number at the left of it, in the painter's font.
void paintLevels(QPainter& painter, const QRectF& area, const std::vector<double>& ticks,
                 const std::function<double(double tick)>& y, const std::function<QString(double tick)>& text);

/// Every how manyth of `count` labels fits, where each may take `room` of `length`: 1, 2, 4, 8, ...
int labelStep(int count, double length, double room);

}  // namespace vitrine::ui
