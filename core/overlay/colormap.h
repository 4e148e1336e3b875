// Colour maps: perceptually even, readable in grey and by the colour-blind (matplotlib's tables, CC0).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace vitrine {

struct Rgb {
    uint8_t r = 0, g = 0, b = 0;
    bool operator==(const Rgb&) const = default;
};

struct Colormap {
    const char* name;                     ///< "inferno"
    const std::array<Rgb, 256>* colours;  ///< from low to high
    /// The colour of t in [0, 1] (clamped; NaN gives the lowest).
    Rgb operator()(double t) const;
};

/// inferno (the default), viridis, cividis.
const std::vector<Colormap>& colormaps();
const Colormap* findColormap(std::string_view name);

}  // namespace vitrine
