// The parts of an encoder block, used by the forward pass and by whoever looks inside one. For core/**/*.cpp alone (it
// includes ATen). N tokens, D wide, H heads of d, M units in the MLP.
#pragma once

#include "core/capture/read_out.h"
#include "core/model/config.h"

#include <functional>
#include <string>

namespace vitrine {

struct Block {
    Affine ln_1;
    Affine in_proj;         ///< (3 * D, D): queries, keys, values
    Affine q_norm, k_norm;  ///< (d); undefined: there are none
    Affine out_proj;
    at::Tensor ls_1;  ///< (D); undefined: there is none
    Affine ln_2, mlp_0, mlp_3;
    at::Tensor ls_2;  ///< (D); undefined: there is none
};

/// The block `layer` out of its parameters: `tensor` gives one by torchvision's name.
Block makeBlock(const VitConfig& config, int layer, const std::function<at::Tensor(const std::string&)>& tensor);

struct Heads {
    at::Tensor qk;      ///< (2, H, N, d): queries and keys, normalised where the model does that; contiguous
    at::Tensor values;  ///< (H, N, d)
};
/// `normal`: (1, N, D), after ln_1.
Heads splitHeads(const VitConfig& config, const Block& block, const at::Tensor& normal);

/// softmax(Q K^T / sqrt(d)) V and out_proj, with the layer scale: what the attention adds. (1, N, D)
at::Tensor attend(const VitConfig& config, const Block& block, const Heads& heads);

/// Between the linear layers of an MLP: (.., M), or (.., 2 * M) for SwiGLU -> (.., M). May write over `hidden`.
at::Tensor activate(Activation activation, at::Tensor hidden);

/// mlp.3 with the layer scale: what the MLP adds. (.., M) -> (.., D)
at::Tensor project(const Block& block, const at::Tensor& hidden);

}  // namespace vitrine
