// The classes in the order of an answer.
#pragma once

#include "core/explore.h"

#include <span>

namespace vitrine {

/// The most probable first, ties by index, NaN last: by logits, which keep what softmax rounds away. Both (C).
std::vector<Prediction> rank(const ModelPlan& plan, std::span<const float> logits, std::span<const float> probabilities);

}  // namespace vitrine
