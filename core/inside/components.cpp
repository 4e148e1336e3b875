#include "core/inside/components.h"

#include <ATen/ATen.h>

#include <cmath>

namespace vitrine {

namespace {

constexpr double asLarge = 1e-9;   // relative: two numbers nearer to each other are as large
constexpr double nothing = 1e-12;  // of the largest eigenvalue: what is below is rounding

/// Of the number of largest magnitude in a vector (D) of float64; of several as large the first.
double signOf(const at::Tensor& vector) {
    const double largest = vector.abs().max().item<double>();
    const double* values = vector.const_data_ptr<double>();
    for (int64_t i = 0; i < vector.numel(); ++i)
        if (std::abs(values[i]) >= largest * (1 - asLarge))
            return values[i] < 0 ? -1 : 1;
    return 1;
}

}  // namespace

Components principalComponents(const at::Tensor& rows, int64_t count) {
    at::Tensor x = rows.to(at::kCPU, at::kDouble);  // (n, D)
    x = x - x.mean(0);
    const bool byColumn = x.size(1) <= x.size(0);
    const auto [ascending, eigenvectors] = at::linalg_eigh(byColumn ? at::matmul(x.mT(), x) : at::matmul(x, x.mT()));
    const at::Tensor variance = ascending.flip(0).clamp_min(0);  // (min(n, D)), the largest first
    const at::Tensor all = eigenvectors.flip(1);                 // (D or n, min(n, D)), a column each
    const double total = variance.sum().item<double>(), first = variance[0].item<double>();
    Components out{at::zeros({count, x.size(1)}, x.options()), at::zeros({count}, x.options()), {}};
    for (int64_t i = 0; i < std::min(count, variance.size(0)); ++i) {
        const double own = variance[i].item<double>();
        if (!(own > nothing * first))
            break;
        at::Tensor vector = all.select(1, i);
        if (!byColumn)
            vector = at::matmul(x.mT(), vector);  // (D), not yet of length 1
        vector = (vector / vector.norm()).contiguous();
        out.vectors[i].copy_(vector * signOf(vector));
        out.share[i].fill_(own / total);
    }
    out.scores = at::matmul(x, out.vectors.mT());  // (n, count)
    return out;
}

}  // namespace vitrine
