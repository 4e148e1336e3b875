// How widely and how far heads look, as tensors. For core/**/*.cpp.
#pragma once

#include "core/capture/capture_data.h"

#include <ATen/core/Tensor.h>

namespace vitrine {

/// Bits of each line's entropy, each scaled to sum to 1. (n, N) -> (n)
at::Tensor entropyBits(const at::Tensor& lines);

/// How far each head of a layer looks, in pixels: the same for every query, so computed once. (H), on the CPU
at::Tensor distancesOf(const Capture::Data& data, int layer);

}  // namespace vitrine
