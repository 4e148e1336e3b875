// What the colours span, which patches are drawn, and where the lines of equal value lie.
#pragma once

#include "core/explain/methods.h"
#include "core/overlay/style.h"

#include <span>
#include <vector>

namespace vitrine {

/// The values of the lowest and the highest colour.
struct ColourScale {
    double low = 0;
    double high = 0;
    bool flat() const { return !(high > low); }  ///< nothing to tell apart: drawn as nothing
    bool isSigned() const { return low < 0; }    ///< it reaches as far below 0 as above it
    bool operator==(const ColourScale&) const = default;
};

/// The map's own range; values that are not finite count for nothing. As soon as one is below 0 it reaches as far on
/// either side, so that 0 is the middle colour. So do the scales below.
ColourScale ownScale(const Map& map);

/// One range for all of them.
ColourScale scaleOf(std::span<const Map> maps);

/// One range for each `together` of them that follow each other, a scale for every map.
std::vector<ColourScale> scalesOf(std::span<const Map> maps, size_t together);

/// One range for the map and the small ones beside it, so that a colour is the same value in all of them.
ColourScale sharedScale(const MapSet& maps);

/// The style's colours; for what has a sign blue below 0 and red above it.
const Colormap& colormapOf(const OverlayStyle& style, const ColourScale& scale);

/// Which of the two the style asks for.
ColourScale scaleOf(const MapSet& maps, const OverlayStyle& style);

/// The patches drawn: all whose value is `least` or more. Between patches the drawing ends at `edge`, midway to the
/// highest value that is not kept.
struct Kept {
    double least = 0;
    double edge = 0;
    int count = 0;
    bool operator==(const Kept&) const = default;
};

/// The fewest of the highest patches that hold `share` of the sum of all positive values (one at least; equal values are
/// kept together). All of them for a share of 1, and where nothing is positive.
Kept keepTop(const Map& map, double share);

/// Values at which lines are drawn: the edge of what is kept, or a quarter, a half and three quarters of the scale.
std::vector<double> contourLevels(const Map& map, const OverlayStyle& style, const ColourScale& scale);

}  // namespace vitrine
