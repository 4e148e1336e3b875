// How closely a model answers with shorter numbers (bfloat16, float16) as it does in float32. On a set of pictures, because
// one says nothing: what is lost is seen where two classes are close.
#pragma once

#include "core/explore.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vitrine {

/// A picture that gets another answer.
struct OtherAnswer {
    size_t index = 0;  ///< in the list of pictures
    Prediction exact;  ///< the most probable class in float32,
    Prediction other;  ///< and with the shorter numbers
};

struct Precision {
    size_t pictures = 0;              ///< that could be read
    std::vector<OtherAnswer> others;  ///< those whose most probable class is not the same
    double logit = 0;                 ///< the largest difference of a logit, any class, any picture
    double logit_rms = 0;             ///< root mean square of all these differences
    double probability = 0;           ///< the largest difference of a probability, 0 to 1
    double exact_ms = 0;              ///< of a pass for one picture, the median
    double other_ms = 0;
    struct Unread {
        size_t index = 0;
        std::string error;
    };
    std::vector<Unread> unread;
};

/// Runs every picture, one at a time, through the plan's model in float32 and in `dtype`; both are in memory at once, where
/// the plan's request says. Progress counts pictures. Throws UsageError for a model without a head, Error, Cancelled.
Precision precisionOf(const ModelPlan& plan, Dtype dtype, const std::vector<PictureSource>& pictures,
                      const Progress& progress = {});

}  // namespace vitrine
