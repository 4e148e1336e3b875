// The layers that have a weight: how one is run, and how it is packed. For core/**/*.cpp alone (it includes ATen).
#pragma once

#include <ATen/core/Tensor.h>

namespace vitrine {

/// What packed weights are good for.
struct PackedUse {
    int64_t rows = 0;    ///< of x at most
    bool fused = false;  ///< whether GELU and a sum are faster within the product
};

/// On this CPU, measured on ViT-B's layers: with AVX2 alone the plain product (MKL) is ahead from about 500 rows on, and
/// fused steps are slower; with AVX-512 packed weights always win.
PackedUse packedUse();

/// weight and bias of a Linear, LayerNorm or Conv2d; a bias that is not there is undefined.
struct Affine {
    at::Tensor weight, bias;
    at::Tensor packed{};  ///< of a Linear, (out, in) as oneDNN's matrix product reads it best; undefined: not packed
    PackedUse use{};      ///< of packed; what has no weight any more is always run with it

    at::Tensor plain() const;  ///< weight; made from `packed`, bit for bit, where that is all there is
};

/// Whether what follows from it has to be kept for a gradient.
bool isDifferentiated(const at::Tensor& x);

/// By the error function. May write over `hidden` where nothing is to be differentiated.
at::Tensor geluOf(at::Tensor hidden);

/// (.., in) -> (.., out). With the packed weight where there is one, where it is faster for so many rows and nothing is to
/// be differentiated. Sums are rounded in another order then: about 1e-6 of the values.
at::Tensor linear(const at::Tensor& x, const Affine& layer);
/// geluOf() that, in one step where this CPU is faster with that. May be differentiated.
at::Tensor linearGelu(const at::Tensor& x, const Affine& layer);
/// The same added to `other`, (.., out).
at::Tensor linearPlus(const at::Tensor& x, const Affine& layer, const at::Tensor& other);

at::Tensor layerNorm(const at::Tensor& x, const Affine& layer, double eps);

/// The weight (out, in) of a Linear on the CPU, packed by mkldnn::_reorder_linear_weight, as PyTorch's own compiler does
/// when it freezes a model. Undefined where this LibTorch, CPU or dtype has none.
at::Tensor packedWeight(const at::Tensor& weight);

}  // namespace vitrine
