// Patches as a set: a handful of places in the grid.
#pragma once

#include "core/explain/map.h"

#include <algorithm>
#include <vector>

namespace vitrine {

inline bool isAmong(const std::vector<Cell>& cells, const Cell& cell) {
    return std::find(cells.begin(), cells.end(), cell) != cells.end();
}

}  // namespace vitrine
