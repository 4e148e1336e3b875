// The architecture of a checkpoint, read off the shapes of its tensors.
#pragma once

#include "core/model/config.h"
#include "core/weights/names.h"

#include <optional>
#include <string>
#include <utility>

namespace vitrine {

struct KnownSizes {
    std::optional<std::pair<int, int>> image{};  ///< height, width that the model was trained at, where something tells them
    std::optional<Pooling> pooling{};            ///< what the head reads, where something tells it
};

/// Everything but the heads, which stay 1 where no norm of queries tells them, and the name. Throws Error (subject) where
/// the tensors that tell it are not there or cannot be a ViT's. Positions that are no square of patches, with nothing
/// that tells their grid, are taken for the grid nearest to a square.
VitConfig sizesOf(const NamedTensors& named, const std::string& subject, const KnownSizes& known = {});

struct Sidecar;
KnownSizes knownSizes(const Sidecar& sidecar);

/// sizesOf with what lies beside the file.
VitConfig trainedConfig(const Checkpoint& checkpoint, const NamedTensors& named);

}  // namespace vitrine
