// An Input as a tensor. For core/**/*.cpp alone (it includes ATen).
#pragma once

#include "core/image/preprocess.h"

#include <ATen/ATen.h>

namespace vitrine {

/// (1, 3, H, W) float32 on the CPU; no copy: to be read only, while the input lives.
inline at::Tensor tensorOf(const Input& input) {
    return at::from_blob(const_cast<float*>(input.values.data()), {1, 3, input.height, input.width}, at::kFloat);
}

}  // namespace vitrine
