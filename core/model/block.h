// The parts of an encoder block, used by the forward pass and by whoever looks inside one. For core/**/*.cpp alone (it
// includes ATen). B pictures at once, N tokens, D wide, H heads of d, M units in the MLP. All of it can be differentiated
// where gradients are enabled.
#pragma once

#include "core/capture/read_out.h"
#include "core/model/config.h"
#include "core/model/intervention.h"

#include <array>
#include <functional>
#include <optional>
#include <string>

namespace vitrine {

struct BlockTimes;

struct Block {
    Affine ln_1;
    Affine in_proj;         ///< (3 * D, D): queries, keys, values
    Affine q_norm, k_norm;  ///< (d); undefined: there are none
    Affine out_proj;
    at::Tensor ls_1;  ///< (D); undefined: there is none
    Affine ln_2, mlp_0, mlp_3;
    at::Tensor ls_2;  ///< (D); undefined: there is none

    /// Its layers that are worth packing, by the names of their weights in torchvision's block.
    std::array<std::pair<const char*, Affine*>, 4> linears();
};

/// "encoder.layers.encoder_layer_3"
std::string blockName(int layer);

/// The block `layer` out of its parameters: `tensor` gives one by torchvision's name.
Block makeBlock(const VitConfig& config, int layer, const std::function<at::Tensor(const std::string&)>& tensor);

/// What a block does otherwise; empty: nothing.
struct BlockChange {
    at::Tensor absent;      ///< (N) bool: tokens that nobody attends to and no mean counts
    at::Tensor keep, mean;  ///< (1 or B, H, 1, 1): a head gives keep * output + mean * (mean of output over tokens)
    std::optional<Silence> attention;  ///< the whole branch is off
    std::optional<Silence> mlp;
};

struct Heads {
    at::Tensor qk;      ///< (2, B, H, N, d): queries and keys, normalised where the model does that; contiguous
    at::Tensor values;  ///< (B, H, N, d)
};
/// `normal`: (B, N, D), after ln_1.
Heads splitHeads(const VitConfig& config, const Block& block, const at::Tensor& normal);

/// softmax(Q K^T / sqrt(d)), (.., H, N, N); nothing of a token that is absent.
at::Tensor attentionOf(const at::Tensor& q, const at::Tensor& k, const at::Tensor& absent = {});

/// softmax(Q K^T / sqrt(d)) V and out_proj, with the layer scale: what the attention adds. (B, N, D). `attention`, where
/// given, is formed, (B, H, N, N), and what follows is made from it; else it never exists as a whole.
at::Tensor attend(const VitConfig& config, const Block& block, const Heads& heads, const BlockChange& change = {},
                  at::Tensor* attention = nullptr, at::Tensor* mixed = nullptr);

/// Between the linear layers of an MLP: (.., M), or (.., 2 * M) for SwiGLU -> (.., M). May write over `hidden` where
/// nothing is to be differentiated.
at::Tensor activate(Activation activation, at::Tensor hidden);

/// mlp.0 and activate(): (.., D) -> (.., M)
at::Tensor expand(const VitConfig& config, const Block& block, const at::Tensor& normal);

/// mlp.3 with the layer scale: what the MLP adds. (.., M) -> (.., D)
at::Tensor project(const Block& block, const at::Tensor& hidden);

/// What is on the way through a block.
struct BlockSteps {
    bool wantsAttention = false;
    at::Tensor ln_1;       ///< (B, N, D)
    at::Tensor qk;         ///< (2, B, H, N, d)
    at::Tensor values;     ///< (B, H, N, d)
    at::Tensor mixed;      ///< (B, H, N, d): attention times values, before anything is switched off
    at::Tensor attention;  ///< (B, H, N, N), where it is wanted
};

/// The mean over the tokens that are there: (.., N, D) -> (.., 1, D). `absent`: as BlockChange has it.
at::Tensor meanOverTokens(const at::Tensor& x, const at::Tensor& absent);

/// (B, N, D) -> (B, N, D)
at::Tensor runBlock(const VitConfig& config, const Block& block, const at::Tensor& input,
                    const BlockChange& change = {}, BlockSteps* steps = nullptr, BlockTimes* times = nullptr);

}  // namespace vitrine
