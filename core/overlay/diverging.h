// The colours of a map with a sign.
#pragma once

#include "core/overlay/colormap.h"

namespace vitrine {

/// Blue below, red above, for a range that goes as far below 0 as above it. In the middle near white (matplotlib's RdBu_r);
/// on a dark ground a dark grey instead, so that what is far from 0 is bright there and not what is near it.
/// Not one of colormaps(): an overlay's colours have one way to go.
const Colormap& divergingColormap(bool onDark = false);

}  // namespace vitrine
