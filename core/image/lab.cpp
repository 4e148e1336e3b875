#include "core/image/lab.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine {
namespace {

double fromLabCurve(double t) { return t > 6.0 / 29 ? t * t * t : 3 * (6.0 / 29) * (6.0 / 29) * (t - 4.0 / 29); }

uint8_t toSrgbByte(double linear) {
    const double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
    return uint8_t(std::lround(255 * std::clamp(value, 0.0, 1.0)));
}

}  // namespace

void labToRgb(uint8_t lightness, int a, int b, uint8_t* rgb) {
    const double fy = (lightness * 100.0 / 255 + 16) / 116;
    // X, Y, Z relative to D50
    const std::array<double, 3> xyz{0.9642 * fromLabCurve(fy + a / 500.0), fromLabCurve(fy),
                                    0.8249 * fromLabCurve(fy - b / 200.0)};
    // The inverse of sRGB's colorants in an ICC profile (D50).
    constexpr std::array<std::array<double, 3>, 3> toLinear{
        {{3.1338561, -1.6168667, -0.4906146}, {-0.9787684, 1.9161415, 0.0334540}, {0.0719453, -0.2289914, 1.4052427}}};
    for (size_t c = 0; c < 3; ++c)
        rgb[c] = toSrgbByte(toLinear[c][0] * xyz[0] + toLinear[c][1] * xyz[1] + toLinear[c][2] * xyz[2]);
}

}  // namespace vitrine
