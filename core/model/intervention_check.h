// Whether a model has what an intervention names.
#pragma once

#include "core/model/config.h"
#include "core/model/intervention.h"

namespace vitrine {

/// Throws UsageError for a patch, layer, head or state that is not there: "head 9 is not there: this model has heads 0 to 5".
void requireThere(const VitConfig& config, const Intervention& intervention);

/// Whether a patch is not in the sequence at all.
bool isDropped(const Intervention& intervention, const Cell& patch);

}  // namespace vitrine
