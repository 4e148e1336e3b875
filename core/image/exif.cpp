#include "core/image/exif.h"

#include "core/image/file_info.h"
#include "core/image/tiff_directory.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace vitrine {

namespace {

/// `tiff:Orientation="6"` or `<tiff:Orientation>6<`, which programs write that know no EXIF; 1 without.
uint32_t xmpOrientation(Bytes xmp) {
    constexpr std::string_view name = "tiff:Orientation";
    const std::string_view text(reinterpret_cast<const char*>(xmp.data()), xmp.size());
    const size_t at = text.find(name);
    const size_t end = at == std::string_view::npos ? text.size() : at + name.size();
    const size_t digit = end + (text.substr(std::min(end, text.size()), 2) == "=\"" ? 2 : 1);
    return digit < text.size() && text[digit] >= '1' && text[digit] <= '8' ? uint32_t(text[digit] - '0') : 1;
}

}  // namespace

int exifOrientation(std::span<const uint8_t> file) {
    constexpr uint32_t orientationTag = 274;
    const auto info = inspect(file);
    const auto directory = info ? TiffDirectory::read(info->exif) : std::nullopt;
    const std::optional<uint32_t> tag = directory ? directory->value(orientationTag) : std::nullopt;
    const uint32_t value = tag ? *tag : info ? xmpOrientation(info->xmp) : 1;
    return value >= 1 && value <= 8 ? int(value) : 1;
}

Image applyOrientation(Image image, int orientation) {
    if (orientation < 2 || orientation > 8)
        return image;
    const ptrdiff_t w = image.width;
    const ptrdiff_t h = image.height;
    const bool transposed = orientation >= 5;
    const bool fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;

    // Where the result's top left pixel lies, and how far a step right or down moves in the source; in pixels.
    const ptrdiff_t start = (fromRight ? w - 1 : 0) + (fromBottom ? (h - 1) * w : 0);
    const ptrdiff_t alongX = fromRight ? -1 : 1;
    const ptrdiff_t alongY = fromBottom ? -w : w;
    const ptrdiff_t right = transposed ? alongY : alongX;
    const ptrdiff_t down = transposed ? alongX : alongY;

    Image upright(int(transposed ? h : w), int(transposed ? w : h));
    uint8_t* out = upright.pixels.data();
    for (ptrdiff_t y = 0; y < upright.height; ++y) {
        for (ptrdiff_t x = 0; x < upright.width; ++x, out += 3) {
            const uint8_t* in = image.pixels.data() + (start + x * right + y * down) * 3;
            out[0] = in[0];
            out[1] = in[1];
            out[2] = in[2];
        }
    }
    return upright;
}

}  // namespace vitrine
