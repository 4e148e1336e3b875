// VitConfig: the sizes that decide a Vision Transformer, by torchvision's names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace vitrine {

/// Arguments of torchvision.models.VisionTransformer.
struct VitConfig {
    std::string name;  ///< "vit_b_16", or a checkpoint's own name
    int image_size = 224;
    int patch_size = 16;
    int num_layers = 12;
    int num_heads = 12;
    int hidden_dim = 768;
    int mlp_dim = 3072;
    int num_classes = 1000;
    std::optional<int> representation_size{};  ///< adds heads.pre_logits (Linear, Tanh)

    int grid() const { return image_size / patch_size; }  ///< patches along one side
    int num_patches() const { return grid() * grid(); }
    int num_tokens() const { return num_patches() + 1; }  ///< with the class token
    int head_dim() const { return hidden_dim / num_heads; }
    bool operator==(const VitConfig&) const = default;
};

/// "ViT-B/16", "ViT-S/14"; "ViT 48/16" for a width without a letter.
std::string displayName(const VitConfig& config);

/// Throws Error when no ViT can have these sizes (not positive, heads that do not divide the width, a patch that does
/// not divide the image, sizes beyond any real model).
void validate(const VitConfig& config);

}  // namespace vitrine
