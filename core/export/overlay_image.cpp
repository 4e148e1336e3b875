#include "core/export/overlay_image.h"

#include "core/overlay/pins.h"

namespace vitrine {
namespace {

/// The maps of the patches compared, each as the query.
std::vector<Map> pinMaps(const Capture& capture, const View& view) {
    std::vector<Map> maps;
    MapRequest request = view.map;
    for (size_t i = 0; i < std::min(view.pins.size(), mostPins); ++i) {
        request.query.patch = view.pins[i];
        maps.push_back(explain(capture, request));
    }
    return maps;
}

}  // namespace

ColourRange colourRange(const Capture& capture, const View& view, const Map& map) {
    const auto scale = view.style.shared ? sharedScale(explainAround(capture, view.map)) : ownScale(map);
    return {scale.low, scale.high};
}

Image overlayImage(const Result& result, const View& view, const Map& map) {
    const Picture& picture = *result.picture;
    if (view.pins.empty())
        return blend(picture.forTheEye(), picture.seen, map, view.style,
                     view.style.shared ? sharedScale(explainAround(*result.capture, view.map)) : ownScale(map));
    const std::vector<Map> maps = pinMaps(*result.capture, view);
    return blendPins(picture.forTheEye(), picture.seen, maps, view.style);
}

}  // namespace vitrine
