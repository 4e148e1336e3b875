#include "core/overlay/blend.h"

#include "core/overlay/contour.h"
#include "core/overlay/patch_set.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

namespace vitrine {

namespace {

using Pixel = std::array<uint8_t, 4>;  // RGBA, premultiplied

Pixel premultiplied(const Rgb& colour, double alpha) {
    const auto part = [alpha](double v) { return uint8_t(std::lround(v * alpha)); };
    return {part(colour.r), part(colour.g), part(colour.b), part(255)};
}

/// First the pixel of what is not kept, drawn as the lowest; then that of each shade.
std::array<Pixel, shades + 1> makeTable(const OverlayStyle& style, const ColourScale& scale, bool opaque) {
    const Colormap& colormap = colormapOf(style, scale);
    const auto cover = [&](double t) { return coverOf(scale.isSigned() ? std::abs(2 * t - 1) : t); };
    const double opacity = std::clamp(style.opacity, 0.0, 1.0);
    std::array<Pixel, shades + 1> table{};
    for (int i = 0; i <= shades; ++i) {
        const bool kept = i > 0;
        const double t = kept ? double(i - 1) / (shades - 1) : 0;
        if (opaque)
            table[size_t(i)] = premultiplied(colormap(t), 1);
        else if (style.blend == Blend::Light)
            table[size_t(i)] = premultiplied({}, opacity * (1 - cover(t)));
        else if (style.blend == Blend::Multiply || (style.blend == Blend::Screen && kept))
            table[size_t(i)] = premultiplied(colormap(t), opacity);
        else if (style.blend == Blend::Over)
            table[size_t(i)] = premultiplied(colormap(t), opacity * cover(t));
    }
    return table;
}

Overlay draw(const Map& map, const Raster& raster, const OverlayStyle& style, const ColourScale& scale, bool opaque) {
    Overlay overlay = emptyOverlay(raster);
    if (!isDrawable(map) || scale.flat() || overlay.pixels.empty()) {
        if (opaque) {
            const Pixel lowest = makeTable(style, {}, true)[0];
            for (size_t i = 0; i < overlay.pixels.size(); ++i)
                overlay.pixels[i] = lowest[i % 4];
        }
        return overlay;
    }
    const auto edge = float(edgeShade(map, style, scale));
    const std::array<Pixel, shades + 1> table = makeTable(style, scale, opaque);
    const Stretched stretched(map, scale, raster, style.smooth);
    const auto width = size_t(raster.width);
    std::vector<float> line(width);
    std::vector<int> index(width);
    for (int y = 0; y < raster.height; ++y) {
        uint8_t* out = overlay.pixels.data() + size_t(y) * width * 4;
        if (stretched.repeats(y)) {
            std::memcpy(out, out - width * 4, width * 4);
            continue;
        }
        stretched.row(y, line.data());
        std::transform(line.begin(), line.end(), index.begin(),
                       [edge](float shade) { return shade < edge ? 0 : int(shade + 1.5F); });
        for (size_t x = 0; x < width; ++x)
            std::memcpy(out + x * 4, table[size_t(index[x])].data(), 4);
    }
    if (!opaque)
        clearDropped(overlay, map, raster);
    return overlay;
}

}  // namespace

double coverOf(double t) { return std::pow(t, 0.55); }

double edgeShade(const Map& map, const OverlayStyle& style, const ColourScale& scale) {
    return style.keep < 1 ? shadeOf(keepTop(map, style.keep).edge, scale) : -1;
}

bool isDrawable(const Map& map) {
    return map.rows > 0 && map.cols > 0 && map.values.size() == size_t(map.rows) * size_t(map.cols);
}

Overlay emptyOverlay(const Raster& raster) {
    Overlay overlay{std::max(0, raster.width), std::max(0, raster.height), {}};
    overlay.pixels.resize(size_t(overlay.width) * size_t(overlay.height) * 4);
    return overlay;
}

void clearDropped(Overlay& overlay, const Map& map, const Raster& raster) {
    if (map.dropped.empty())
        return;
    const PatchSet all({}, map.rows, map.cols);
    for (int row = 0; row < map.rows; ++row)
        for (int col = 0; col < map.cols; ++col) {
            if (!map.isDropped(row, col))
                continue;
            const PatchSet::Place at = all.placeOf({row, col}, raster);
            const int left = std::max(0, at.left), right = std::min(overlay.width, at.right);
            for (int y = std::max(0, at.top); y < std::min(overlay.height, at.bottom) && left < right; ++y)
                std::memset(overlay.pixels.data() + (size_t(y) * size_t(overlay.width) + size_t(left)) * 4, 0,
                            size_t(right - left) * 4);
        }
}

Overlay drawOverlay(const Map& map, const Raster& raster, const OverlayStyle& style, const ColourScale& scale) {
    return draw(map, raster, style, scale, false);
}

Overlay drawOverlay(const Map& map, int width, int height, const OverlayStyle& style) {
    return draw(map, Raster::whole(width, height), style, ownScale(map), false);
}

Overlay drawThumbnail(const Map& map, int width, int height, const OverlayStyle& style, const ColourScale& scale) {
    return draw(map, Raster::whole(width, height), style, scale, true);
}

Overlay drawThumbnail(const Map& map, int width, int height, const OverlayStyle& style) {
    return drawThumbnail(map, width, height, style, ownScale(map));
}

// --- over the picture at its own resolution --------------------------------------------------------------------------

SeenPixels seenPixels(const Image& image, const Box& seen) {
    const auto edge = [](double at, int size) { return int(std::clamp(std::ceil(at - 0.5), 0.0, double(size))); };
    const int left = edge(seen.x, image.width);
    const int top = edge(seen.y, image.height);
    const int right = std::max(left, edge(seen.x + seen.width, image.width));
    const int bottom = std::max(top, edge(seen.y + seen.height, image.height));
    return {left, top, {right - left, bottom - top, left - seen.x, top - seen.y, seen.width, seen.height}};
}

double lineThickness(int width, int height) { return std::max(1.5, std::min(width, height) / 320.0); }

void dimOutside(Image& image, const SeenPixels& seen) {
    const int right = seen.left + seen.raster.width;
    for (int row = 0; row < image.height; ++row) {
        uint8_t* out = image.row(row);
        const bool inside = row >= seen.top && row < seen.top + seen.raster.height;
        const auto dim = [out](int from, int to) {
            for (int i = from * 3; i < to * 3; ++i)
                out[i] = uint8_t(out[i] * dimmed + 0.5);
        };
        dim(0, inside ? seen.left : image.width);
        if (inside)
            dim(right, image.width);
    }
}

void lay(Image& image, const SeenPixels& seen, const Overlay& overlay, Blend blend) {
    const auto meet = [blend](int over, int alpha, int under) {
        switch (blend) {
        case Blend::Multiply: return (under * (over + 255 - alpha) + 127) / 255;
        case Blend::Screen: return over + under - (over * under + 127) / 255;
        case Blend::Over:
        case Blend::Light: break;
        }
        return over + (under * (255 - alpha) + 127) / 255;
    };
    for (int y = 0; y < overlay.height; ++y) {
        const uint8_t* over = overlay.pixels.data() + size_t(y) * size_t(overlay.width) * 4;
        uint8_t* under = image.row(seen.top + y) + size_t(seen.left) * 3;
        for (int x = 0; x < overlay.width; ++x, over += 4, under += 3)
            for (int c = 0; c < 3; ++c)
                under[c] = uint8_t(std::min(255, meet(over[c], over[3], under[c])));
    }
}

Image blend(const Image& image, const Box& seen, const Map& map, const OverlayStyle& style,
            const std::optional<ColourScale>& scale) {
    const SeenPixels pixels = seenPixels(image, seen);
    const ColourScale span = scale.value_or(ownScale(map));
    Image result = image;
    dimOutside(result, pixels);
    lay(result, pixels, drawOverlay(map, pixels.raster, style, span), style.blend);
    if (style.contour)
        lay(result, pixels,
            drawContours(map, pixels.raster, style, span, lineThickness(pixels.raster.width, pixels.raster.height)),
            Blend::Over);
    return result;
}

}  // namespace vitrine
