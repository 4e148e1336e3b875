// The logit lens (nostalgebraist 2020): the model's own read-out (last norm, head), made for what leaves the last layer,
// applied to a token after every layer. What an earlier layer "would say" is therefore a reading, not an answer; and the
// head has only ever been trained on the class token, so what patches say is a reading twice over.
#pragma once

#include "core/explain/map.h"

#include <vector>

namespace vitrine {

class Capture;

/// After the embedding, or after a layer.
struct LensStep {
    int top = 0;  ///< the most probable class; of several the first
    float top_probability = 0;
    float target_probability = 0;
};

/// L+1 steps, the embedding first; the last one of the class token is the model's own answer. Throws UsageError for a
/// patch or a class that is not there.
std::vector<LensStep> logitLens(const Capture& capture, const Query& query, int target);

/// Throws UsageError where the model has no head, or not that class.
void requireClass(const Capture& capture, int target);

}  // namespace vitrine
