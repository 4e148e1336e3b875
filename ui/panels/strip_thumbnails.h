// Thumbnails of layers or heads, as strips of them show.
#pragma once

#include "core/overlay/masked.h"

#include <QtGui/QImage>
#include <QtGui/QPainter>

#include <optional>
#include <vector>

namespace vitrine::ui {

/// What a strip shows: a map each, on its own scale where none is given; instead, where there are any, the maps of
/// compared patches, all of them in each thumbnail, in their colours: (thumbnails, pins).
struct StripMaps {
    std::vector<Map> maps{};
    OverlayStyle style{};
    std::optional<ColourScale> scale{};
    std::vector<std::vector<Map>> together{};
    Masked dropped{};                ///< hatched in each
    std::vector<QImage> pictures{};  ///< instead of all that: as they are, a square a pixel
};

/// The scale that the style asks for: that of all maps, or none.
std::optional<ColourScale> stripScale(const MapSet* maps, const OverlayStyle& style);

/// side x side device pixels each.
std::vector<QImage> drawThumbnails(const StripMaps& strip, int side);

inline constexpr double thumbnailRadius = 4;  ///< of its corners

/// A line of `width` just outside `rect`, `gap` away from it.
void outlineThumbnail(QPainter& painter, const QRectF& rect, double gap, double width, const QColor& colour);
/// Crossed out: what is off. It is still there to be seen, but nobody hears of it.
void crossOut(QPainter& painter, const QRectF& rect);
/// The words in the colour of the outline.
void paintBadge(QPainter& painter, const QRect& rect, const QString& words);

}  // namespace vitrine::ui
