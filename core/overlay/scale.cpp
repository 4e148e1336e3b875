#include "core/overlay/scale.h"

#include "core/overlay/diverging.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vitrine {

namespace {

constexpr ColourScale nothing{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

ColourScale widened(ColourScale scale, const Map& map) {
    for (const float v : map.present()) {
        if (std::isfinite(v)) {
            scale.low = std::min(scale.low, double(v));
            scale.high = std::max(scale.high, double(v));
        }
    }
    return scale;
}

/// Of a map without a finite value: a flat one.
ColourScale orFlat(const ColourScale& scale) {
    if (scale.low > scale.high)
        return {};
    const double farthest = std::max(-scale.low, scale.high);
    return scale.low < 0 && !scale.flat() ? ColourScale{-farthest, farthest} : scale;
}

}  // namespace

const Colormap& colormapOf(const OverlayStyle& style, const ColourScale& scale) {
    if (scale.isSigned())
        return divergingColormap(/*onDark=*/true);  // far from 0 it is bright, as in the others what is high
    return style.colormap ? *style.colormap : colormaps().front();
}

ColourScale ownScale(const Map& map) { return orFlat(widened(nothing, map)); }

ColourScale scaleOf(std::span<const Map> maps) {
    return orFlat(std::accumulate(maps.begin(), maps.end(), nothing, widened));
}

std::vector<ColourScale> scalesOf(std::span<const Map> maps, size_t together) {
    std::vector<ColourScale> scales;
    while (!maps.empty()) {
        const size_t count = std::clamp(together, size_t(1), maps.size());
        scales.insert(scales.end(), count, scaleOf(maps.first(count)));
        maps = maps.subspan(count);
    }
    return scales;
}

ColourScale sharedScale(const MapSet& maps) {
    ColourScale scale = widened(nothing, maps.map);
    for (const std::vector<Map>* others : {&maps.byLayer, &maps.byHead})
        scale = std::accumulate(others->begin(), others->end(), scale, widened);
    return orFlat(scale);
}

ColourScale scaleOf(const MapSet& maps, const OverlayStyle& style) {
    return style.shared ? sharedScale(maps) : ownScale(maps.map);
}

Kept keepTop(const Map& map, double share) {
    std::vector<float> values = map.present();
    std::erase_if(values, [](float v) { return !std::isfinite(v); });
    std::sort(values.begin(), values.end(), std::greater<>());
    double total = 0;
    for (const float v : values)
        total += std::max(0.0, double(v));
    if (values.empty() || share >= 1 || !(total > 0))
        return values.empty() ? Kept{} : Kept{double(values.back()), double(values.back()), int(values.size())};
    const double wanted = std::max(share, 0.0) * total * (1 - 1e-12);  // what a sum loses by rounding decides nothing
    double sum = 0;
    size_t count = 0;
    do
        sum += values[count++];
    while (count < values.size() && (sum < wanted || values[count] == values[count - 1]));
    const double least = values[count - 1];
    return {least, count < values.size() ? (least + values[count]) / 2 : least, int(count)};
}

std::vector<double> contourLevels(const Map& map, const OverlayStyle& style, const ColourScale& scale) {
    if (!style.contour || scale.flat())
        return {};
    if (style.keep < 1)
        return {keepTop(map, style.keep).edge};
    std::vector<double> levels;
    for (const double t : {0.25, 0.5, 0.75})
        levels.push_back(scale.low + t * (scale.high - scale.low));
    return levels;
}

}  // namespace vitrine
