// The colours of a map with a sign.
#pragma once

#include "core/overlay/colormap.h"

namespace vitrine {

/// Blue below, near white in the middle, red above (matplotlib's RdBu_r), for a range that goes as far below 0 as above it.
/// Not one of colormaps(): an overlay's colours have one way to go.
const Colormap& divergingColormap();

}  // namespace vitrine
