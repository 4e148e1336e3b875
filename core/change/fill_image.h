// What stands in the place of a patch that is taken away, to be looked at.
#pragma once

#include "core/image/preprocess.h"
#include "core/model/intervention.h"

namespace vitrine {

/// A picture of the input's size whose pixels a masked patch gets: black, the mean colour, the blurred input. Of Drop, where
/// nothing stands: black.
Image fillImage(const Input& input, Fill fill, const Preprocessing& preprocessing, int patch_size);

}  // namespace vitrine
