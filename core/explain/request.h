// A request with its defaults filled in and checked.
#pragma once

#include "core/explain/methods.h"

namespace vitrine {

/// layer and layers.last as indices; throws UsageError for a method, layer, head, patch or share that is not there.
MapRequest completed(const Capture& capture, MapRequest request);

}  // namespace vitrine
