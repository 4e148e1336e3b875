// The transforms of a checkpoint that is not torchvision's: what the files beside it say, or what its family usually has.
#pragma once

#include "core/image/preprocess.h"
#include "core/model/config.h"
#include "core/weights/families.h"

#include <optional>

namespace vitrine {

struct Sidecar;

/// At config's size. What config.json and preprocessor_config.json do not say is what the family usually has; where they
/// say nothing of transforms at all: none.
std::optional<Preprocessing> transformsOf(const Sidecar& sidecar, const Family& family, const VitConfig& config);

/// None: torchvision's own.
std::optional<Preprocessing> usualTransforms(const Family& family, const VitConfig& config);

}  // namespace vitrine
