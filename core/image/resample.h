// Pillow's resampling, bit for bit.
#pragma once

#include "core/image/image.h"

namespace vitrine {

enum class Interpolation { Bilinear, Bicubic };

/// Image.resize((width, height), BILINEAR | BICUBIC) of Pillow: antialiased, separable, horizontal then vertical,
/// weights rounded to 22 fractional bits, each pass rounded and clipped to 8 bits (Pillow's Resample.c).
Image resample(const Image& image, int width, int height, Interpolation interpolation);

}  // namespace vitrine
