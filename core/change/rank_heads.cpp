#include "core/change/rank_heads.h"

#include "core/capture/capture_data.h"
#include "core/explain/gradient.h"
#include "core/explain/request.h"
#include "core/model/batch.h"
#include "core/model/torch_error.h"
#include "core/model/vit.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace vitrine {
namespace {

/// The run's own change, and of one layer so many pictures, of which the i-th is without head `first + i`.
PassChange without(const Capture::Data& data, const VitConfig& config, int layer, int64_t first, int64_t count,
                   Silence by) {
    PassChange change = data.change;
    if (change.blocks.empty())
        change.blocks.resize(size_t(config.num_layers));
    BlockChange& block = change.blocks[size_t(layer)];
    const at::TensorOptions like = data.tokens.front().options();
    const int64_t H = config.num_heads;
    block.keep = block.keep.defined() ? block.keep.expand({count, H, 1, 1}).clone() : at::ones({count, H, 1, 1}, like);
    block.mean = block.mean.defined() ? block.mean.expand({count, H, 1, 1}).clone() : at::zeros({count, H, 1, 1}, like);
    for (int64_t i = 0; i < count; ++i)
        if (block.keep[i][first + i].item<float>() != 0) {  // else it is off already, by whatever it gives
            block.keep[i][first + i].fill_(0);
            block.mean[i][first + i].fill_(by == Silence::Mean ? 1 : 0);
        }
    return change;
}

}  // namespace

std::vector<HeadEffect> rankHeads(const Capture& capture, const Target& target, Silence by, const Progress& progress) {
    const c10::InferenceMode inference;
    const Capture::Data& data = capture.data();
    const auto vit = data.model();
    const VitConfig& config = vit->config();
    useThreads(vit->placement().threads);
    if (!config.hasHead())
        throw UsageError("this model has no head", "so it has no answer that a head could change");
    MapRequest request{.method = methodForClass().name};
    request.target = target;
    const Target whole = completed(capture, request).target;
    const at::Tensor base = at::tensor(data.logits).unsqueeze(0);  // (1, C)
    const float logit = valueOf(whole, base).item<float>();
    const float probability = data.probabilities[size_t(*whole.of)];
    std::vector<HeadEffect> effects;
    withPlainErrors("the heads", [&] {
        for (int layer = 0; layer < config.num_layers; ++layer) {
            report(progress, layer, config.num_layers);
            for (int64_t first = 0; first < config.num_heads; first += batchSize(*vit)) {
                const int64_t count = std::min<int64_t>(batchSize(*vit), config.num_heads - first);
                const at::Tensor tokens = data.tokens[size_t(layer)].unsqueeze(0).expand({count, -1, -1});
                const at::Tensor logits =
                    logitsFrom(*vit, layer, tokens, without(data, config, layer, first, count, by)).cpu();  // (n, C)
                const at::Tensor scores = valueOf(whole, logits);
                const at::Tensor probabilities = at::softmax(logits, 1).select(1, *whole.of);
                for (int64_t i = 0; i < count; ++i)
                    effects.push_back({layer, int(first + i), logit - scores[i].item<float>(),
                                       probability - probabilities[i].item<float>()});
            }
        }
    });
    report(progress, config.num_layers, config.num_layers);
    vit->requireWholeFiles();
    return effects;
}

std::vector<HeadEffect> byEffect(std::vector<HeadEffect> effects) {
    std::stable_sort(effects.begin(), effects.end(),
                     [](const HeadEffect& a, const HeadEffect& b) { return a.logit_drop > b.logit_drop; });
    return effects;
}

}  // namespace vitrine
