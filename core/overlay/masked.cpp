#include "core/overlay/masked.h"

#include "core/overlay/patch_set.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine {

namespace {

using Colour = std::array<float, 3>;  // 0..255

constexpr Colour white{255, 255, 255}, nothing{38, 41, 46};
constexpr float edge = 0.6F, hatch = 0.5F;  // how much of white
constexpr int hatchStep = 8;                // lines of the hatching to the next

Colour mixed(const Colour& a, const Colour& b, float share) {
    return {a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), a[2] + share * (b[2] - a[2])};
}

Colour pixelOf(const Image& image, int x, int y) {
    const uint8_t* p = image.row(std::clamp(y, 0, image.height - 1)) + size_t(std::clamp(x, 0, image.width - 1)) * 3;
    return {float(p[0]), float(p[1]), float(p[2])};
}

class Painter {
public:
    Painter(const Masked& masked, const Raster& raster, int line, bool smooth, Overlay& overlay)
        : m_masked(masked),
          m_raster(raster),
          m_line(line),
          m_smooth(smooth),
          m_overlay(overlay),
          m_set(masked.patches, masked.rows, masked.cols) {}

    void paint(const Cell& cell) {
        if (!m_set.has(cell))
            return;
        const auto [left, right, top, bottom, before, after, up, down] = m_set.placeOf(cell, m_raster);
        for (int y = std::max(0, top); y < std::min(bottom, m_raster.height); ++y) {
            uint8_t* out = m_overlay.pixels.data() + size_t(y) * size_t(m_raster.width) * 4;
            const bool across = (up && y < top + m_line) || (down && y >= bottom - m_line);
            for (int x = std::max(0, left); x < std::min(right, m_raster.width); ++x) {
                const bool isEdge = across || (before && x < left + m_line) || (after && x >= right - m_line);
                const Colour colour = isEdge ? mixed(fillAt(x, y), white, edge) : fillAt(x, y);
                for (size_t c = 0; c < 3; ++c)
                    out[size_t(x) * 4 + c] = uint8_t(colour[c] + 0.5F);
                out[size_t(x) * 4 + 3] = 255;
            }
        }
    }

private:
    Colour fillAt(int x, int y) const {
        const int step = hatchStep * m_line;
        if (!m_masked.filling || m_masked.filling->empty()) {
            const int diagonal = (x + int(std::floor(m_raster.x)) + y + int(std::floor(m_raster.y))) % step;
            return (diagonal + step) % step < m_line ? mixed(nothing, white, hatch) : nothing;
        }
        const Image& image = *m_masked.filling;
        const double u = (m_raster.x + x + 0.5) / m_raster.wholeWidth * image.width;
        const double v = (m_raster.y + y + 0.5) / m_raster.wholeHeight * image.height;
        if (!m_smooth)
            return pixelOf(image, int(u), int(v));
        const double left = std::floor(u - 0.5), top = std::floor(v - 0.5);
        const auto across = float(u - 0.5 - left), down = float(v - 0.5 - top);
        const int col = int(left), row = int(top);
        return mixed(mixed(pixelOf(image, col, row), pixelOf(image, col + 1, row), across),
                     mixed(pixelOf(image, col, row + 1), pixelOf(image, col + 1, row + 1), across), down);
    }

    const Masked& m_masked;
    const Raster& m_raster;
    int m_line;
    bool m_smooth;
    Overlay& m_overlay;
    PatchSet m_set;
};

}  // namespace

Masked droppedOf(const Map& map) {
    Masked dropped{{}, map.rows, map.cols};
    for (int row = 0; row < map.rows; ++row)
        for (int col = 0; col < map.cols; ++col)
            if (map.isDropped(row, col))
                dropped.patches.push_back({row, col});
    return dropped;
}

Overlay drawMasked(const Masked& masked, const Raster& raster, int line, bool smooth) {
    Overlay overlay = emptyOverlay(raster);
    if (masked.rows <= 0 || masked.cols <= 0)
        return overlay;
    Painter painter(masked, raster, std::max(1, line), smooth, overlay);
    for (const Cell& cell : masked.patches)
        painter.paint(cell);
    return overlay;
}

Image withMasked(const Image& image, const Box& seen, const Masked& masked) {
    const SeenPixels pixels = seenPixels(image, seen);
    Image result = image;
    const int line = int(lineThickness(pixels.raster.width, pixels.raster.height));
    lay(result, pixels, drawMasked(masked, pixels.raster, line), Blend::Over);
    return result;
}

}  // namespace vitrine
