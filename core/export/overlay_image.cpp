#include "core/export/overlay_image.h"

#include "core/change/fill_image.h"
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

Image overlayImage(const ModelPlan& plan, const Result& result, const View& view, const Map& map) {
    const Picture& picture = *result.picture;
    const bool changed = !view.intervention.masked.empty();
    const Image masked =
        changed ? withMasked(picture.forTheEye(), picture.seen, maskedOf(picture, view.intervention, plan)) : Image();
    const Image& ground = changed ? masked : picture.forTheEye();
    if (view.pins.empty())
        return blend(ground, picture.seen, map, view.style,
                     view.style.shared ? sharedScale(explainAround(*result.capture, view.map)) : ownScale(map));
    const std::vector<Map> maps = pinMaps(*result.capture, view);
    return blendPins(ground, picture.seen, maps, view.style);
}

}  // namespace vitrine
