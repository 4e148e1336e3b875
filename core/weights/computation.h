// What the names and shapes of tensors do not tell, and config.json beside the file does: how the model computes.
#pragma once

#include "core/model/config.h"

#include <string>

namespace vitrine {

struct NamedTensors;
struct Sidecar;

/// Eps and the activation as `sidecar` says them: outright (transformers) or by the architecture's name (timm,
/// timm/models/vision_transformer.py). What it does not say stays.
void applyComputation(VitConfig& config, const Sidecar& sidecar);

/// Throws Error (subject) for a model that its tensors alone would pass for a plain ViT, and that computes something
/// else: better refused than answered wrongly.
void refuseOtherComputations(const std::string& subject, const NamedTensors& named, const Sidecar& sidecar,
                             const VitConfig& config);

}  // namespace vitrine
