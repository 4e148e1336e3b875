// The architecture of a checkpoint, read off the shapes of its tensors.
#pragma once

#include "core/model/config.h"
#include "core/weights/names.h"

#include <optional>
#include <string>
#include <utility>

namespace vitrine {

/// Height and width of a picture, in pixels.
using ImageSize = std::pair<int, int>;

/// What is known beside the tensors.
struct KnownSizes {
    std::optional<ImageSize> image{};  ///< that the model was trained at
    std::optional<ImageSize> asked{};  ///< that it is to run at: counts as the trained one where the positions fit it exactly
    bool isTimm = false;               ///< timm saved it, not those whose names it shares
    std::optional<Pooling> pooling{};  ///< what the head reads, where something tells it
};

struct SizesOf {
    VitConfig config;
    std::string guess;  ///< what of it nothing tells, in words; empty: all is certain
};

/// Everything but the heads, which stay 1 where no norm of queries tells them, and the name. Throws Error (subject) where
/// the tensors that tell it are not there or cannot be a ViT's. Positions that are no square of patches, with nothing
/// that tells their grid, are taken for the grid nearest to a square; `guess` says so.
SizesOf sizesOf(const NamedTensors& named, const std::string& subject, const KnownSizes& known = {});

struct Sidecar;
KnownSizes knownSizes(const Sidecar& sidecar);

/// sizesOf with what lies beside the file.
VitConfig trainedConfig(const Checkpoint& checkpoint, const NamedTensors& named);

}  // namespace vitrine
