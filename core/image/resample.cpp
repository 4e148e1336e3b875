#include "core/image/resample.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace vitrine {

namespace {

// Everything here follows Pillow's src/libImaging/Resample.c, roundings included.
constexpr int precisionBits = 32 - 8 - 2;
constexpr int32_t oneHalf = 1 << (precisionBits - 1);

double bilinear(double x) {
    x = std::fabs(x);
    return x < 1.0 ? 1.0 - x : 0.0;
}

double bicubic(double x) {
    constexpr double a = -0.5;
    x = std::fabs(x);
    if (x < 1.0)
        return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
    if (x < 2.0)
        return (((x - 5) * x + 8) * x - 4) * a;
    return 0.0;
}

/// Which source pixels make each output pixel of one axis, and how much of each.
struct Taps {
    std::vector<int> first;        // (outputs)
    std::vector<int> count;        // (outputs)
    std::vector<int32_t> weights;  // (outputs, stride), 22 fractional bits
    int stride = 0;

    const int32_t* of(int i) const { return weights.data() + size_t(i) * size_t(stride); }
    int begin() const { return first.front(); }
    int end() const { return first.back() + count.back(); }  // both only grow along the axis
};

/// Outputs start..start+count-1 of an axis resized from inSize to outSize.
Taps makeTaps(int inSize, int64_t outSize, int64_t start, int count, Interpolation interpolation) {
    const auto filter = interpolation == Interpolation::Bilinear ? bilinear : bicubic;
    const double scale = double(inSize) / double(outSize);
    const double filterScale = std::max(scale, 1.0);
    const double support = (interpolation == Interpolation::Bilinear ? 1.0 : 2.0) * filterScale;
    const double inverse = 1.0 / filterScale;

    Taps taps;
    taps.stride = int(std::min<int64_t>(int64_t(std::ceil(support)) * 2 + 1, inSize));
    taps.weights.resize(size_t(taps.stride) * size_t(count));
    std::vector<double> exact(size_t(taps.stride));
    for (int i = 0; i < count; ++i) {
        const double centre = (double(start + i) + 0.5) * scale;
        const int first = std::max(0, int(centre - support + 0.5));
        const int n = std::min(inSize, int(centre + support + 0.5)) - first;
        double sum = 0;
        for (int k = 0; k < n; ++k)
            sum += exact[size_t(k)] = filter((k + first - centre + 0.5) * inverse);
        for (int k = 0; k < n; ++k) {
            const double weight = (sum != 0.0 ? exact[size_t(k)] / sum : exact[size_t(k)]) * (1 << precisionBits);
            taps.weights[size_t(i) * size_t(taps.stride) + size_t(k)] =
                int32_t(weight < 0 ? weight - 0.5 : weight + 0.5);
        }
        taps.first.push_back(first);
        taps.count.push_back(n);
    }
    return taps;
}

uint8_t clip(int32_t value) { return uint8_t(std::clamp(value >> precisionBits, 0, 255)); }

/// What one pass made, and which source column and row its first pixel belongs to (0 along an axis that is done).
struct Strip {
    Image image;
    int x = 0;
    int y = 0;
};

/// What a pass reads.
struct Source {
    Source(const Image& whole) : image(whole) {}
    Source(const Strip& strip) : image(strip.image), x(strip.x), y(strip.y) {}
    const Image& image;
    int x = 0;
    int y = 0;
};

/// The taps' columns of `source`, in the source rows y..y+rows-1.
Strip horizontal(const Source& source, const Taps& taps, int y, int rows) {
    const int width = int(taps.first.size());
    Strip result{Image(width, rows), 0, y};
    for (int row = 0; row < rows; ++row) {
        const uint8_t* in = source.image.row(y - source.y + row);
        uint8_t* out = result.image.row(row);
        for (int x = 0; x < width; ++x, out += 3) {
            const uint8_t* pixel = in + ptrdiff_t(taps.first[size_t(x)] - source.x) * 3;
            const int32_t* weights = taps.of(x);
            const int n = taps.count[size_t(x)];
            int32_t r = oneHalf, g = oneHalf, b = oneHalf;
            for (int k = 0; k < n; ++k, pixel += 3) {
                r += pixel[0] * weights[k];
                g += pixel[1] * weights[k];
                b += pixel[2] * weights[k];
            }
            out[0] = clip(r);
            out[1] = clip(g);
            out[2] = clip(b);
        }
    }
    return result;
}

/// The taps' rows of `source`, in the source columns x..x+columns-1.
Strip vertical(const Source& source, const Taps& taps, int x, int columns) {
    const int height = int(taps.first.size());
    const size_t samples = size_t(columns) * 3;
    Strip result{Image(columns, height), x, 0};
    std::vector<int32_t> sums(samples);
    for (int y = 0; y < height; ++y) {
        std::fill(sums.begin(), sums.end(), oneHalf);
        for (int k = 0; k < taps.count[size_t(y)]; ++k) {
            const uint8_t* in = source.image.row(taps.first[size_t(y)] - source.y + k) + ptrdiff_t(x - source.x) * 3;
            const int32_t weight = taps.of(y)[k];
            for (size_t i = 0; i < samples; ++i)
                sums[i] += in[i] * weight;
        }
        std::transform(sums.begin(), sums.end(), result.image.row(y), clip);
    }
    return result;
}

/// Pillow 13 goes vertically first where the height shrinks much more than the width (python-pillow/Pillow#9549); before,
/// it always went horizontally first. The order shows in the last bits, in pictures more than twice as high as wide.
bool verticalFirst(const Image& image, const Window& w) {
    return image.height - w.fullHeight > 2 * std::max<int64_t>(0, image.width - w.fullWidth);
}

/// The pixels x..x+width-1, y..y+height-1 as they are.
Image cut(const Image& image, int x, int y, int width, int height) {
    Image result(width, height);
    for (int row = 0; row < height; ++row)
        std::memcpy(result.row(row), image.row(y + row) + size_t(x) * 3, size_t(width) * 3);
    return result;
}

}  // namespace

Image resample(const Image& image, int width, int height, Interpolation interpolation) {
    return resampleWindow(image, {width, height, 0, 0, width, height}, interpolation);
}

Image resampleWindow(const Image& image, const Window& w, Interpolation interpolation) {
    if (image.empty() || w.width < 1 || w.height < 1 || w.x < 0 || w.y < 0 || w.x + w.width > w.fullWidth ||
        w.y + w.height > w.fullHeight)
        throw std::invalid_argument("resampleWindow: the window lies outside the picture");
    const bool sameWidth = w.fullWidth == image.width;  // Pillow leaves out a pass that changes nothing
    const bool sameHeight = w.fullHeight == image.height;
    if (sameWidth && sameHeight)
        return cut(image, int(w.x), int(w.y), w.width, w.height);

    const Taps columns = sameWidth ? Taps{} : makeTaps(image.width, w.fullWidth, w.x, w.width, interpolation);
    const Taps rows = sameHeight ? Taps{} : makeTaps(image.height, w.fullHeight, w.y, w.height, interpolation);
    // The part of the source that the window is made of.
    const int x = sameWidth ? int(w.x) : columns.begin();
    const int y = sameHeight ? int(w.y) : rows.begin();
    const int width = sameWidth ? w.width : columns.end() - x;
    const int height = sameHeight ? w.height : rows.end() - y;

    if (sameWidth)
        return vertical(image, rows, x, width).image;
    if (sameHeight)
        return horizontal(image, columns, y, height).image;
    if (verticalFirst(image, w))
        return horizontal(vertical(image, rows, x, width), columns, 0, w.height).image;
    return vertical(horizontal(image, columns, y, height), rows, 0, w.width).image;
}

}  // namespace vitrine
