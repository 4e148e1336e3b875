#include "core/image/halves.h"

#include <algorithm>

namespace vitrine {

Image halved(const Image& image) {
    if (image.empty())
        return {};
    Image half(std::max(1, image.width / 2), std::max(1, image.height / 2));
    const int step = image.width > 1 ? 3 : 0;
    for (int y = 0; y < half.height; ++y) {
        const uint8_t* a = image.row(std::min(2 * y, image.height - 1));
        const uint8_t* b = image.row(std::min(2 * y + 1, image.height - 1));
        uint8_t* out = half.row(y);
        for (int x = 0; x < half.width; ++x, a += 6, b += 6, out += 3)
            for (int c = 0; c < 3; ++c)
                out[c] = uint8_t((a[c] + a[c + step] + b[c] + b[c + step] + 2) / 4);
    }
    return half;
}

std::vector<Image> halvesOf(const Image& image) {
    constexpr int shortest = 32;
    std::vector<Image> halves;
    for (const Image* last = &image; std::min(last->width, last->height) >= 2 * shortest; last = &halves.back())
        halves.push_back(halved(*last));
    return halves;
}

}  // namespace vitrine
