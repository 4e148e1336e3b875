#include "core/overlay/blend.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace vitrine {

namespace {

using Pixel = std::array<uint8_t, 4>;  // RGBA, premultiplied

constexpr int shades = 1024;
// How cover grows with value. 0.55: middling values tint the picture, the lowest vanish, the highest hide it.
constexpr double coverExponent = 0.55;

/// The map moved to 0..shades-1, where its own range is; empty for a map without range.
std::vector<float> scaled(const Map& map) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const float v : map.values) {
        if (std::isfinite(v)) {
            low = std::min(low, double(v));
            high = std::max(high, double(v));
        }
    }
    const bool shaped = map.rows > 0 && map.cols > 0 && map.values.size() == size_t(map.rows) * size_t(map.cols);
    if (!shaped || !(high > low))
        return {};
    std::vector<float> result(map.values.size());
    std::transform(map.values.begin(), map.values.end(), result.begin(),
                   [&](float v) { return std::isfinite(v) ? float((v - low) / (high - low) * (shades - 1)) : 0.0F; });
    return result;
}

std::array<Pixel, shades> makeShades(const OverlayStyle& style, bool opaque) {
    const Colormap& colormap = style.colormap ? *style.colormap : colormaps().front();
    const double opacity = std::clamp(style.opacity, 0.0, 1.0);
    std::array<Pixel, shades> table{};
    for (int i = 0; i < shades; ++i) {
        const double t = double(i) / (shades - 1);
        const double alpha = opaque ? 1.0 : opacity * std::pow(t, coverExponent);
        const Rgb colour = colormap(t);
        const auto premultiplied = [alpha](double v) { return uint8_t(std::lround(v * alpha)); };
        table[size_t(i)] = {premultiplied(colour.r), premultiplied(colour.g), premultiplied(colour.b),
                            premultiplied(255)};
    }
    return table;
}

/// The four cells that make one pixel of an axis, and how much of each.
struct Tap {
    std::array<int, 4> cell{};
    std::array<float, 4> weight{};
};

/// Pixels first..first+count-1 of an axis on which `cells` cells lie over origin..origin+length (in pixels).
std::vector<Tap> makeTaps(int first, int count, double origin, double length, int cells, bool smooth) {
    std::vector<Tap> taps(size_t(std::max(0, count)));
    for (int i = 0; i < count; ++i) {
        Tap& tap = taps[size_t(i)];
        const double at = (first + i + 0.5 - origin) / length * cells;
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

/// A map stretched over pixels, given out row by row.
class Stretched {
public:
    Stretched(const std::vector<float>& values, int cols, const std::vector<Tap>& x,
              const std::array<Pixel, shades>& table)
        : m_table(table), m_width(x.size()), m_line(x.size()), m_rows(x.size() * (values.size() / size_t(cols))) {
        for (size_t row = 0; row < values.size() / size_t(cols); ++row) {
            const float* in = values.data() + row * size_t(cols);
            float* out = m_rows.data() + row * m_width;
            for (size_t i = 0; i < m_width; ++i) {
                const auto& [cell, weight] = x[i];
                const float shade = in[cell[0]] * weight[0] + in[cell[1]] * weight[1] + in[cell[2]] * weight[2] +
                                    in[cell[3]] * weight[3];
                out[i] =
                    inRange(shade);  // here too: two undershoots would multiply to a ghost diagonally off a hot patch
            }
        }
    }

    void draw(const Tap& y, uint8_t* out) {
        const auto row = [&](size_t k) { return m_rows.data() + size_t(y.cell[k]) * m_width; };
        const float *a = row(0), *b = row(1), *c = row(2), *d = row(3);
        const auto [wa, wb, wc, wd] = y.weight;
        for (size_t i = 0; i < m_width; ++i) {
            const float shade = a[i] * wa + b[i] * wb + c[i] * wc + d[i] * wd + 0.5F;
            m_line[i] = int(inRange(shade));
        }
        for (size_t i = 0; i < m_width; ++i)
            std::memcpy(out + i * 4, m_table[size_t(m_line[i])].data(), 4);
    }

private:
    static float inRange(float shade) { return std::min(std::max(shade, 0.0F), float(shades - 1)); }

    const std::array<Pixel, shades>& m_table;
    size_t m_width;
    std::vector<int> m_line;    // (width): shades of the row being drawn
    std::vector<float> m_rows;  // (map rows, width)
};

Overlay draw(const Map& map, int width, int height, const OverlayStyle& style, bool opaque) {
    Overlay overlay{std::max(0, width), std::max(0, height), {}};
    overlay.pixels.resize(size_t(overlay.width) * size_t(overlay.height) * 4);
    const std::array<Pixel, shades> table = makeShades(style, opaque);
    const std::vector<float> values = scaled(map);
    if (values.empty()) {
        for (size_t i = 0; i < overlay.pixels.size(); ++i)
            overlay.pixels[i] = table[0][i % 4];
        return overlay;
    }
    Stretched stretched(values, map.cols, makeTaps(0, width, 0, width, map.cols, style.smooth), table);
    const std::vector<Tap> y = makeTaps(0, height, 0, height, map.rows, style.smooth);
    for (size_t row = 0; row < y.size(); ++row)
        stretched.draw(y[row], overlay.pixels.data() + row * size_t(overlay.width) * 4);
    return overlay;
}

/// The pixels whose centres lie in origin..origin+length, cut to an axis of `size` pixels.
std::pair<int, int> covered(double origin, double length, int size) {
    const auto edge = [size](double at) { return int(std::clamp(std::ceil(at - 0.5), 0.0, double(size))); };
    return {edge(origin), std::max(edge(origin), edge(origin + length))};
}

}  // namespace

Overlay drawOverlay(const Map& map, int width, int height, const OverlayStyle& style) {
    return draw(map, width, height, style, false);
}

Overlay drawThumbnail(const Map& map, int width, int height, const OverlayStyle& style) {
    return draw(map, width, height, style, true);
}

Image blend(const Image& image, const Box& seen, const Map& map, const OverlayStyle& style) {
    const auto [left, right] = covered(seen.x, seen.width, image.width);
    const auto [top, bottom] = covered(seen.y, seen.height, image.height);
    const std::array<Pixel, shades> table = makeShades(style, false);
    std::vector<float> values = scaled(map);
    const bool flat = values.empty();
    if (flat)
        values.assign(1, 0.0F);  // one cell of nothing
    const int rows = flat ? 1 : map.rows;
    const int cols = flat ? 1 : map.cols;
    Stretched stretched(values, cols, makeTaps(left, right - left, seen.x, seen.width, cols, style.smooth), table);
    const std::vector<Tap> y = makeTaps(top, bottom - top, seen.y, seen.height, rows, style.smooth);

    Image result = image;
    std::vector<uint8_t> line(size_t(right - left) * 4);
    for (int row = 0; row < image.height; ++row) {
        uint8_t* out = result.row(row);
        const bool inside = row >= top && row < bottom;
        const auto dim = [out](int from, int to) {
            for (int i = from * 3; i < to * 3; ++i)
                out[i] = uint8_t(out[i] * dimmed + 0.5);
        };
        dim(0, inside ? left : image.width);
        if (!inside)
            continue;
        dim(right, image.width);
        stretched.draw(y[size_t(row - top)], line.data());
        for (int x = left; x < right; ++x) {
            const uint8_t* over = line.data() + size_t(x - left) * 4;
            for (int c = 0; c < 3; ++c) {
                uint8_t& under = out[x * 3 + c];
                under = uint8_t(over[c] + (under * (255 - over[3]) + 127) / 255);
            }
        }
    }
    return result;
}

}  // namespace vitrine
