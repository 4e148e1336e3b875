// Lines of equal value over a picture.
#pragma once

#include "core/overlay/blend.h"

#include <vector>

namespace vitrine {

/// White lines with dark edges, `thickness` pixels wide, where the drawn map passes a level (contourLevels()): smooth
/// curves, or for flat squares the sides of the patches. To be laid over the picture and the colours as they are.
Overlay drawContours(const Map& map, const Raster& raster, const OverlayStyle& style, const ColourScale& scale,
                     double thickness);

}  // namespace vitrine
