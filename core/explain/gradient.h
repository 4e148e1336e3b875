// Gradients of a target through the blocks of a run, last block first, one block at a time: each is run again from the
// tokens that entered it, so that no more than one attention matrix (H, N, N) and its gradient are there at once. For
// core/**/*.cpp alone (it includes ATen).
#pragma once

#include "core/capture/capture_data.h"
#include "core/explain/map.h"
#include "core/model/vit.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace vitrine {

/// The target's value: (.., C) -> (..), a logit or the difference of two. `target.of` is there.
at::Tensor valueOf(const Target& target, const at::Tensor& logits);

/// "17" or "17 -3": what depends on this target alone is kept under this name.
std::string settingOf(const Target& target);

/// A block on the way down. B pictures.
struct BlockGradient {
    int layer = 0;
    at::Tensor attention;       ///< (B, H, N, N) float32, where it is wanted
    at::Tensor attention_grad;  ///< d target / d attention, float32
    at::Tensor ln_1;            ///< (B, N, D)
    at::Tensor ln_1_grad;
    at::Tensor values;      ///< (B, H, N, d)
    at::Tensor mixed_grad;  ///< (B, H, N, d): d target / d (attention times values); times values^T it is that by attention
};

struct Descent {
    const Vit& vit;
    std::vector<at::Tensor> tokens;  ///< L+1 of (B, N, D)
    const PassChange& change;
    ReadOut readOut;
    Target target;
    bool wantsAttention = true;
    Progress progress{};  ///< counts blocks
};

/// Of a run that was kept.
Descent descentOf(const Capture::Data& data, const Vit& vit, const MapRequest& request, const Progress& progress);

/// Visits the blocks L-1 ... lowest; gives d target / d (tokens after `lowest` blocks), (B, N, D). Throws Cancelled.
at::Tensor descend(const Descent& descent, int lowest, const std::function<void(const BlockGradient&)>& visit);

/// d target / d inputs from d target / d embedding. (B, 3, H, W)
at::Tensor inputGradient(const Vit& vit, const at::Tensor& inputs, const at::Tensor& embedding_grad);

/// d s_l / d A_l of one block alone, (H, N, N) float32: s_l is the model's reading of the mean of the block's tokens.
at::Tensor readingGradient(const Capture::Data& data, const Vit& vit, int layer, const Target& target);

}  // namespace vitrine
