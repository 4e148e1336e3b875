// From a Map to pixels over the picture.
#pragma once

#include "core/explain/map.h"
#include "core/image/image.h"
#include "core/image/preprocess.h"
#include "core/overlay/style.h"

#include <cstdint>
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

/// The whole map drawn into width x height pixels. A value's place in the map's own range decides its colour and how
/// strongly it covers the picture: the lowest leaves it untouched. A flat map is drawn as nothing; values that are not
/// finite count as the lowest.
Overlay drawOverlay(const Map& map, int width, int height, const OverlayStyle& style);

/// A small picture of the map alone, opaque, for thumbnails; a flat map has the lowest colour everywhere.
Overlay drawThumbnail(const Map& map, int width, int height, const OverlayStyle& style);

/// The picture at its own resolution with the overlay on the part the model saw; what lies outside is dimmed.
Image blend(const Image& image, const Box& seen, const Map& map, const OverlayStyle& style);

}  // namespace vitrine
