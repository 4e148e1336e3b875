// How the projects that write plain ViTs name their tensors, as data: one table a project, from its names to ours
// (torchvision's; see core/model/module_tree.h for what torchvision has no name for).
#pragma once

#include "core/model/config.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// `from` is a module ("norm", for norm.weight and norm.bias) or a whole parameter ("pos_embed"); a # stands for a
/// block's number. `to` is ours; a # at its beginning is "encoder.layers.encoder_layer_#". Queries, keys and values
/// that lie apart are "#.self_attention.q", "k" and "v".
struct NameRule {
    std::string_view from;
    std::string_view to;
};

struct Family {
    enum class Kind { Torchvision, Timm, HuggingFace, VisionTower, OpenClip };
    Kind kind{};
    std::string_view project;  ///< in words: "timm"
    std::span<const NameRule> rules;
    std::span<const std::string_view> prefixes;  ///< that may stand before all of its names ("vit."), the longest first
    std::span<const std::string_view> unused;    ///< beginnings of names that are known and not part of the ViT
    std::string_view tower{};                    ///< where a name begins so, those that do not are another tower's
    double eps = 1e-6;                           ///< of its LayerNorms, where nothing says otherwise
    Activation activation = Activation::Gelu;
    PositionResampling resampling = PositionResampling::HuggingFace;

    /// One of a picture's and a text's: CLIP, SigLIP.
    bool isTower() const { return kind == Kind::VisionTower || kind == Kind::OpenClip; }
};

std::span<const Family> families();

/// A name in our spelling, or empty: `family` has no such tensor. `name` without its prefix.
std::string ourName(const Family& family, std::string_view name);

/// What the family calls one of ours, without a prefix; ours where it has no name for it.
std::string theirName(const Family& family, const std::string& ours);

}  // namespace vitrine
