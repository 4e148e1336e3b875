// The one thing Vitrine reads from EXIF: how the camera was held.
#pragma once

#include "core/image/image.h"

#include <cstdint>
#include <span>

namespace vitrine {

/// EXIF orientation 1..8 of a JPEG (APP1), PNG (eXIf), WebP (EXIF chunk) or TIFF (tag 274); 1 when there is none or it
/// is damaged. Never reads outside `file`.
int exifOrientation(std::span<const uint8_t> file);

/// The image turned upright: what EXIF orientation `orientation` asks for (as PIL.ImageOps.exif_transpose).
Image applyOrientation(Image image, int orientation);

}  // namespace vitrine
