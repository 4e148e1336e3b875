#include "core/model/block.h"

#include "core/capture/times.h"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

namespace vitrine {

namespace {

at::Tensor scaled(at::Tensor x, const at::Tensor& gamma) { return gamma.defined() ? x * gamma : std::move(x); }

/// What a branch adds where it is off.
at::Tensor silenced(const at::Tensor& added, Silence by, const at::Tensor& absent) {
    return by == Silence::Zero ? at::zeros_like(added) : meanOverTokens(added, absent).expand_as(added);
}

}  // namespace

at::Tensor meanOverTokens(const at::Tensor& x, const at::Tensor& absent) {
    if (!absent.defined())
        return x.mean(-2, /*keepdim=*/true);
    const at::Tensor present = absent.logical_not().to(x.scalar_type()).unsqueeze(1);  // (N, 1)
    return (x * present).sum(-2, /*keepdim=*/true) / present.sum();
}

std::string blockName(int layer) { return "encoder.layers.encoder_layer_" + std::to_string(layer); }

Block makeBlock(const VitConfig& config, int layer, const std::function<at::Tensor(const std::string&)>& tensor) {
    const std::string name = blockName(layer) + ".";
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

std::array<std::pair<const char*, Affine*>, 4> Block::linears() {
    return {{{"self_attention.in_proj_weight", &in_proj},
             {"self_attention.out_proj.weight", &out_proj},
             {"mlp.0.weight", &mlp_0},
             {"mlp.3.weight", &mlp_3}}};
}

Heads splitHeads(const VitConfig& config, const Block& block, const at::Tensor& normal) {
    const int64_t B = normal.size(0), N = normal.size(1), H = config.num_heads, d = config.head_dim();
    const at::Tensor all = linear(normal, block.in_proj);                       // (B, N, 3 * D)
    const at::Tensor qkv = all.view({B, N, 3, H, d}).permute({2, 0, 3, 1, 4});  // (3, B, H, N, d)
    if (!config.qk_norm)
        return {qkv.narrow(0, 0, 2).contiguous(), qkv[2]};
    return {at::stack({layerNorm(qkv[0], block.q_norm, config.eps), layerNorm(qkv[1], block.k_norm, config.eps)}),
            qkv[2]};
}

at::Tensor attentionOf(const at::Tensor& q, const at::Tensor& k, const at::Tensor& absent) {
    at::Tensor scores = at::matmul(q / std::sqrt(double(q.size(-1))), k.mT());  // (.., H, N, N)
    if (absent.defined())
        scores = scores.masked_fill(absent, -std::numeric_limits<double>::infinity());
    return at::softmax(scores, -1);
}

at::Tensor attend(const VitConfig& config, const Block& block, const Heads& heads, const BlockChange& change,
                  at::Tensor* attention, at::Tensor* mixed) {
    const at::Tensor q = heads.qk[0], k = heads.qk[1];  // (B, H, N, d)
    at::Tensor y;                                       // (B, H, N, d)
    if (attention) {
        *attention = attentionOf(q, k, change.absent);
        y = at::matmul(*attention, heads.values);
    } else if (change.absent.defined()) {
        y = at::scaled_dot_product_attention(q, k, heads.values, change.absent.logical_not().view({1, 1, 1, -1}));
    } else {
        y = at::scaled_dot_product_attention(q, k, heads.values);
    }
    if (mixed)
        *mixed = y;
    if (change.keep.defined())
        y = y * change.keep + meanOverTokens(y, change.absent) * change.mean;
    y = y.transpose(1, 2).reshape({y.size(0), y.size(2), config.hidden_dim});  // (B, N, D)
    return scaled(linear(y, block.out_proj), block.ls_1);
}

at::Tensor activate(Activation activation, at::Tensor hidden) {
    switch (activation) {
    case Activation::GeluTanh: return isDifferentiated(hidden) ? at::gelu(hidden, "tanh") : at::gelu_(hidden, "tanh");
    case Activation::QuickGelu: return hidden * at::sigmoid(hidden * 1.702);
    case Activation::SwiGlu: {
        const int64_t M = hidden.size(-1) / 2;
        return at::silu(hidden.narrow(-1, 0, M)) * hidden.narrow(-1, M, M);
    }
    case Activation::Gelu: break;
    }
    return geluOf(std::move(hidden));
}

at::Tensor expand(const VitConfig& config, const Block& block, const at::Tensor& normal) {
    return config.activation == Activation::Gelu ? linearGelu(normal, block.mlp_0)
                                                 : activate(config.activation, linear(normal, block.mlp_0));
}

at::Tensor project(const Block& block, const at::Tensor& hidden) {
    return scaled(linear(hidden, block.mlp_3), block.ls_2);
}

at::Tensor runBlock(const VitConfig& config, const Block& block, const at::Tensor& input, const BlockChange& change,
                    BlockSteps* steps, BlockTimes* times) {
    BlockTimes unused;
    BlockTimes& took = times ? *times : unused;
    Laps laps;
    at::Tensor y = layerNorm(input, block.ln_1, config.eps);  // (B, N, D)
    took.ln_1 = laps.lap();
    const Heads heads = splitHeads(config, block, y);
    if (steps) {
        steps->ln_1 = y;
        steps->qk = heads.qk;
        steps->values = heads.values;
    }
    y = attend(config, block, heads, change, steps && steps->wantsAttention ? &steps->attention : nullptr,
               steps ? &steps->mixed : nullptr);                                                          // (B, N, D)
    const at::Tensor x = input + (change.attention ? silenced(y, *change.attention, change.absent) : y);  // (B, N, D)
    took.self_attention = laps.lap();

    y = layerNorm(x, block.ln_2, config.eps);  // (B, N, D)
    took.ln_2 = laps.lap();
    y = expand(config, block, y);  // (B, N, mlp_dim)
    if (!change.mlp && !block.ls_2.defined())
        y = linearPlus(y, block.mlp_3, x);  // (B, N, D)
    else if (y = project(block, y); change.mlp)
        y = x + silenced(y, *change.mlp, change.absent);
    else
        y = x + y;
    took.mlp = laps.lap();
    return y;
}

}  // namespace vitrine
