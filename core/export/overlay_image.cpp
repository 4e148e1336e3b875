#include "core/export/overlay_image.h"

#include "core/change/fill_image.h"
#include "core/overlay/pins.h"
#include "core/overlay/taken.h"

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

/// The map, or those of the patches compared, over the picture.
Image mapsOver(const Image& ground, const Result& result, const View& view, const Map& map) {
    const Box& seen = result.picture->seen;
    if (!view.pins.empty())
        return blendPins(ground, seen, pinMaps(*result.capture, view), view.style);
    return blend(ground, seen, map, view.style,
                 view.style.shared ? sharedScale(explainAround(*result.capture, view.map)) : ownScale(map));
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
    Image image = mapsOver(changed ? masked : picture.forTheEye(), result, view, map);
    layTaken(image, picture.seen, takenOf(view.intervention, plan.config));
    return image;
}

}  // namespace vitrine
