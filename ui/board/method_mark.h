// How a method is known on the board: a colour and a line of its own, so that curves are told apart in grey print too.
#pragma once

#include "ui/theme.h"

#include <QtCore/QList>
#include <QtGui/QColor>

#include <string>

class QPainter;
class QPointF;

namespace vitrine::ui {

/// A method's own colour, on a dark or a light ground; in the theme in force.
QColor methodColour(const std::string& method, bool dark);
QColor methodColour(const std::string& method);

/// Its line: dashes and gaps in widths of the pen, for flat ends; empty: solid.
QList<qreal> methodDashes(const std::string& method);

constexpr Px markWidth{24};

/// A piece of its line, from `left` on; `width` of markWidth.
void paintMark(QPainter& painter, QPointF left, const std::string& method, double width = markWidth);

}  // namespace vitrine::ui
