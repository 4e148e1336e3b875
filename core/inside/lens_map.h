// What would each patch say? The model's own read-out (last norm, head) on every patch's token alone, after every layer
// (the logit lens, nostalgebraist 2020). A reading, not an answer, and twice over: the read-out was made for what leaves
// the last layer, and the head was trained on the class token (or the mean of the patches), never on a single patch.
#pragma once

#include "core/error.h"
#include "core/explain/map.h"

#include <vector>

namespace vitrine {

class Capture;

/// After `after` blocks.
struct LensMap {
    int after = 0;           ///< 0: the embedding
    Map target{};            ///< the target's probability, 0..1
    std::vector<int> top{};  ///< each patch's most probable class, row by row; of several the first. -1: dropped
    Map top_probability{};   ///< and its probability; 0 where dropped, as the target's
};

/// A class and how many patches say it.
struct ClassCount {
    int index = 0;
    int patches = 0;
    bool operator==(const ClassCount&) const = default;
};

/// layers + 1 of them, the embedding first. Progress counts them. Throws UsageError where there is no head or no such
/// class, and Cancelled.
std::vector<LensMap> lensMaps(const Capture& capture, int target, const Progress& progress = {});

/// The classes that patches say, the most frequent first, ties by index.
std::vector<ClassCount> classCounts(const LensMap& map);

/// Of the `most` most frequent of them a map each: the probability where a patch says that class, else 0.
std::vector<Map> classMaps(const LensMap& map, size_t most);

}  // namespace vitrine
