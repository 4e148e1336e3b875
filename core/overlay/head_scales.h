// What the colours span in the grid of all heads.
#pragma once

#include "core/explain/heads.h"
#include "core/overlay/scale.h"
#include "core/view.h"

namespace vitrine {

/// Of each map, in the grid's order.
inline std::vector<ColourScale> headScales(const HeadGrid& grid, GridScale which) {
    return scalesOf(grid.maps, which == GridScale::Own     ? 1
                               : which == GridScale::Layer ? size_t(grid.heads)
                                                           : grid.maps.size());
}

}  // namespace vitrine
