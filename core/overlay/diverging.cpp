#include "core/overlay/diverging.h"

#include <algorithm>

namespace vitrine {

// ColorBrewer's eleven colours (Apache 2.0), straight lines between them, as matplotlib has it.
const Colormap& divergingColormap() {
    static const std::array<Rgb, 256> table = [] {
        constexpr std::array<Rgb, 11> stops{{{5, 48, 97},
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
        std::array<Rgb, 256> made{};
        for (size_t i = 0; i < made.size(); ++i) {
            const double at = double(i) / 255 * double(stops.size() - 1);
            const size_t below = std::min(size_t(at), stops.size() - 2);
            const Rgb a = stops[below], b = stops[below + 1];
            const auto between = [part = at - double(below)](uint8_t from, uint8_t to) {
                return uint8_t(from + part * (to - from) + 0.5);
            };
            made[i] = {between(a.r, b.r), between(a.g, b.g), between(a.b, b.b)};
        }
        return made;
    }();
    static const Colormap diverging{"RdBu_r", &table};
    return diverging;
}

}  // namespace vitrine
