// View: all that a person chooses about what is shown, as one value. Back and forward, undo and scenes are made of it.
#pragma once

#include "core/explain/map.h"
#include "core/model/intervention.h"
#include "core/overlay/style.h"

#include <optional>
#include <string>
#include <vector>

namespace vitrine {

enum class Page {
    Picture,  ///< the picture with the map over it
    Input,    ///< what the model gets: its own pixels
    Grid,     ///< all layers x all heads
    Matrix    ///< N x N of one head
};

/// What the colours of the grid of all heads span.
enum class GridScale {
    Own,    ///< each map its own range
    Layer,  ///< one range for the heads of a layer
    All     ///< one range for all
};

struct View {
    MapRequest map;          ///< the pinned query; layer as an index
    std::vector<Cell> pins;  ///< patches compared, in the order of their colours
    OverlayStyle style;
    Page page = Page::Picture;
    GridScale grid_scale = GridScale::Own;
    bool matrix_log = true;       ///< the matrix's colours follow the logarithm of its values
    std::string node;             ///< selected in the tree: its path
    Intervention intervention{};  ///< what is changed in the run
    bool operator==(const View&) const = default;
};

}  // namespace vitrine
