// A picture's halves, to be drawn at any size quickly.
#pragma once

#include "core/image/image.h"

#include <vector>

namespace vitrine {

/// Every 2 x 2 pixels become their mean; an odd last row or column joins its neighbour's.
Image halved(const Image& image);

/// Halved again and again, while neither side gets shorter than 32 pixels.
std::vector<Image> halvesOf(const Image& image);

}  // namespace vitrine
