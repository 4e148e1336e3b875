// CIE Lab, as a few TIFFs have it, to sRGB.
#pragma once

#include <cstdint>

namespace vitrine {

/// `lightness` 0..255 stands for 0..100; a and b as they are. White is D50's, adapted to sRGB's (Bradford); what sRGB
/// cannot show is clipped.
void labToRgb(uint8_t lightness, int a, int b, uint8_t* rgb);

}  // namespace vitrine
