// The frame around what the model sees: which part of it is under the mouse, and what pulling at it does. Plain functions.
#pragma once

#include "core/image/preprocess.h"

#include <Qt>
#include <QtCore/QPointF>
#include <QtCore/QRectF>
#include <QtCore/QSize>

#include <array>

namespace vitrine::ui {

/// A part of the frame. `across` and `down`: -1 the left or top side, 1 the right or bottom one, 0 neither.
struct Grip {
    int across = 0;
    int down = 0;
    bool inside = false;  ///< the whole of it, to be moved
    bool any() const { return inside || across != 0 || down != 0; }
    bool operator==(const Grip&) const = default;
};

/// The sides and corners within `reach` of a point; with `whole`, all that lies inside as well.
Grip gripAt(const QRectF& frame, QPointF at, double reach, bool whole);

Qt::CursorShape cursorOf(Grip grip);

/// The middles of the eight handles.
std::array<QPointF, 8> handlesOf(const QRectF& frame);

/// An own crop in whole pixels, inside a picture of that size: what an own crop begins with. `seen` may reach outside.
Box wholeCrop(const Box& seen, QSize picture);

/// The largest square in the middle of a crop.
Box squareOf(const Box& crop);

/// `from` (whole pixels) after a pull by `by` pixels of the picture. It stays inside, and not less than 8 pixels wide and
/// high; sides and corners give a square unless `free`.
Box pulled(const Box& from, Grip grip, QPointF by, QSize picture, bool free);

/// Larger or smaller about its middle, `by` pixels along the longer side; the shape stays.
Box grown(const Box& from, double by, QSize picture);

}  // namespace vitrine::ui
