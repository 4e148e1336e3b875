#include "core/model/affine.h"

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/Version.h>

#include <limits>
#include <optional>
#include <string_view>

namespace vitrine {

namespace {

using Bias = const std::optional<at::Tensor>&;
using Scalars = c10::List<std::optional<at::Scalar>>;
using Pointwise = at::Tensor(const at::Tensor&, const at::Tensor&, Bias, std::string_view, Scalars,
                             std::optional<std::string_view>);
using PointwiseBinary = at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&, Bias, std::string_view);

template <class Signature>
auto operation(const char* name, const char* overload = "") {
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, overload).typed<Signature>();
}

std::optional<at::Tensor> biasOf(const Affine& layer) {
    return layer.bias.defined() ? std::optional(layer.bias) : std::nullopt;
}

/// oneDNN's product with the packed weight; then "none", or "gelu" with its algorithm.
at::Tensor pointwise(const at::Tensor& x, const Affine& layer, std::string_view then, std::string_view algorithm) {
    static const auto run = operation<Pointwise>("mkldnn::_linear_pointwise");
    return run.call(x, layer.packed, biasOf(layer), then, Scalars(), algorithm);
}

at::Tensor pointwisePlus(const at::Tensor& x, const Affine& layer, const at::Tensor& other) {
    static const auto run = operation<PointwiseBinary>("mkldnn::_linear_pointwise", "binary");
    return run.call(x, other, layer.packed, biasOf(layer), "add");
}

bool usesPacked(const at::Tensor& x, const Affine& layer) {
    if (!layer.packed.defined() || isDifferentiated(x))
        return false;
    return !layer.weight.defined() || x.numel() / x.size(-1) <= layer.use.rows;
}

}  // namespace

PackedUse packedUse() {
    static const bool wide = at::get_cpu_capability() == "AVX512";
    return wide ? PackedUse{std::numeric_limits<int64_t>::max(), true} : PackedUse{512, false};
}

at::Tensor packedWeight(const at::Tensor& weight) {
    using Reorder = at::Tensor(const at::Tensor&, std::optional<c10::SymInt>);
    const std::string capability = at::get_cpu_capability();
    if (!at::globalContext().hasMKLDNN() || !weight.is_cpu() || (capability != "AVX2" && capability != "AVX512"))
        return {};
    try {
        static const auto run = operation<Reorder>("mkldnn::_reorder_linear_weight");
        static const std::optional<c10::SymInt> anyBatch;
        return run.call(weight, anyBatch);
    } catch (const c10::Error&) {  // a dtype that this CPU has no instructions for, another LibTorch
        return {};
    }
}

bool isDifferentiated(const at::Tensor& x) { return at::GradMode::is_enabled() && x.requires_grad(); }

at::Tensor geluOf(at::Tensor hidden) { return isDifferentiated(hidden) ? at::gelu(hidden) : at::gelu_(hidden); }

at::Tensor Affine::plain() const { return weight.defined() ? weight : packed.to_dense(); }

at::Tensor linear(const at::Tensor& x, const Affine& layer) {
    return usesPacked(x, layer) ? pointwise(x, layer, "none", "none") : at::linear(x, layer.plain(), layer.bias);
}

at::Tensor linearGelu(const at::Tensor& x, const Affine& layer) {
    if (usesPacked(x, layer) && layer.use.fused)
        return pointwise(x, layer, "gelu", "none");
    return geluOf(linear(x, layer));
}

at::Tensor linearPlus(const at::Tensor& x, const Affine& layer, const at::Tensor& other) {
    if (usesPacked(x, layer) && layer.use.fused)
        return pointwisePlus(x, layer, other);
    at::Tensor y = linear(x, layer);
    return isDifferentiated(y) ? y + other : y.add_(other);
}

at::Tensor layerNorm(const at::Tensor& x, const Affine& layer, double eps) {
    return at::layer_norm(x, layer.weight.sizes(), layer.weight, layer.bias, eps);
}

}  // namespace vitrine
