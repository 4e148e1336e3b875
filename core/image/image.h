// Image: the one pixel type of Vitrine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vitrine {

/// 8-bit RGB, row by row without padding: pixels[(y * width + x) * 3 + channel]. Always the file's own RGB values,
/// EXIF rotation applied, alpha composited on white.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<uint8_t> pixels;  // height * width * 3

    Image() = default;
    Image(int w, int h) : width(w), height(h), pixels(size_t(w) * size_t(h) * 3) {}
    bool empty() const { return pixels.empty(); }
    uint8_t* row(int y) { return pixels.data() + size_t(y) * size_t(width) * 3; }
    const uint8_t* row(int y) const { return pixels.data() + size_t(y) * size_t(width) * 3; }
    bool operator==(const Image&) const = default;
};

}  // namespace vitrine
