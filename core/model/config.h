// VitConfig: the sizes that decide a Vision Transformer, by torchvision's names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace vitrine {

/// What stands between the two linear layers of an MLP.
enum class Activation {
    Gelu,
    GeluTanh,   ///< its tanh approximation (SigLIP)
    QuickGelu,  ///< x * sigmoid(1.702 x) (CLIP)
    SwiGlu      ///< mlp.0 gives twice mlp_dim: silu(first half) * second half (DINOv2's giant)
};

/// What the head reads after the last block.
enum class Pooling {
    ClassToken,
    PatchMean,          ///< the mean of the patches, the prefix left out
    ClassAndPatchMean,  ///< both, one behind the other: the head takes 2 * hidden_dim (DINOv2's classifier)
    ClassAndDistilled   ///< two heads, of the class and of the distillation token; the answer is their mean (DeiT)
};

/// Whose way of resampling the positions for another input size.
enum class PositionResampling {
    Torchvision,  ///< interpolate_embeddings: bicubic, align_corners
    Timm,  ///< resample_abs_pos_embed: bicubic, antialiased; DINOv2 with registers, its authors' and transformers'
    HuggingFace,  ///< interpolate_pos_encoding: bicubic, neither; MAE's authors too
    Dino          ///< DINO's and DINOv2's authors: bicubic, by a scale of (rows + 0.1) / trained rows
};

/// Arguments of torchvision.models.VisionTransformer, and what other projects' plain ViTs have beside them: all of the
/// second part is torchvision's by default.
struct VitConfig {
    std::string name;  ///< "vit_b_16", or a checkpoint's own name
    int image_size = 224;
    int patch_size = 16;
    int num_layers = 12;
    int num_heads = 12;
    int hidden_dim = 768;
    int mlp_dim = 3072;
    int num_classes = 1000;                    ///< 0: no head, so no predictions
    std::optional<int> representation_size{};  ///< adds heads.pre_logits (Linear, Tanh)

    int image_width = 0;  ///< 0: as image_size, which is the height
    bool class_token = true;
    bool dist_token = false;  ///< DeiT's distillation token, after the class token
    int register_tokens = 0;  ///< after the class token (Darcet et al., arXiv 2309.16588)
    int position_prefix = 1;  ///< so many of the prefix tokens have a position of their own
    bool mask_token = false;  ///< a parameter that training needed and a forward pass does not
    bool conv_bias = true;
    bool qkv_bias = true;
    bool ln_pre = false;       ///< a LayerNorm before the blocks (CLIP)
    bool layer_scale = false;  ///< every branch times a learned vector (Touvron et al., arXiv 2103.17239)
    bool qk_norm = false;      ///< LayerNorm of queries and keys, head by head
    bool final_norm = true;    ///< encoder.ln
    bool fc_norm = false;      ///< a LayerNorm after the pooling instead
    bool head_bias = true;
    Activation activation = Activation::Gelu;
    Pooling pooling = Pooling::ClassToken;
    double eps = 1e-6;  ///< of every LayerNorm
    PositionResampling resampling = PositionResampling::Torchvision;

    int height() const { return image_size; }
    int width() const { return image_width ? image_width : image_size; }
    int rows() const { return height() / patch_size; }  ///< of patches
    int cols() const { return width() / patch_size; }
    int num_patches() const { return rows() * cols(); }
    int prefix() const { return int(class_token) + int(dist_token) + register_tokens; }  ///< tokens before the patches
    int num_tokens() const { return prefix() + num_patches(); }
    int num_positions() const { return position_prefix + num_patches(); }
    int head_dim() const { return hidden_dim / num_heads; }
    bool hasHead() const { return num_classes > 0; }
    int pooled_dim() const { return pooling == Pooling::ClassAndPatchMean ? 2 * hidden_dim : hidden_dim; }
    bool operator==(const VitConfig&) const = default;
};

/// "ViT-B/16", "ViT-S/14"; "ViT 48/16" for a width without a letter.
std::string displayName(const VitConfig& config);

/// The input's size in words: "224", "224×448" (height, width).
std::string sizeText(const VitConfig& config);

/// Throws Error when no ViT can have these sizes (not positive, heads that do not divide the width, a patch that does
/// not divide the image, sizes beyond any real model).
void validate(const VitConfig& config);

}  // namespace vitrine
