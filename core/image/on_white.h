// A colour with alpha over white, as Pillow's alpha_composite has it.
#pragma once

#include <cstdint>

namespace vitrine {

/// round((colour * alpha + 255 * (255 - alpha)) / 255)
inline uint8_t onWhite(uint32_t colour, uint32_t alpha) {
    return uint8_t((colour * alpha + 255 * (255 - alpha) + 127) / 255);
}

}  // namespace vitrine
