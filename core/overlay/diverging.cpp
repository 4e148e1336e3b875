#include "core/overlay/diverging.h"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

/// Straight lines between the stops, which are evenly spaced.
template <size_t Count>
std::array<Rgb, 256> between(const std::array<Rgb, Count>& stops) {
    std::array<Rgb, 256> made{};
    for (size_t i = 0; i < made.size(); ++i) {
        const double at = double(i) / 255 * double(Count - 1);
        const size_t below = std::min(size_t(at), Count - 2);
        const Rgb a = stops[below], b = stops[below + 1];
        const auto mixed = [part = at - double(below)](uint8_t from, uint8_t to) {
            return uint8_t(std::lround(from + part * (to - from)));
        };
        made[i] = {mixed(a.r, b.r), mixed(a.g, b.g), mixed(a.b, b.b)};
    }
    return made;
}

// ColorBrewer's eleven colours (Apache 2.0), as matplotlib has them.
constexpr std::array<Rgb, 11> lightMiddle{{{5, 48, 97},
                                           {33, 102, 172},
                                           {67, 147, 195},
                                           {146, 197, 222},
                                           {209, 229, 240},
                                           {247, 247, 247},
                                           {253, 219, 199},
                                           {244, 165, 130},
                                           {214, 96, 77},
                                           {178, 24, 43},
                                           {103, 0, 31}}};

// The same blues and reds the other way round: lighter away from a dark grey, in steps that look alike.
constexpr std::array<Rgb, 9> darkMiddle{{{146, 197, 222},
                                         {67, 147, 195},
                                         {33, 102, 172},
                                         {19, 75, 135},
                                         {34, 38, 43},
                                         {140, 12, 37},
                                         {178, 24, 43},
                                         {214, 96, 77},
                                         {244, 165, 130}}};

}  // namespace

const Colormap& divergingColormap(bool onDark) {
    static const std::array<Rgb, 256> light = between(lightMiddle), dark = between(darkMiddle);
    static const Colormap diverging{"RdBu_r", &light}, divergingOnDark{"RdBu_r on dark", &dark};
    return onDark ? divergingOnDark : diverging;
}

}  // namespace vitrine
