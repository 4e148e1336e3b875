// What a checkpoint that does not open looks like, from the names of its tensors.
#pragma once

#include "core/weights/checkpoint.h"

#include <string>
#include <vector>

namespace vitrine {

/// "a ResNet", "a Swin Transformer, with windows and stages": what some name gives away; empty where none does.
std::string looksLike(const std::vector<TensorInfo>& tensors);

}  // namespace vitrine
