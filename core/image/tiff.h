// TIFF through libtiff itself: OpenCV reads samples of 2, 4 and 12 bits, planes of 16, inks and palettes of one bit wrongly.
#pragma once

#include "core/image/bytes.h"
#include "core/image/image.h"

#include <optional>
#include <string>

namespace vitrine {

/// The first page as Pillow's convert("RGB") gives it, alpha on white, not turned. Grey of 16 bits to its high 8. None
/// where it is damaged or of a kind that is not read; throws Error (subject `name`) where that kind has a name.
std::optional<Image> decodeTiff(Bytes file, const std::string& name);

}  // namespace vitrine
