// Random weights, the same as `torch.manual_seed(seed); torchvision.models.VisionTransformer(...)`.
#pragma once

#include "core/error.h"
#include "core/model/config.h"

#include <cstdint>

namespace at {
struct Generator;
}

namespace vitrine {

struct StateDict;

/// float32 on the CPU, drawn in torchvision's order from one generator (torchvision/models/vision_transformer.py; the
/// draws that its constructor throws away count). The head is zero, as torchvision's: every logit is exactly 0.
/// `progress` counts encoder blocks. Does not touch torch's global generator.
StateDict randomStateDict(const VitConfig& config, uint64_t seed, const Progress& progress = {});

/// The same with a generator of the caller's, who may draw on from it.
StateDict randomStateDict(const VitConfig& config, at::Generator& generator, const Progress& progress = {});

}  // namespace vitrine
