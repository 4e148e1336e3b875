// Looking inside: one view of one run, all layers of it, from the capture alone.
#pragma once

#include "core/inside/head_figures.h"
#include "core/inside/lens_map.h"
#include "core/inside/norms.h"
#include "core/inside/pca.h"
#include "core/inside/similarity.h"
#include "core/view.h"

#include <optional>
#include <vector>

namespace vitrine {

struct InsideRequest {
    InsideView view = InsideView::Pca;
    Query query{};    ///< Similarity
    int target = -1;  ///< Lens: the class
    bool operator==(const InsideRequest&) const = default;
};

/// What the request's view shows; the others are empty. Lists have layers + 1 parts: the embedding, then after each block.
struct Inside {
    InsideRequest request{};
    std::vector<PatchColours> colours{};
    size_t picture = 0;  ///< of colours: which of several is shown
    std::vector<Similarity> similarity{};
    std::vector<Norms> norms{};
    std::vector<LensMap> lens{};
    HeadFigures heads{};
    std::vector<Cell> dropped{};  ///< patches that are not in the sequence: their numbers are 0 and say nothing

    /// One number a patch after `after` blocks: cosine, length or the target's probability; null for Pca and Heads, and
    /// where there are not so many blocks.
    const Map* map(int after) const;
    /// The same after the embedding and each block; empty for Pca and Heads.
    std::vector<Map> maps() const;
    /// To be drawn: dropped patches have the lowest value of the others, so that they stretch no range. As map().
    std::optional<Map> drawn(int after) const;
    bool isDropped(const Cell& cell) const;
};

/// The map with those patches at the lowest value of the others, so that they stretch no range.
Map withLowest(Map map, const std::vector<Cell>& dropped);

/// Of a run: those of Inside.
std::vector<Cell> droppedPatches(const Capture& capture);

/// Throws as the functions of the views do, and Cancelled.
Inside lookInside(const Capture& capture, const InsideRequest& request, const Progress& progress = {});

}  // namespace vitrine
