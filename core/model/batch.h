// Many pictures at once, and passes that begin in the middle: what the measures and the slow methods are made of. For
// core/**/*.cpp alone (it includes ATen). Nothing of these is kept or differentiated.
#pragma once

#include "core/error.h"
#include "core/model/pass_change.h"

#include <ATen/core/Tensor.h>

namespace vitrine {

class Vit;

/// How many pictures of this model go through together: more at once is no faster on its device, and needs more memory.
int64_t batchSize(const Vit& vit);

/// (B, 3, H, W), normalised, any float dtype, on any device -> (B, C) float32, where the model is. In batches of
/// batchSize(). Progress counts pictures. Throws UsageError for a model without a head, Cancelled.
at::Tensor logitsOf(const Vit& vit, const at::Tensor& inputs, const Progress& progress = {},
                    const PassChange& change = {});

/// The same from tokens after `index` blocks on: (B, N, D) -> (B, C). At once.
at::Tensor logitsFrom(const Vit& vit, int index, const at::Tensor& tokens, const PassChange& change = {});

}  // namespace vitrine
