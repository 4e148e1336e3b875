#include "core/explain/lens.h"

#include "core/error.h"
#include "core/explain/request.h"
#include "core/explain/tensor_map.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace vitrine {

void requireClass(const Capture& capture, int target) {
    if (!capture.hasHead())
        throw UsageError("this model has no head", "so no layer can be read as an answer");
    requireClass(limitsOf(capture), target);
}

std::vector<LensStep> logitLens(const Capture& capture, const Query& query, int target) {
    const c10::InferenceMode inference;
    const Capture::Data& data = capture.data();
    completed(capture, {.method = "attention", .query = query});
    requireClass(capture, target);
    const int classes = int(data.logits.size());
    std::vector<at::Tensor> answers;
    for (const at::Tensor& tokens : data.tokens)
        answers.push_back(query.patch ? data.readOut.each(tokens.narrow(0, askersOf(data, query).first, 1))
                                      : data.readOut.answer(tokens));     // (1, C)
    const at::Tensor logits = at::cat(answers).to(at::kCPU, at::kFloat);  // (L+1, C)
    data.readOut.requireWholeFiles();
    const at::Tensor probabilities = at::softmax(logits, 1).contiguous();  // (L+1, C)
    const at::Tensor top = at::argmax(logits, 1);                          // (L+1)
    std::vector<LensStep> steps;
    for (int64_t i = 0; i < logits.size(0); ++i) {
        const int best = int(top[i].item<int64_t>());
        const float* shares = probabilities.const_data_ptr<float>() + i * classes;
        steps.push_back({best, shares[best], shares[target]});
    }
    return steps;
}

}  // namespace vitrine
