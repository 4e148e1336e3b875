// Principal components of rows, with signs that do not depend on who computed them. For core/**/*.cpp (it includes ATen).
#pragma once

#include <ATen/core/Tensor.h>

namespace vitrine {

/// Of rows (n, D), centred here. All float64 on the CPU.
struct Components {
    at::Tensor vectors;  // (k, D), of length 1; the number of largest magnitude in each is positive; a row of 0: there is none
    at::Tensor share;   // (k) of the variance, 0..1
    at::Tensor scores;  // (n, k)
};
Components principalComponents(const at::Tensor& rows, int64_t count);

}  // namespace vitrine
