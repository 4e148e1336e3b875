// A map stretched over pixels: its shade at every one of them, row by row.
#pragma once

#include "core/overlay/scale.h"

#include <array>
#include <vector>

namespace vitrine {

/// Which pixels: width x height of them, the first at (x, y) of a map drawn wholeWidth x wholeHeight pixels large. What
/// lies beyond the map has the shade of its border.
struct Raster {
    int width = 0;
    int height = 0;
    double x = 0;
    double y = 0;
    double wholeWidth = 0;
    double wholeHeight = 0;

    static Raster whole(int width, int height) { return {width, height, 0, 0, double(width), double(height)}; }
};

/// Shades 0..shades-1 stand for the values from ColourScale::low to ColourScale::high.
constexpr int shades = 1024;

double shadeOf(double value, const ColourScale& scale);  ///< not rounded, not clipped

class Stretched {
public:
    /// Smooth: through every patch's own value at its centre, bicubic in between, clipped to the map's own range; else
    /// flat squares. The map must be of rows x cols values, the scale not flat; what is not finite is the lowest.
    Stretched(const Map& map, const ColourScale& scale, const Raster& raster, bool smooth);

    /// The shades of row y of the raster, clipped to 0..shades-1; (width) of them.
    void row(int y, float* out) const;
    /// Whether row y is the same as the one before it.
    bool repeats(int y) const;

private:
    /// The four cells that make one pixel of an axis, and how much of each.
    struct Tap {
        std::array<int, 4> cell{};
        std::array<float, 4> weight{};
        bool operator==(const Tap&) const = default;
    };
    static std::vector<Tap> makeTaps(int count, double first, double length, int cells, bool smooth);

    bool m_smooth;
    float m_low = 0;
    float m_high = 0;
    size_t m_width;
    std::vector<Tap> m_y;       // (height)
    std::vector<float> m_rows;  // (map rows, width): stretched along x
};

}  // namespace vitrine
