// Tensors by torchvision's names, whatever the file calls them.
#pragma once

#include "core/weights/checkpoint.h"

#include <string>
#include <unordered_map>

namespace vitrine {

/// Of a checkpoint: torchvision's name -> the file's tensor. The published files' old mlp.linear_1 and mlp.linear_2 are
/// mlp.0 and mlp.3; other names stay.
using NamedTensors = std::unordered_map<std::string, const TensorInfo*>;
NamedTensors byTorchvisionName(const Checkpoint& checkpoint);

/// Throws Error when the names are another project's or another network's, saying whose. Quiet where most of them are
/// torchvision's.
void refuseOtherNames(const Checkpoint& checkpoint, const NamedTensors& tensors);

}  // namespace vitrine
