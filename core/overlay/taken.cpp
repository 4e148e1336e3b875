#include "core/overlay/taken.h"

#include "core/model/config.h"
#include "core/model/intervention.h"
#include "core/overlay/patch_set.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace vitrine {

namespace {

using Pixel = std::array<uint8_t, 4>;  // alpha premultiplied

constexpr Pixel dash{0xff, 0xb4, 0x6b, 255}, ground{0, 0, 0, 178};  // seen on any picture, in either theme
constexpr int dashLength = 3, dashPeriod = 5;                       // in widths of the line

class Painter {
public:
    Painter(const Taken& taken, const Raster& raster, int line, Overlay& overlay)
        : m_set(taken.patches, taken.rows, taken.cols),
          m_raster(raster),
          m_line(line),
          m_border(std::max(1, line / 2)),
          m_overlay(overlay) {}

    void paint(const Cell& cell) {
        if (!m_set.has(cell))
            return;
        const auto [left, right, top, bottom, before, after, up, down] = m_set.placeOf(cell, m_raster);
        constexpr int far = std::numeric_limits<int>::max();
        for (int y = std::max(0, top); y < std::min(bottom, m_raster.height); ++y) {
            const int vertical = std::min(up ? y - top : far, down ? bottom - 1 - y : far);
            for (int x = std::max(0, left); x < std::min(right, m_raster.width); ++x) {
                const int horizontal = std::min(before ? x - left : far, after ? right - 1 - x : far);
                const int depth = std::min(vertical, horizontal);
                if (depth >= m_line + 2 * m_border)
                    continue;
                const int along =
                    vertical <= horizontal ? x + int(std::lround(m_raster.x)) : y + int(std::lround(m_raster.y));
                const bool isLine = depth >= m_border && depth < m_border + m_line;
                const bool isDash = isLine && (along / m_line) % dashPeriod < dashLength;
                const Pixel& pixel = isDash ? dash : ground;
                std::copy(pixel.begin(), pixel.end(),
                          m_overlay.pixels.begin() + (std::ptrdiff_t(y) * m_raster.width + x) * 4);
            }
        }
    }

private:
    PatchSet m_set;
    const Raster& m_raster;
    int m_line, m_border;
    Overlay& m_overlay;
};

}  // namespace

Taken takenOf(const Intervention& change, const VitConfig& config) {
    if (!change.graft)
        return {};
    Taken taken{change.graft->patches, config.rows(), config.cols()};
    if (taken.patches.empty())  // all of them
        for (int row = 0; row < taken.rows; ++row)
            for (int col = 0; col < taken.cols; ++col)
                taken.patches.push_back({row, col});
    return taken;
}

Overlay drawTaken(const Taken& taken, const Raster& raster, int line) {
    Overlay overlay = emptyOverlay(raster);
    if (taken.rows <= 0 || taken.cols <= 0)
        return overlay;
    Painter painter(taken, raster, std::max(1, line), overlay);
    for (const Cell& cell : taken.patches)
        painter.paint(cell);
    return overlay;
}

void layTaken(Image& image, const Box& seen, const Taken& taken) {
    if (taken.patches.empty())
        return;
    const SeenPixels pixels = seenPixels(image, seen);
    const int line = int(std::lround(1.5 * lineThickness(pixels.raster.width, pixels.raster.height)));
    lay(image, pixels, drawTaken(taken, pixels.raster, line), Blend::Over);
}

}  // namespace vitrine
