// Small things painted in the device's own pixels.
#pragma once

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

inline QColor withAlpha(QColor colour, double alpha) {
    colour.setAlphaF(float(alpha));
    return colour;
}

/// A frame around `rect`, outside of it.
inline void frameAround(QPainter& painter, const QRect& rect, int width, const QColor& colour) {
    const QRect outer = rect.adjusted(-width, -width, width, width);
    painter.fillRect(QRect(outer.left(), outer.top(), outer.width(), width), colour);
    painter.fillRect(QRect(outer.left(), rect.bottom() + 1, outer.width(), width), colour);
    painter.fillRect(QRect(outer.left(), rect.top(), width, rect.height()), colour);
    painter.fillRect(QRect(rect.right() + 1, rect.top(), width, rect.height()), colour);
}

/// Units as whole device pixels, 1 at least.
inline int thickness(double units, double scale) { return std::max(1, int(std::lround(units * scale))); }

}  // namespace vitrine::ui
