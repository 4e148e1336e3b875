// All heads of all layers at once: what the grid shows, how widely and how far each head looks.
#pragma once

#include "core/error.h"
#include "core/explain/map.h"

#include <vector>

namespace vitrine {

class Capture;

/// One query in every head of every layer, in the order layer * heads + head.
struct HeadGrid {
    int layers = 0;
    int heads = 0;
    std::vector<Map> maps;  ///< the patches' part of the query's row, or of its column
    /// Bits of the row over all tokens (of a column scaled to sum to 1): 0 is one token alone, log2 N all alike.
    std::vector<float> entropy_bits;

    size_t index(int layer, int head) const { return size_t(layer) * size_t(heads) + size_t(head); }
};
HeadGrid headGrid(const Capture& capture, const Query& query, Direction direction = Direction::From);

/// The mean distance of every head as AttentionStats has it, in pixels, in the same order. Every query has the same
/// ones; they need all of A once, and are kept with the capture. Progress counts layers; throws Cancelled.
std::vector<float> headDistances(const Capture& capture, const Progress& progress = {});

}  // namespace vitrine
