// A request with its defaults filled in and checked.
#pragma once

#include "core/explain/methods.h"
#include "core/model/limits.h"

namespace vitrine {

/// Whether the class token is asked in a model whose answer is read from the patches alone: no class hangs on its last row.
bool asksIdleToken(const VitConfig& config, const Query& query);

/// What a matrix is of: the same method where it has a map for every query, else attention.
MapRequest matrixRequest(MapRequest request);

/// Throws UsageError for a patch that is not there, or that was dropped from the sequence in this run.
void requireAsker(const Capture& capture, const Query& query);

/// layer and layers.last as indices; throws UsageError for a method, layer, head, patch or share that is not there;
/// of a run also for a dropped patch.
MapRequest completed(const ModelLimits& limits, MapRequest request);
MapRequest completed(const Capture& capture, MapRequest request);

}  // namespace vitrine
