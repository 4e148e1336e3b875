#include "ui/panels/crop_frame.h"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr double leastSide = 8;  // px of the picture: less is no picture any more

/// One axis of a crop: where it begins and how long it is, in a picture `size` long.
struct Span {
    double first = 0;
    double length = 0;
    double end() const { return first + length; }
};

Span inside(Span span, double size) {
    span.length = std::min(span.length, size);
    span.first = std::clamp(span.first, 0.0, size - span.length);
    return span;
}

double least(double size) { return std::min(leastSide, size); }

/// The length after pulling one end (`side` -1 the first, 1 the last) by `by`, the other end held.
double stretched(const Span& span, int side, double by, double size) {
    const double room = side < 0 ? span.end() : size - span.first;
    return std::clamp(std::round(span.length + side * by), std::min(least(size), room), room);
}

/// The span with another length: the end that is not pulled is held; about the middle where none is.
Span resized(const Span& span, int side, double length, double size) {
    if (side == 0)
        return inside({std::round(span.first + (span.length - length) / 2), length}, size);
    return {side < 0 ? span.end() - length : span.first, length};
}

}  // namespace

Grip gripAt(const QRectF& frame, QPointF at, double reach, bool whole) {
    if (!frame.adjusted(-reach, -reach, reach, reach).contains(at))
        return {};
    Grip grip;
    const auto near = [reach](double a, double b) { return std::abs(a - b) <= reach; };
    // The nearer of two sides: a frame smaller than the reach can still be made larger.
    if (near(at.x(), frame.left()) || near(at.x(), frame.right()))
        grip.across = at.x() < frame.center().x() ? -1 : 1;
    if (near(at.y(), frame.top()) || near(at.y(), frame.bottom()))
        grip.down = at.y() < frame.center().y() ? -1 : 1;
    grip.inside = whole && grip.across == 0 && grip.down == 0;
    return grip;
}

Qt::CursorShape cursorOf(Grip grip) {
    if (grip.inside)
        return Qt::SizeAllCursor;
    if (grip.across == 0)
        return grip.down == 0 ? Qt::ArrowCursor : Qt::SizeVerCursor;
    if (grip.down == 0)
        return Qt::SizeHorCursor;
    return grip.across == grip.down ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor;
}

std::array<QPointF, 8> handlesOf(const QRectF& frame) {
    const QPointF c = frame.center();
    return {frame.topLeft(),     {c.x(), frame.top()},    frame.topRight(),   {frame.right(), c.y()},
            frame.bottomRight(), {c.x(), frame.bottom()}, frame.bottomLeft(), {frame.left(), c.y()}};
}

Box wholeCrop(const Box& seen, QSize picture) {
    const auto cut = [](double first, double length, double size) {
        const double from = std::clamp(std::round(first), 0.0, std::max(0.0, size - 1));
        const double to = std::clamp(std::round(first + length), from + 1, std::max(from + 1, size));
        return Span{from, to - from};
    };
    const Span x = cut(seen.x, seen.width, picture.width());
    const Span y = cut(seen.y, seen.height, picture.height());
    const Box whole{x.first, y.first, x.length, y.length};
    // torchvision's resize rounds the longer side, so that its square is up to a pixel or two off in the picture's own.
    const bool rounded = std::abs(seen.width - seen.height) < 2 && std::abs(x.length - y.length) <= 2;
    return rounded ? squareOf(whole) : whole;  // a square stays one
}

Box grown(const Box& from, double by, QSize picture) {
    const double longer = std::max(from.width, from.height);
    const double shorter = std::min(from.width, from.height);
    const double most = std::min(picture.width() / from.width, picture.height() / from.height);
    const double fewest =
        std::min(1.0, std::min({leastSide, double(picture.width()), double(picture.height())}) / shorter);
    const double factor = std::clamp((longer + by) / longer, fewest, std::max(most, fewest));
    const auto axis = [factor](double first, double length, double size) {
        return resized({first, length}, 0, std::min(std::round(length * factor), size), size);
    };
    const Span x = axis(from.x, from.width, picture.width());
    const Span y = axis(from.y, from.height, picture.height());
    return {x.first, y.first, x.length, y.length};
}

Box squareOf(const Box& crop) {
    const double side = std::min(crop.width, crop.height);
    return {crop.x + std::floor((crop.width - side) / 2), crop.y + std::floor((crop.height - side) / 2), side, side};
}

Box pulled(const Box& from, Grip grip, QPointF by, QSize picture, bool free) {
    const double width = picture.width();
    const double height = picture.height();
    Span x{from.x, from.width};
    Span y{from.y, from.height};
    if (grip.inside) {
        x = inside({std::round(x.first + by.x()), x.length}, width);
        y = inside({std::round(y.first + by.y()), y.length}, height);
        return {x.first, y.first, x.length, y.length};
    }
    double across = grip.across != 0 ? stretched(x, grip.across, by.x(), width) : x.length;
    double down = grip.down != 0 ? stretched(y, grip.down, by.y(), height) : y.length;
    if (!free) {
        const double roomAcross = grip.across < 0 ? x.end() : grip.across > 0 ? width - x.first : width;
        const double roomDown = grip.down < 0 ? y.end() : grip.down > 0 ? height - y.first : height;
        const double wanted = grip.across == 0 ? down : grip.down == 0 ? across : std::max(across, down);
        across = down = std::min({wanted, roomAcross, roomDown});
    }
    x = resized(x, grip.across, across, width);
    y = resized(y, grip.down, down, height);
    return {x.first, y.first, x.length, y.length};
}

}  // namespace vitrine::ui
