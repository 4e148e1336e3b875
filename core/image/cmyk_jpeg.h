// JPEGs of four inks. OpenCV resolves them one level off; Pillow's way is taken here, from libjpeg's own samples.
#pragma once

#include "core/image/bytes.h"
#include "core/image/image.h"

#include <optional>

namespace vitrine {

/// A CMYK or YCCK JPEG, its inks inverted as Adobe's are, as Pillow's convert("RGB") gives it. None where it is damaged.
/// `reduce` 1, 2, 4 or 8: every side so many times smaller.
std::optional<Image> decodeCmykJpeg(Bytes file, int reduce = 1);

/// Pillow's CMYK -> RGB of one pixel, inks not inverted.
void cmykToRgb(const uint8_t* inks, uint8_t* rgb);

}  // namespace vitrine
