#include "core/model/block.h"

#include <ATen/ATen.h>

namespace vitrine {

namespace {

at::Tensor scaled(at::Tensor x, const at::Tensor& gamma) { return gamma.defined() ? x * gamma : std::move(x); }

}  // namespace

Block makeBlock(const VitConfig& config, int layer, const std::function<at::Tensor(const std::string&)>& tensor) {
    const std::string name = "encoder.layers.encoder_layer_" + std::to_string(layer) + ".";
    const auto affine = [&](const std::string& module) {
        return Affine{tensor(name + module + ".weight"), tensor(name + module + ".bias")};
    };
    Block block;
    block.ln_1 = affine("ln_1");
    block.in_proj.weight = tensor(name + "self_attention.in_proj_weight");
    if (config.qkv_bias)
        block.in_proj.bias = tensor(name + "self_attention.in_proj_bias");
    if (config.qk_norm) {
        block.q_norm = affine("self_attention.q_norm");
        block.k_norm = affine("self_attention.k_norm");
    }
    block.out_proj = affine("self_attention.out_proj");
    block.ln_2 = affine("ln_2");
    block.mlp_0 = affine("mlp.0");
    block.mlp_3 = affine("mlp.3");
    if (config.layer_scale) {
        block.ls_1 = tensor(name + "ls_1.gamma");
        block.ls_2 = tensor(name + "ls_2.gamma");
    }
    return block;
}

Heads splitHeads(const VitConfig& config, const Block& block, const at::Tensor& normal) {
    const int64_t N = normal.size(1), H = config.num_heads, d = config.head_dim();
    const at::Tensor all = linear(normal, block.in_proj);                 // (1, N, 3 * D)
    const at::Tensor qkv = all.view({N, 3, H, d}).permute({1, 2, 0, 3});  // (3, H, N, d)
    if (!config.qk_norm)
        return {qkv.narrow(0, 0, 2).contiguous(), qkv[2]};
    return {at::stack({layerNorm(qkv[0], block.q_norm, config.eps), layerNorm(qkv[1], block.k_norm, config.eps)}),
            qkv[2]};
}

at::Tensor attend(const VitConfig& config, const Block& block, const Heads& heads) {
    const int64_t N = heads.qk.size(2), D = config.hidden_dim;
    const at::Tensor q = heads.qk[0].unsqueeze(0), k = heads.qk[1].unsqueeze(0);              // (1, H, N, d)
    at::Tensor y = at::scaled_dot_product_attention(q, k, heads.values.unsqueeze(0));         // (1, H, N, d)
    return scaled(linear(y.transpose(1, 2).reshape({1, N, D}), block.out_proj), block.ls_1);  // (1, N, D)
}

at::Tensor activate(Activation activation, at::Tensor hidden) {
    switch (activation) {
    case Activation::GeluTanh: return at::gelu_(hidden, "tanh");
    case Activation::QuickGelu: return hidden * at::sigmoid(hidden * 1.702);
    case Activation::SwiGlu: {
        const int64_t M = hidden.size(-1) / 2;
        return at::silu(hidden.narrow(-1, 0, M)) * hidden.narrow(-1, M, M);
    }
    case Activation::Gelu: break;
    }
    return at::gelu_(hidden);
}

at::Tensor project(const Block& block, const at::Tensor& hidden) {
    return scaled(linear(hidden, block.mlp_3), block.ls_2);
}

}  // namespace vitrine
