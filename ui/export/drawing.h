// Drawing: a figure as a list of shapes, laid out once and then written as PNG, SVG or PDF alike.
#pragma once

#include "core/overlay/colormap.h"

#include <QtCore/QList>
#include <QtCore/QRectF>
#include <QtCore/QString>
#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QImage>
#include <QtGui/QPolygonF>

#include <filesystem>
#include <variant>
#include <vector>

class QPainter;

namespace vitrine::ui {

struct FillShape {
    QRectF rect;
    QColor colour;
};
struct FrameShape {  ///< a line around the outside of `rect`
    QRectF rect;
    QColor colour;
    double width = 1;
};
struct PictureShape {
    QRectF rect;
    QImage image;
    bool smooth = true;  ///< else every pixel of it is a square
};
struct ColoursShape {  ///< a colour map from left to right
    QRectF rect;
    const Colormap* colormap = nullptr;
};
struct TextShape {  ///< one line
    QPointF at;     ///< on the base line: its left end, middle or right end, as `align` says
    Qt::Alignment align = Qt::AlignLeft;
    QString text;
    QFont font;
    QColor colour;
};
struct LineShape {  ///< from point to point
    QPolygonF points;
    QColor colour;
    double width = 1;
    QList<qreal> dashes{};  ///< and gaps, in widths; empty: none
};
using Shape2d = std::variant<FillShape, FrameShape, PictureShape, ColoursShape, TextShape, LineShape>;

struct Drawing {
    QSizeF size;  ///< in px at a scale of 1, 96 to the inch
    QColor ground = Qt::white;
    QString title;  ///< of the document
    std::vector<Shape2d> shapes;
};

void paint(const Drawing& drawing, QPainter& painter);

QImage toImage(const Drawing& drawing, double scale);
QByteArray toSvg(const Drawing& drawing);  ///< text as text, pictures as PNG within
QByteArray toPdf(const Drawing& drawing);  ///< text as text in the program's own typeface, pictures unchanged

/// As PNG (`scale` times as many pixels), SVG or PDF, by the extension. Complete or not there. Throws Error.
void writeDrawing(const Drawing& drawing, const std::filesystem::path& file, double scale);

}  // namespace vitrine::ui
