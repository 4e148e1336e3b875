// The patches' tokens of one run. For core/**/*.cpp (it includes ATen).
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace vitrine {

struct Tokens {
    int rows = 0;
    int cols = 0;
    std::vector<at::Tensor> after;  // L + 1 of (rows * cols, D), float32 on the CPU
    at::Tensor present;             // flat indices of the patches that are in the sequence
};

}  // namespace vitrine
