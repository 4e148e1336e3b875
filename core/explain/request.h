// A request with its defaults filled in and checked.
#pragma once

#include "core/explain/methods.h"
#include "core/model/config.h"

namespace vitrine {

/// What there is to ask for: in a run, or in a model that has not run yet.
struct MapLimits {
    int layers = 0;
    int heads = 0;
    int rows = 0;
    int cols = 0;
    int classes = 0;
};

/// Throws UsageError for one that is not there: "patch 99, 0 is not there", or what `role` calls it.
void requirePatch(const MapLimits& limits, const Cell& patch, const char* role = "patch");

/// Whether the class token is asked in a model whose answer is read from the patches alone: no class hangs on its last row.
bool asksIdleToken(const VitConfig& config, const Query& query);

/// layer and layers.last as indices; throws UsageError for a method, layer, head, patch or share that is not there.
MapRequest completed(const MapLimits& limits, MapRequest request);
MapRequest completed(const Capture& capture, MapRequest request);

}  // namespace vitrine
