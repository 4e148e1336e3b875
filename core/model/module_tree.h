// The architecture as a tree, from the configuration alone: no tensor is allocated, ViT-H/14 at 518 px takes
// milliseconds. Names, order, shapes and counts are torchvision's; GMACs are torchvision's `_ops`. What torchvision's
// ViTs do not have keeps the name that most others use, in torchvision's spelling (dist_token, register_tokens,
// encoder.ln_pre, ls_1, self_attention.q_norm, fc_norm, heads.head_dist).
#pragma once

#include "core/model/config.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {

using Shape = std::vector<int64_t>;

enum class ModuleKind {
    VisionTransformer,
    Conv2d,
    Encoder,
    Sequential,
    EncoderBlock,
    LayerNorm,
    MultiheadAttention,
    NonDynamicallyQuantizableLinear,
    MLPBlock,
    Linear,
    GELU,
    QuickGELU,  ///< transformers' name
    SwiGLU,     ///< silu(first half) * second half
    LayerScale,
    Dropout,
    Tanh,
    Parameter  ///< class_token, pos_embedding and the like: a bare parameter, a row of the tree, no module
};

/// torch's class name: "LayerNorm".
const char* kindName(ModuleKind kind);

struct Parameter {
    std::string name;  ///< full name, as in the state dict
    Shape shape;
    int64_t numel() const;
};

struct ModuleNode {
    std::string name;  ///< the last part: "encoder_layer_3"
    std::string path;  ///< "encoder.layers.encoder_layer_3"; empty for the root
    ModuleKind kind{};
    std::string repr;  ///< what torch prints between the brackets: "(768,), eps=1e-06, elementwise_affine=True, bias=True"
    std::string detail;      ///< short, for people: "Conv2d 14×14 / 14", "6 heads", "384 → 1536 → 384", "× 12"
    Shape input;             ///< shape of what enters, batch 1; empty for a Parameter
    Shape output;            ///< shape of what leaves, batch 1 (of the parameter itself, for a Parameter)
    int layer = -1;          ///< the encoder block it is or lies in, -1 outside
    int64_t num_params = 0;  ///< with everything below
    int64_t macs = 0;        ///< multiply-adds for one image, with everything below
    std::vector<Parameter> parameters;  ///< its own, in torch's order; a Parameter row repeats one of its owner's
    std::vector<ModuleNode> children;  ///< in the order in which print(model) shows them, Parameter rows where data meets them

    double gmacs() const { return double(macs) / 1e9; }
};

/// Validates, then builds.
ModuleNode buildTree(const VitConfig& config);

/// The node of that path at or below `root`; null: there is none.
const ModuleNode* nodeAt(const ModuleNode& root, const std::string& path);

/// Names and shapes of all parameters in the state dict's order.
std::vector<Parameter> stateDict(const ModuleNode& root);

/// `print(model)`, byte for byte, without the final newline.
std::string printTorch(const ModuleNode& root);

/// "1 × 197 × 768"
std::string shapeText(const Shape& shape);

}  // namespace vitrine
