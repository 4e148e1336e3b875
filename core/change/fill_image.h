// What stands in the place of a patch that is taken away, to be looked at.
#pragma once

#include "core/explore.h"
#include "core/overlay/masked.h"

namespace vitrine {

/// A picture of the input's size whose pixels a masked patch gets: black, the mean colour, the blurred input. Of Drop, where
/// nothing stands: black.
Image fillImage(const Input& input, Fill fill, const Preprocessing& preprocessing, int patch_size);

/// The patches that a change takes away from a picture, with what they get.
Masked maskedOf(const Picture& picture, const Intervention& change, const ModelPlan& plan);

}  // namespace vitrine
