// Patches compared: each has a colour of its own, and their maps are laid over each other as light.
#pragma once

#include "core/overlay/blend.h"

#include <span>

namespace vitrine {

/// As many patches as can be told apart by colour.
inline constexpr size_t mostPins = 6;

/// The colour of the pin at `index` (0..mostPins-1): six colours, bright enough for any picture.
Rgb pinColour(size_t index);

/// All maps at once, the i-th in pinColour(i): where two are high their colours add up. To be laid over the picture like
/// Blend::Over, alpha = opacity * t; style.blend and style.colormap play no part. Each has its own scale, or all the range of all (shared).
Overlay drawPins(std::span<const Map> maps, const Raster& raster, const OverlayStyle& style);

/// The picture at its own resolution with the pins' maps over it; what the model did not see is dimmed.
Image blendPins(const Image& image, const Box& seen, std::span<const Map> maps, const OverlayStyle& style);

}  // namespace vitrine
