// Which heads matter for a class: every head switched off, one at a time (Michel et al., Are Sixteen Heads Really Better
// than One?, 2019).
#pragma once

#include "core/error.h"
#include "core/explain/map.h"
#include "core/model/intervention.h"

#include <vector>

namespace vitrine {

class Capture;

/// What the target loses when this head is off; below 0: it gains.
struct HeadEffect {
    int layer = 0;
    int head = 0;
    float logit_drop = 0;        ///< of a difference: how much less the one is above the other
    float probability_drop = 0;  ///< of the class `target.of`
    bool operator==(const HeadEffect&) const = default;
};

/// Of every head of every layer, in the order of layers and heads. What was changed in the run stays changed; a head that
/// is off already loses nothing. Each layer begins with the run's own tokens, its heads together. Progress counts layers.
/// Throws UsageError for a class that is not there and a model without a head, Error where the model is closed, Cancelled.
std::vector<HeadEffect> rankHeads(const Capture& capture, const Target& target = {}, Silence by = Silence::Zero,
                                  const Progress& progress = {});

/// The largest drop of the logit first, ties by place.
std::vector<HeadEffect> byEffect(std::vector<HeadEffect> effects);

}  // namespace vitrine
