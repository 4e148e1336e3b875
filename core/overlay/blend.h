// From a Map to pixels over the picture.
#pragma once

#include "core/explain/map.h"
#include "core/image/image.h"
#include "core/image/preprocess.h"
#include "core/overlay/stretch.h"
#include "core/overlay/style.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace vitrine {

/// How bright the part of a picture is that the model did not see (1: as it is).
inline constexpr double dimmed = 0.37;

/// RGBA, alpha premultiplied, row by row: pixels[(y * width + x) * 4 + {r, g, b, a}].
struct Overlay {
    int width = 0;
    int height = 0;
    std::vector<uint8_t> pixels;
};

/// How much of the picture a value at place t (0..1) of the scale hides, at full opacity: middling values tint the
/// picture, the lowest vanish, the highest hide it.
double coverOf(double t);

/// The shade below which nothing is kept; below 0 when all is.
double edgeShade(const Map& map, const OverlayStyle& style, const ColourScale& scale);

/// Whether there is anything to draw: as many values as rows and columns say.
bool isDrawable(const Map& map);
Overlay emptyOverlay(const Raster& raster);

/// Nothing is drawn on patches that are not in the sequence: what stands under them is seen.
void clearDropped(Overlay& overlay, const Map& map, const Raster& raster);

/// The map's colours for the pixels of a raster. How they meet the picture is the style's blend:
///   Over      laid over it (colour + picture * (1 - alpha)); alpha = opacity * coverOf(t)
///   Multiply  picture * (colour + 1 - alpha); alpha = opacity everywhere
///   Screen    1 - (1 - colour) * (1 - picture), in each channel; alpha = opacity everywhere
///   Light     laid over it; black, alpha = opacity * (1 - coverOf(t))
/// Patches that are not kept (keepTop()) are drawn as the lowest value; with Over and Screen that is nothing. A flat scale
/// is drawn as nothing; values that are not finite count as the lowest.
Overlay drawOverlay(const Map& map, const Raster& raster, const OverlayStyle& style, const ColourScale& scale);
/// The whole map, with its own range.
Overlay drawOverlay(const Map& map, int width, int height, const OverlayStyle& style);

/// A small picture of the map alone, opaque, for thumbnails; a flat map has the lowest colour everywhere.
Overlay drawThumbnail(const Map& map, int width, int height, const OverlayStyle& style, const ColourScale& scale);
Overlay drawThumbnail(const Map& map, int width, int height, const OverlayStyle& style);

/// The picture at its own resolution with colours and lines on the part the model saw; what lies outside is dimmed.
Image blend(const Image& image, const Box& seen, const Map& map, const OverlayStyle& style,
            const std::optional<ColourScale>& scale = {});

/// The pixels of `image` whose centres lie in `seen`, and which of a map's they are.
struct SeenPixels {
    int left = 0;
    int top = 0;
    Raster raster;
};
SeenPixels seenPixels(const Image& image, const Box& seen);

/// How thick lines are in a picture of that size, in its pixels.
double lineThickness(int width, int height);

/// Everything outside the seen pixels dimmed.
void dimOutside(Image& image, const SeenPixels& seen);

/// An overlay of the seen pixels laid over them, as `blend` says (Over and Light alike).
void lay(Image& image, const SeenPixels& seen, const Overlay& overlay, Blend blend);

}  // namespace vitrine
