#include "core/rank.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine {

std::vector<Prediction> rank(const ModelPlan& plan, std::span<const float> logits, std::span<const float> probabilities) {
    std::vector<Prediction> top;
    top.reserve(logits.size());
    for (size_t i = 0; i < logits.size(); ++i)
        top.push_back({int(i), plan.label(int(i)), probabilities[i], logits[i]});
    const auto key = [](const Prediction& p) {
        return std::isnan(p.logit) ? -std::numeric_limits<float>::infinity() : p.logit;
    };
    std::stable_sort(top.begin(), top.end(), [&](const Prediction& a, const Prediction& b) { return key(a) > key(b); });
    return top;
}

}  // namespace vitrine
