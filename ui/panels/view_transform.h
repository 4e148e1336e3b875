// Where a picture lies in a view: fit, zoom, pan. Plain functions, no widget; any unit of length.
#pragma once

#include "core/image/preprocess.h"

#include <QtCore/QPointF>
#include <QtCore/QRectF>
#include <QtCore/QSizeF>

namespace vitrine::ui {

/// How a picture is looked at. At zoom 1 all of it is there, as large as the view allows; below, smaller than that.
struct ViewTransform {
    double zoom = 1;
    QPointF centre{0.5, 0.5};  ///< the picture's place, 0..1, at the middle of the view
    bool operator==(const ViewTransform&) const = default;
};

inline constexpr double zoomStep = 1.25;  ///< of a key press or a notch of the wheel

/// What is to be seen, in the image's pixels: all of it and what the model sees, which reaches outside where the
/// picture was padded.
QRectF extentOf(int width, int height, const Box& seen);

/// Where `extent` lies in `view` at zoom 1: centred, aspect kept.
QRectF fitted(QSizeF extent, QSizeF view);

/// Where `extent` lies in `view`.
QRectF placed(const ViewTransform& transform, QSizeF extent, QSizeF view);

/// The same look moved so that the picture still covers all the place that it has at zoom 1: nothing gets lost, and
/// zooming out ends where it began. Smaller than that, it lies in the middle.
ViewTransform settled(ViewTransform transform);

/// How many units of the view one unit of the extent takes at zoom 1.
double fitScale(QSizeF extent, QSizeF view);
/// Of the view's shorter side, what a part's shorter side takes when all of the extent is fitted.
double shareOfView(const QRectF& part, const QRectF& extent, QSizeF view);

/// The zoom at which a pixel of the picture is a whole number of pixels, as many as fit; 1 where not even one does.
double wholeZoom(QSizeF extent, QSizeF view);

/// The look in which `part` of the extent fills the view, a little air around it.
ViewTransform zoomedOn(const QRectF& part, const QRectF& extent, QSizeF view);

/// Another zoom; what lies under `at` stays there (as far as settled() allows).
ViewTransform zoomedAbout(const ViewTransform& transform, double zoom, QPointF at, QSizeF extent, QSizeF view);

/// The picture dragged by `delta`.
ViewTransform panned(const ViewTransform& transform, QPointF delta, QSizeF extent, QSizeF view);

/// 16, or more where even then a patch (a rows x cols-th of `seen`) would not fill the view.
double largestZoom(const QRectF& extent, const Box& seen, int rows, int cols, QSizeF view);

/// `rect`, in image pixels, where `extent` is drawn into `target`.
QRectF projected(const QRectF& rect, const QRectF& extent, const QRectF& target);

/// The nearest rectangle of whole pixels, 1 x 1 at least; `origin` is where (0, 0) lies on the device.
QRect snapped(const QRectF& rect, QPointF origin);

/// A place for a label of `size` beside `patch`: right of it, else left, below, above; within `bounds` in any case.
QRectF besidePatch(QSizeF size, const QRectF& patch, const QRectF& bounds, double gap);

}  // namespace vitrine::ui
