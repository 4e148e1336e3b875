// What the files beside a checkpoint say of it: config.json, preprocessor_config.json, labels.txt. Plain values, read and
// bounded; which of them counts is inferModel's business.
#pragma once

#include "core/image/resample.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

struct Extent {
    int height = 0;  ///< pixels
    int width = 0;
    bool operator==(const Extent&) const = default;
};

/// Transforms as transformers' image processors and timm's pretrained_cfg describe them. What is not said stays empty.
struct SidecarTransforms {
    std::optional<bool> do_center_crop, do_normalize;
    std::optional<int> shortest_edge;  ///< resize so that the short side has these pixels (timm: floor(size / crop_pct))
    std::optional<Extent> resize;      ///< instead: to exactly this, squashed (crop_mode "border": to fit into this)
    std::optional<Extent> crop;
    std::string crop_mode;  ///< timm: "center", "squash" or "border"; empty where not said
    std::optional<Interpolation> interpolation;
    std::optional<std::array<float, 3>> mean, std;
    std::optional<double> rescale_factor;  ///< what a pixel (0 to 255) is multiplied with; 1 / 255 usually

    bool operator==(const SidecarTransforms&) const = default;
};

struct Sidecar {
    bool isTimm = false;       ///< config.json is timm's
    std::string architecture;  ///< timm's "vit_base_patch16_224", or transformers' architectures[0]
    std::optional<int> num_attention_heads;
    std::optional<double> layer_norm_eps;
    std::string hidden_act;  ///< "gelu", "quick_gelu", ... (timm: act_layer); empty where not said
    std::optional<Extent> image_size;
    std::string global_pool;           ///< timm: "token", "avg", "map", ...; empty where not said
    bool pool_include_prefix = false;  ///< timm: the mean goes over all tokens
    std::optional<bool> use_mean_pooling;
    std::vector<std::string> labels;  ///< by class; labels.txt before id2label before timm's label_names
    SidecarTransforms transforms;
    std::vector<std::string> ignored;  ///< "config.json: num_attention_heads is -3", in the order found
};

/// Of a checkpoint's file, or of the folder that holds one. Never throws for what the files say: what makes no sense is
/// ignored, with a note. Reads nothing but regular files of at most 4 MB.
Sidecar readSidecar(const std::filesystem::path& checkpoint);

/// The same of what the files hold; empty for one that is not there.
struct SidecarFiles {
    std::vector<uint8_t> config, preprocessor, labels;
};
Sidecar readSidecar(const SidecarFiles& files);

}  // namespace vitrine
