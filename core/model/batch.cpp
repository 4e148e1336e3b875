#include "core/model/batch.h"

#include "core/model/packing.h"
#include "core/model/vit.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace vitrine {

int64_t batchSize(const Vit& vit) {
    const int64_t tokens = vit.placement().device == "cpu" ? 2048 : 32768;
    return std::clamp<int64_t>(tokens / vit.config().num_tokens(), 1, 64);
}

void packForBatches(const Vit& vit) {
    if (packedUse().rows >= batchSize(vit) * vit.config().num_tokens())
        vit.pack();
}

at::Tensor logitsFrom(const Vit& vit, int index, const at::Tensor& tokens, const PassChange& change) {
    const c10::InferenceMode inference;
    at::Tensor x = change.grafting(index, tokens);  // (B, N, D)
    for (int layer = index; layer < vit.config().num_layers; ++layer)
        x = change.grafting(layer + 1, runBlock(vit.config(), *vit.block(layer), x, change.of(layer)));
    ReadOut readOut = vit.readOut();
    readOut.present = change.present;
    return readOut.answer(x).squeeze(1).to(at::kFloat);  // (B, C)
}

at::Tensor logitsOf(const Vit& vit, const at::Tensor& inputs, const Progress& progress, const PassChange& change) {
    if (!vit.config().hasHead())
        throw UsageError("this model has no head", "so it has no answer that could change");
    const c10::InferenceMode inference;
    const int64_t all = inputs.size(0), step = batchSize(vit);
    std::vector<at::Tensor> logits;
    for (int64_t first = 0; first < all; first += step) {
        report(progress, int(first), int(all));
        logits.push_back(logitsFrom(vit, 0, vit.embed(inputs.slice(0, first, first + step)), change));
    }
    report(progress, int(all), int(all));
    return at::cat(logits);
}

}  // namespace vitrine
