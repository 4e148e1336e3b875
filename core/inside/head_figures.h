// How far and how widely every head looks, over all queries: the two plots of the ViT paper and of Raghu et al. 2021.
#pragma once

#include "core/error.h"

#include <cstddef>
#include <vector>

namespace vitrine {

class Capture;

/// In the order layer * heads + head.
struct HeadFigures {
    int layers = 0;
    int heads = 0;
    /// Pixels of the model's input: headDistances() (the mean over all patches, the tokens before them left out).
    std::vector<float> distance_px{};
    /// Bits: the entropy of a row of A over all tokens, the mean over the rows of all tokens. 0: every query looks at one
    /// token alone; log2 N: at all alike.
    std::vector<float> entropy_bits{};

    size_t index(int layer, int head) const { return size_t(layer) * size_t(heads) + size_t(head); }
};

/// Needs all of A once more. Progress counts layers; throws Cancelled, and Error where there is no room for a layer's A.
HeadFigures headFigures(const Capture& capture, const Progress& progress = {});

}  // namespace vitrine
