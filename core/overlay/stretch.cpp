#include "core/overlay/stretch.h"

#include <algorithm>
#include <cmath>

namespace vitrine {

double shadeOf(double value, const ColourScale& scale) {
    return (value - scale.low) / (scale.high - scale.low) * (shades - 1);
}

std::vector<Stretched::Tap> Stretched::makeTaps(int count, double first, double length, int cells, bool smooth) {
    std::vector<Tap> taps(size_t(std::max(0, count)));
    for (int i = 0; i < count; ++i) {
        Tap& tap = taps[size_t(i)];
        const double at = (first + i + 0.5) / length * cells;
        if (!smooth) {
            tap.cell.fill(std::clamp(int(std::floor(at)), 0, cells - 1));
            tap.weight = {1, 0, 0, 0};
            continue;
        }
        const double centred = std::clamp(at - 0.5, 0.0, double(cells - 1));  // flat beyond the outer centres
        const int left = int(centred);
        const auto f = float(centred - left);
        for (int k = 0; k < 4; ++k)
            tap.cell[size_t(k)] = std::clamp(left - 1 + k, 0, cells - 1);
        // Catmull-Rom: through every patch's own value, smooth in between.
        tap.weight = {((-0.5F * f + 1.0F) * f - 0.5F) * f, (1.5F * f - 2.5F) * f * f + 1.0F,
                      ((-1.5F * f + 2.0F) * f + 0.5F) * f, (0.5F * f - 0.5F) * f * f};
    }
    return taps;
}

Stretched::Stretched(const Map& map, const ColourScale& scale, const Raster& raster, bool smooth)
    : m_smooth(smooth),
      m_width(size_t(std::max(0, raster.width))),
      m_y(makeTaps(raster.height, raster.y, raster.wholeHeight, map.rows, smooth)),
      m_rows(m_width * size_t(map.rows)) {
    std::vector<float> values = map.bridged();
    std::transform(values.begin(), values.end(), values.begin(), [&](float v) {
        return std::isfinite(v) ? float(std::clamp(shadeOf(v, scale), 0.0, shades - 1.0)) : 0.0F;
    });
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    m_low = *low;
    m_high = *high;
    const std::vector<Tap> x = makeTaps(raster.width, raster.x, raster.wholeWidth, map.cols, smooth);
    for (size_t row = 0; row < size_t(map.rows); ++row) {
        const float* in = values.data() + row * size_t(map.cols);
        float* out = m_rows.data() + row * m_width;
        for (size_t i = 0; i < m_width; ++i) {
            const auto& [cell, weight] = x[i];
            const float shade =
                in[cell[0]] * weight[0] + in[cell[1]] * weight[1] + in[cell[2]] * weight[2] + in[cell[3]] * weight[3];
            // Clipped here too: two undershoots would multiply to a ghost diagonally off a hot patch.
            out[i] = std::min(std::max(shade, m_low), m_high);
        }
    }
}

void Stretched::row(int y, float* out) const {
    const Tap& tap = m_y[size_t(y)];
    const auto at = [&](size_t k) { return m_rows.data() + size_t(tap.cell[k]) * m_width; };
    const float *a = at(0), *b = at(1), *c = at(2), *d = at(3);
    if (!m_smooth) {
        std::copy(a, a + m_width, out);
        return;
    }
    const auto [wa, wb, wc, wd] = tap.weight;
    const float low = m_low;
    const float high = m_high;
    for (size_t i = 0; i < m_width; ++i)
        out[i] = std::min(std::max(a[i] * wa + b[i] * wb + c[i] * wc + d[i] * wd, low), high);
}

bool Stretched::repeats(int y) const { return y > 0 && m_y[size_t(y)] == m_y[size_t(y) - 1]; }

}  // namespace vitrine
