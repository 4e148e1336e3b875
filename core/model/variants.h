// The five variants of torchvision, and what torchvision calls WeightsEnum: which weights were published for each.
#pragma once

#include "core/image/preprocess.h"
#include "core/model/config.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// One published weights file: vit_b_16/IMAGENET1K_V1.
struct WeightsEntry {
    std::string variant;  ///< "vit_b_16"
    std::string name;     ///< "IMAGENET1K_V1"
    std::string file;     ///< "vit_b_16-c867db91.pth"; the 8 hex digits begin the SHA-256 of the file
    int image_size = 224;
    int64_t num_params = 0;
    double gmacs = 0;          ///< torchvision's _ops
    double file_size_mib = 0;  ///< torchvision's _file_size
    double acc1 = 0;           ///< ImageNet-1K top-1, percent
    double acc5 = 0;
    std::string licence;  ///< a URL where the entry has its own licence (SWAG), else empty
    Preprocessing preprocessing;

    std::string entry() const { return variant + "/" + name; }
    std::string url() const;  ///< of the file: download.pytorch.org's, or beneath $VITRINE_WEIGHTS_URL (a mirror)
    bool isSize(uint64_t bytes) const;  ///< so large is the published file
};

struct Variant {
    VitConfig config;  ///< at the constructor's default of 224 px and 1000 classes
    int64_t num_params = 0;
    std::vector<WeightsEntry> weights;  ///< in torchvision's order; the first is DEFAULT
};

/// vit_b_16, vit_b_32, vit_l_16, vit_l_32, vit_h_14, in this order (read once from resources/torchvision/*.json).
const std::vector<Variant>& variants();

/// nullptr when there is no such variant.
const Variant* findVariant(std::string_view name);

/// Finds "vit_b_16/IMAGENET1K_V1", or NAME (or "DEFAULT") within a variant. nullptr when there is none.
const WeightsEntry* findEntry(std::string_view entry);
const WeightsEntry* findEntry(const Variant& variant, std::string_view name);

/// The 1000 ImageNet class names, by index.
const std::vector<std::string>& imagenetLabels();

/// Where torch hub keeps published files: $TORCH_HOME/hub/checkpoints, else $XDG_CACHE_HOME/torch/..., else
/// ~/.cache/torch/hub/checkpoints. Empty where there is no home.
std::filesystem::path checkpointsFolder();

/// The file of an entry in checkpointsFolder(), if it is there with the published size.
std::optional<std::filesystem::path> onDisk(const WeightsEntry& entry);

}  // namespace vitrine
