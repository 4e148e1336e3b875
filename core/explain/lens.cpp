#include "core/explain/lens.h"

#include "core/error.h"
#include "core/explain/request.h"
#include "core/explain/tensor_map.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace vitrine {

std::vector<LensStep> logitLens(const Capture& capture, const Query& query, int target) {
    const c10::InferenceMode inference;
    const Capture::Data& data = capture.data();
    completed(capture, {.method = "attention", .query = query});
    const int classes = int(data.logits.size());
    if (target < 0 || target >= classes)
        throw UsageError("class " + std::to_string(target) + " is not there",
                         "this model has classes 0 to " + std::to_string(classes - 1));
    const int64_t token = tokenOf(data, query);
    std::vector<at::Tensor> tokens;
    for (const at::Tensor& layer : data.tokens)
        tokens.push_back(layer[token]);                                                  // (D)
    const at::Tensor logits = data.readOut(at::stack(tokens)).to(at::kCPU, at::kFloat);  // (L+1, C)
    const at::Tensor probabilities = at::softmax(logits, 1).contiguous();                // (L+1, C)
    const at::Tensor top = at::argmax(logits, 1);                                        // (L+1)
    std::vector<LensStep> steps;
    for (int64_t i = 0; i < logits.size(0); ++i) {
        const int best = int(top[i].item<int64_t>());
        const float* shares = probabilities.const_data_ptr<float>() + i * classes;
        steps.push_back({best, shares[best], shares[target]});
    }
    return steps;
}

}  // namespace vitrine
