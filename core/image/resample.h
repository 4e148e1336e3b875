// Pillow's resampling, bit for bit.
#pragma once

#include "core/image/image.h"

#include <cstdint>

namespace vitrine {

enum class Interpolation { Bilinear, Bicubic };

/// Image.resize((width, height), BILINEAR | BICUBIC) of Pillow: antialiased, separable, horizontal then vertical
/// (the other way round where Pillow 13 does so), weights rounded to 22 fractional bits, each pass rounded and clipped to 8 bits (Pillow's Resample.c).
Image resample(const Image& image, int width, int height, Interpolation interpolation);

/// A part of a resampled picture: `width` x `height` pixels from (x, y) of the picture resized to
/// fullWidth x fullHeight. Exactly those pixels, without computing the others. Must lie within it.
struct Window {
    int64_t fullWidth = 0;
    int64_t fullHeight = 0;
    int64_t x = 0;
    int64_t y = 0;
    int width = 0;
    int height = 0;
};
Image resampleWindow(const Image& image, const Window& window, Interpolation interpolation);

}  // namespace vitrine
