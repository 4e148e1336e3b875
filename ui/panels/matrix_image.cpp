#include "ui/panels/matrix_image.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr double deepest = 1e-5;  // of the largest value: what a colour can still tell

/// No value: as no colour of a map.
void greyDropped(QImage& image, const TokenMatrix& matrix) {
    if (matrix.dropped.empty())
        return;
    for (int row = 0; row < matrix.tokens; ++row)
        for (int i = 0; i < matrix.tokens; ++i)
            if (matrix.isDropped(row) || matrix.isDropped(i))
                image.setPixel(i, row, (row + i) % 2 ? qRgb(70, 72, 78) : qRgb(104, 106, 112));
}

}  // namespace

double MatrixScale::place(double value) const {
    if (!(high > low) || !(value > low))
        return 0;
    if (value >= high)
        return 1;
    return log ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
}

double MatrixScale::value(double place) const {
    return log ? low * std::pow(high / low, place) : low + place * (high - low);
}

MatrixScale matrixScale(const TokenMatrix& matrix, bool log) {
    MatrixScale scale{0, 0, log};
    double least = 0;
    for (const float v : matrix.values) {
        if (!std::isfinite(v))
            continue;
        scale.high = std::max(scale.high, double(v));
        if (v > 0 && (least == 0 || double(v) < least))
            least = double(v);
    }
    if (log)
        scale.low = std::max(least, scale.high * deepest);
    return scale;
}

QImage matrixImage(const TokenMatrix& matrix, const MatrixScale& scale, const Colormap* colormap) {
    constexpr int shades = 1024;
    const Colormap& colours = colormap ? *colormap : colormaps().front();
    std::array<QRgb, shades> table{};
    for (int i = 0; i < shades; ++i) {
        const Rgb c = colours(double(i) / (shades - 1));
        table[size_t(i)] = qRgb(c.r, c.g, c.b);
    }
    QImage image(matrix.tokens, matrix.tokens, QImage::Format_RGB32);
    const float first = scale.log ? std::log2(float(scale.low)) : float(scale.low);
    const float last = scale.log ? std::log2(float(scale.high)) : float(scale.high);
    const float factor = last > first ? float(shades - 1) / (last - first) : 0;
    for (int row = 0; row < matrix.tokens; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        const float* values = matrix.values.data() + size_t(row) * size_t(matrix.tokens);
        for (int i = 0; i < matrix.tokens; ++i) {
            const float at = ((scale.log ? std::log2(values[i]) : values[i]) - first) * factor;
            line[i] = table[size_t(at > 0 ? std::min(at, float(shades - 1)) : 0)];  // NaN and log of 0: the lowest
        }
    }
    greyDropped(image, matrix);
    return image;
}

}  // namespace vitrine::ui
