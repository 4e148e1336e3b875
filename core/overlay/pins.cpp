#include "core/overlay/pins.h"

#include "core/overlay/contour.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine {

namespace {

/// What one pin adds to each shade's pixel: red, green, blue and cover, 0..255.
using Light = std::array<float, 4>;

/// As the value, not more: several maps that all hid the picture early would make a haze of it.
std::vector<Light> makeLight(const Rgb& colour, double opacity) {
    std::vector<Light> table(shades);
    for (int i = 0; i < shades; ++i) {
        const double cover = opacity * i / (shades - 1);
        table[size_t(i)] = {float(colour.r * cover), float(colour.g * cover), float(colour.b * cover),
                            float(255 * cover)};
    }
    return table;
}

void add(const Map& map, const ColourScale& scale, const Rgb& colour, const Raster& raster, const OverlayStyle& style,
         std::vector<Light>& sum) {
    if (!isDrawable(map) || scale.flat())
        return;
    const auto edge = float(edgeShade(map, style, scale));
    const std::vector<Light> table = makeLight(colour, std::clamp(style.opacity, 0.0, 1.0));
    const Stretched stretched(map, scale, raster, style.smooth);
    std::vector<float> line(size_t(raster.width));
    for (int y = 0; y < raster.height; ++y) {
        stretched.row(y, line.data());
        Light* out = sum.data() + size_t(y) * line.size();
        for (size_t x = 0; x < line.size(); ++x) {
            if (line[x] < edge)
                continue;
            const Light& light = table[size_t(int(line[x] + 0.5F))];
            for (size_t c = 0; c < 4; ++c)
                out[x][c] += light[c];
        }
    }
}

}  // namespace

Rgb pinColour(size_t index) {
    // Okabe and Ito's palette, told apart by the colour-blind; its green and purple made brighter.
    static constexpr std::array<Rgb, mostPins> colours{
        {{86, 180, 233}, {230, 159, 0}, {0, 200, 140}, {230, 140, 190}, {240, 228, 66}, {213, 94, 0}}};
    return colours[index % colours.size()];
}

Overlay drawPins(std::span<const Map> maps, const Raster& raster, const OverlayStyle& style) {
    Overlay overlay = emptyOverlay(raster);
    if (overlay.pixels.empty())
        return overlay;
    std::vector<Light> sum(overlay.pixels.size() / 4);
    const ColourScale all = scaleOf(maps);
    for (size_t i = 0; i < maps.size(); ++i)
        add(maps[i], style.shared ? all : ownScale(maps[i]), pinColour(i), raster, style, sum);
    for (size_t i = 0; i < sum.size(); ++i)
        for (size_t c = 0; c < 4; ++c)
            overlay.pixels[i * 4 + c] = uint8_t(std::min(sum[i][c] + 0.5F, 255.0F));
    if (!maps.empty())
        clearDropped(overlay, maps.front(), raster);
    return overlay;
}

Image blendPins(const Image& image, const Box& seen, std::span<const Map> maps, const OverlayStyle& style) {
    const SeenPixels pixels = seenPixels(image, seen);
    Image result = image;
    dimOutside(result, pixels);
    lay(result, pixels, drawPins(maps, pixels.raster, style), Blend::Over);
    return result;
}

}  // namespace vitrine
