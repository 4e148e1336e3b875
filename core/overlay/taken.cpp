#include "core/overlay/taken.h"

#include "core/model/config.h"
#include "core/model/intervention.h"

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
        : m_taken(taken), m_raster(raster), m_line(line), m_border(std::max(1, line / 2)), m_overlay(overlay) {
        m_there.resize(size_t(taken.rows) * size_t(taken.cols));
        for (const Cell& cell : taken.patches)
            if (isInside(cell))
                m_there[place(cell)] = true;
    }

    void paint(const Cell& cell) {
        if (!isInside(cell))
            return;
        const int left = lineAt(m_raster.x, m_raster.wholeWidth, cell.col, m_taken.cols);
        const int right = lineAt(m_raster.x, m_raster.wholeWidth, cell.col + 1, m_taken.cols);
        const int top = lineAt(m_raster.y, m_raster.wholeHeight, cell.row, m_taken.rows);
        const int bottom = lineAt(m_raster.y, m_raster.wholeHeight, cell.row + 1, m_taken.rows);
        constexpr int far = std::numeric_limits<int>::max();
        const bool up = !isThere({cell.row - 1, cell.col}), down = !isThere({cell.row + 1, cell.col});
        const bool before = !isThere({cell.row, cell.col - 1}), after = !isThere({cell.row, cell.col + 1});
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
    /// Line `index` of `count`, in whole pixels of the raster.
    static int lineAt(double start, double length, int index, int count) {
        return int(std::lround(length * index / count - start));
    }
    bool isInside(const Cell& cell) const {
        return cell.row >= 0 && cell.row < m_taken.rows && cell.col >= 0 && cell.col < m_taken.cols;
    }
    size_t place(const Cell& cell) const { return size_t(cell.row) * size_t(m_taken.cols) + size_t(cell.col); }
    bool isThere(const Cell& cell) const { return isInside(cell) && m_there[place(cell)]; }

    const Taken& m_taken;
    const Raster& m_raster;
    int m_line, m_border;
    Overlay& m_overlay;
    std::vector<bool> m_there;
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
