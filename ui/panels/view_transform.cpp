#include "ui/panels/view_transform.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine::ui {

QRectF extentOf(int width, int height, const Box& seen) {
    return QRectF(0, 0, width, height).united(QRectF(seen.x, seen.y, seen.width, seen.height));
}

QRectF fitted(QSizeF extent, QSizeF view) {
    if (extent.isEmpty() || view.isEmpty())
        return {};
    const QSizeF size = extent.scaled(view, Qt::KeepAspectRatio);
    return {QPointF((view.width() - size.width()) / 2, (view.height() - size.height()) / 2), size};
}

QRectF placed(const ViewTransform& transform, QSizeF extent, QSizeF view) {
    const QSizeF size = fitted(extent, view).size() * transform.zoom;
    return {QPointF(view.width() / 2 - transform.centre.x() * size.width(),
                    view.height() / 2 - transform.centre.y() * size.height()),
            size};
}

ViewTransform settled(ViewTransform transform) {
    transform.zoom = std::max(transform.zoom, 1e-6);
    const double reach = std::max(0.0, (1 - 1 / transform.zoom) / 2);
    transform.centre = {std::clamp(transform.centre.x(), 0.5 - reach, 0.5 + reach),
                        std::clamp(transform.centre.y(), 0.5 - reach, 0.5 + reach)};
    return transform;
}

double fitScale(QSizeF extent, QSizeF view) {
    const QSizeF fit = fitted(extent, view).size();
    return fit.isEmpty() ? 1 : fit.width() / extent.width();
}

double shareOfView(const QRectF& part, const QRectF& extent, QSizeF view) {
    const QRectF at = projected(part, extent, fitted(extent.size(), view));
    return view.isEmpty() ? 1 : std::min(at.width(), at.height()) / std::min(view.width(), view.height());
}

double wholeZoom(QSizeF extent, QSizeF view) {
    const double scale = fitScale(extent, view);
    return scale < 1 ? 1 : std::floor(scale + 1e-9) / scale;
}

ViewTransform zoomedOn(const QRectF& part, const QRectF& extent, QSizeF view) {
    const QRectF at = projected(part, extent, fitted(extent.size(), view));
    if (at.isEmpty())
        return {};
    const double fills = std::min(view.width() / at.width(), view.height() / at.height()) * 0.94;
    const QPointF middle = part.center() - extent.topLeft();
    return settled({std::max(1.0, fills), {middle.x() / extent.width(), middle.y() / extent.height()}});
}

ViewTransform zoomedAbout(const ViewTransform& transform, double zoom, QPointF at, QSizeF extent, QSizeF view) {
    const QSizeF fit = fitted(extent, view).size();
    if (fit.isEmpty())
        return transform;
    // A point at distance d from the view's middle shows centre + d / (fit * zoom): the same before and after.
    const QPointF d = at - QPointF(view.width(), view.height()) / 2;
    const double change = 1 / transform.zoom - 1 / zoom;
    return settled({zoom, transform.centre + QPointF(d.x() / fit.width(), d.y() / fit.height()) * change});
}

ViewTransform panned(const ViewTransform& transform, QPointF delta, QSizeF extent, QSizeF view) {
    const QSizeF size = fitted(extent, view).size() * transform.zoom;
    if (size.isEmpty())
        return transform;
    return settled({transform.zoom, transform.centre - QPointF(delta.x() / size.width(), delta.y() / size.height())});
}

double largestZoom(const QRectF& extent, const Box& seen, int rows, int cols, QSizeF view) {
    const QRectF crop = projected({seen.x, seen.y, seen.width, seen.height}, extent, fitted(extent.size(), view));
    if (crop.isEmpty() || rows <= 0 || cols <= 0)
        return 16;
    const double fills = std::min(view.width() / crop.width() * cols, view.height() / crop.height() * rows);
    return std::clamp(fills, 16.0, 64.0);
}

QRectF projected(const QRectF& rect, const QRectF& extent, const QRectF& target) {
    if (extent.isEmpty())
        return {};
    const double sx = target.width() / extent.width();
    const double sy = target.height() / extent.height();
    return {target.x() + (rect.x() - extent.x()) * sx, target.y() + (rect.y() - extent.y()) * sy, rect.width() * sx,
            rect.height() * sy};
}

QRect snapped(const QRectF& rect, QPointF origin) {
    const auto whole = [](double v, double o) { return int(std::lround(v + o)); };
    const auto length = [&](double first, double size, double o) {
        const double nearest = std::round(size);
        if (std::abs(size - nearest) < 1e-6)  // as it is, whatever the rounding of its ends: 1:1 is 1:1
            return std::max(1, int(nearest));
        return std::max(1, whole(first + size, o) - whole(first, o));
    };
    return {whole(rect.left(), origin.x()), whole(rect.top(), origin.y()),
            length(rect.left(), rect.width(), origin.x()), length(rect.top(), rect.height(), origin.y())};
}

QRectF besidePatch(QSizeF size, const QRectF& patch, const QRectF& bounds, double gap) {
    const std::array<QPointF, 4> places{
        QPointF(patch.right() + gap, patch.top()), QPointF(patch.left() - gap - size.width(), patch.top()),
        QPointF(patch.left(), patch.bottom() + gap), QPointF(patch.left(), patch.top() - gap - size.height())};
    const auto within = [&](QPointF at) {
        return QPointF(std::max(bounds.left(), std::min(at.x(), bounds.right() - size.width())),
                       std::max(bounds.top(), std::min(at.y(), bounds.bottom() - size.height())));
    };
    for (const QPointF& place : places) {
        const QRectF tag(within(place), size);
        if (!tag.intersects(patch))
            return tag;
    }
    return {within(places[0]), size};
}

}  // namespace vitrine::ui
