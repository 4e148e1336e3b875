// The picture at its own resolution with what a view lays over it: one map, or those of the patches compared.
#pragma once

#include "core/explore.h"
#include "core/overlay/blend.h"
#include "core/view.h"

namespace vitrine {

/// The lowest and the highest value that the view's colours span.
struct ColourRange {
    double low = 0;
    double high = 0;
};
ColourRange colourRange(const Capture& capture, const View& view, const Map& map);

/// `map` is the view's. In a screen's colours, as the window shows it, with the patches that the view takes away.
Image overlayImage(const ModelPlan& plan, const Result& result, const View& view, const Map& map);

}  // namespace vitrine
