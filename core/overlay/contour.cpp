#include "core/overlay/contour.h"

#include "core/overlay/grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace vitrine {

namespace {

constexpr float far = std::numeric_limits<float>::max();

/// A pixel whose middle is `distance` pixels from the middle of a line.
void putLine(float distance, float half, uint8_t* out) {
    const float line = std::clamp(half + 0.5F - distance, 0.0F, 1.0F);
    const float edge = 0.6F * std::clamp(half + 1.5F - distance, 0.0F, 1.0F);
    if (edge <= 0)
        return;
    const auto white = uint8_t(255 * line + 0.5F);
    out[0] = out[1] = out[2] = white;
    out[3] = std::max(white, uint8_t(255 * (line + (1 - line) * edge) + 0.5F));
}

/// How far each pixel of a row is from the nearest curve: what its shade misses to the level, by the slope there.
void curveDistances(const std::array<std::vector<float>, 3>& lines, const std::vector<float>& levels,
                    std::vector<float>& out) {
    const auto& [above, here, below] = lines;
    const size_t width = here.size();
    for (size_t x = 0; x < width; ++x) {
        const float across = (here[std::min(x + 1, width - 1)] - here[x > 0 ? x - 1 : 0]) / 2;
        const float along = (below[x] - above[x]) / 2;
        const float slope = std::max(std::sqrt(across * across + along * along), 1e-3F);
        out[x] = far;
        for (const float level : levels)
            out[x] = std::min(out[x], std::abs(here[x] - level) / slope);
    }
}

void drawCurves(const Map& map, const Raster& raster, const ColourScale& scale, const std::vector<float>& levels,
                float half, Overlay& overlay) {
    // A row and a column more on each side: the slope at the border of a part is that of the whole.
    const Raster wider{raster.width + 2, raster.height + 2, raster.x - 1,
                       raster.y - 1,     raster.wholeWidth, raster.wholeHeight};
    const Stretched stretched(map, scale, wider, true);
    std::array<std::vector<float>, 3> lines;
    for (int i = 0; i < 3; ++i) {
        lines[size_t(i)].resize(size_t(wider.width));
        stretched.row(i, lines[size_t(i)].data());
    }
    std::vector<float> distances(size_t(wider.width));
    for (int y = 0; y < raster.height; ++y) {
        curveDistances(lines, levels, distances);
        uint8_t* out = overlay.pixels.data() + size_t(y) * size_t(raster.width) * 4;
        for (int x = 0; x < raster.width; ++x)
            putLine(distances[size_t(x) + 1], half, out + size_t(x) * 4);
        std::rotate(lines.begin(), lines.begin() + 1, lines.end());
        if (y + 3 < wider.height)
            stretched.row(y + 3, lines[2].data());
    }
}

/// How far a point inside a patch (in its own units, 0..1; the patch is width x height pixels) is from the nearest side
/// or corner beyond which the other side of the level lies. `other[row + 1][col + 1]` tells of the eight around it.
float sideDistance(double u, double v, double width, double height, const std::array<std::array<bool, 3>, 3>& other) {
    double nearest = far;
    for (int row = -1; row <= 1; ++row)
        for (int col = -1; col <= 1; ++col)
            if (other[size_t(row + 1)][size_t(col + 1)])
                nearest = std::min(nearest, std::hypot(col == 0 ? 0 : (col < 0 ? u : 1 - u) * width,
                                                       row == 0 ? 0 : (row < 0 ? v : 1 - v) * height));
    return float(nearest);
}

class Sides {
public:
    Sides(const Map& map, double level) : m_map(map), m_values(map.bridged()), m_level(level) {}

    std::array<std::array<bool, 3>, 3> around(Cell cell) const {
        std::array<std::array<bool, 3>, 3> other{};
        for (int row = -1; row <= 1; ++row)
            for (int col = -1; col <= 1; ++col) {
                const Cell at{std::clamp(cell.row + row, 0, m_map.rows - 1),
                              std::clamp(cell.col + col, 0, m_map.cols - 1)};
                other[size_t(row + 1)][size_t(col + 1)] = isIn(at) != isIn(cell);
            }
        return other;
    }

private:
    bool isIn(Cell cell) const {
        return double(m_values[size_t(cell.row) * size_t(m_map.cols) + size_t(cell.col)]) >= m_level;
    }
    const Map& m_map;
    std::vector<float> m_values;
    double m_level;
};

/// The lines of one level around flat squares: only the patches that have another side beside them are gone over.
void drawSides(const Map& map, const Raster& raster, double level, float half, Overlay& overlay) {
    const PatchGrid grid{map.rows, map.cols, {-raster.x, -raster.y, raster.wholeWidth, raster.wholeHeight}};
    const Sides sides(map, level);
    for (int i = 0; i < map.rows * map.cols; ++i) {
        const Cell cell{i / map.cols, i % map.cols};
        const auto other = sides.around(cell);
        if (std::none_of(other.begin(), other.end(), [](const auto& row) { return row[0] || row[1] || row[2]; }))
            continue;
        const Box box = patchBox(grid, cell);
        const auto pixel = [](double edge, int size) {
            return int(std::clamp(std::ceil(edge - 0.5), 0.0, double(size)));
        };
        const int right = pixel(box.x + box.width, raster.width);
        const int bottom = pixel(box.y + box.height, raster.height);
        for (int y = pixel(box.y, raster.height); y < bottom; ++y)
            for (int x = pixel(box.x, raster.width); x < right; ++x) {
                const double u = (x + 0.5 - box.x) / box.width;
                const double v = (y + 0.5 - box.y) / box.height;
                uint8_t* out = overlay.pixels.data() + (size_t(y) * size_t(raster.width) + size_t(x)) * 4;
                std::array<uint8_t, 4> line{};
                putLine(sideDistance(u, v, box.width, box.height, other), half, line.data());
                for (size_t c = 0; c < 4; ++c)
                    out[c] = std::max(out[c], line[c]);
            }
    }
}

}  // namespace

Overlay drawContours(const Map& map, const Raster& raster, const OverlayStyle& style, const ColourScale& scale,
                     double thickness) {
    Overlay overlay = emptyOverlay(raster);
    const std::vector<double> levels = isDrawable(map) ? contourLevels(map, style, scale) : std::vector<double>();
    if (levels.empty() || overlay.pixels.empty())
        return overlay;
    const auto half = float(thickness / 2);
    if (!style.smooth) {
        for (const double level : levels)
            drawSides(map, raster, level, half, overlay);
        clearDropped(overlay, map, raster);
        return overlay;
    }
    std::vector<float> places;
    std::transform(levels.begin(), levels.end(), std::back_inserter(places),
                   [&](double level) { return float(shadeOf(level, scale)); });
    drawCurves(map, raster, scale, places, half, overlay);
    clearDropped(overlay, map, raster);
    return overlay;
}

}  // namespace vitrine
