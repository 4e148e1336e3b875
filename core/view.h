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
    Matrix,   ///< N x N of one head
    Inside,   ///< what the tokens are made of, layer by layer
    Board     ///< several methods side by side, and whether they can be trusted
};

/// What the page Inside shows.
enum class InsideView {
    Pca,         ///< the tokens' principal components as colours
    Similarity,  ///< how alike each token is to the query's
    Norms,       ///< how long each token is
    Lens,        ///< what each patch would say, read by the model's own read-out
    Heads        ///< how far and how widely each head looks
};

struct InsideChoice {
    InsideView view = InsideView::Pca;
    bool joint = false;      ///< Pca: of the pictures of the film strip together
    bool embedding = false;  ///< of what enters the first block, instead of what leaves map.layer
    bool operator==(const InsideChoice&) const = default;
};

/// What the colours of the grid of all heads span.
enum class GridScale {
    Own,    ///< each map its own range
    Layer,  ///< one range for the heads of a layer
    All     ///< one range for all
};

/// What is on the board, beside `random` and `centre`, which are always there.
struct Board {
    std::vector<std::string> methods{"chefer", "attention", "rollout", "gradcam"};  ///< in their order; no baselines
    bool shared = false;      ///< one colour scale for all maps; else each its own
    bool insertion = false;   ///< the curve: patches come back; else they are taken away
    Fill fill = Fill::Black;  ///< what stands in the place of those that are away; never Drop
    int step = 0;             ///< patches at a time; 0: so many that a curve has about 32 steps
    bool operator==(const Board&) const = default;
};

struct View {
    MapRequest map;          ///< the pinned query; layer as an index
    std::vector<Cell> pins;  ///< patches compared, in the order of their colours
    OverlayStyle style;
    Page page = Page::Picture;
    GridScale grid_scale = GridScale::Own;
    bool matrix_log = true;  ///< the matrix's colours follow the logarithm of its values
    InsideChoice inside;
    Board board;
    std::string node;             ///< selected in the tree: its path
    Intervention intervention{};  ///< what is changed in the run
    bool operator==(const View&) const = default;
};

}  // namespace vitrine
