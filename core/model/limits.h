// What there is of a model, and whether something named is among it: for requests, interventions and commands alike.
#pragma once

#include "core/explain/map.h"
#include "core/model/config.h"

namespace vitrine {

class Capture;

/// Of a run, or of a model that has not run yet.
struct ModelLimits {
    int layers = 0;
    int heads = 0;
    int rows = 0;  ///< of patches
    int cols = 0;
    int classes = 0;
};
ModelLimits limitsOf(const VitConfig& config);
ModelLimits limitsOf(const Capture& capture);

// Each throws UsageError for what is not there: "head 9 is not there: this model has heads 0 to 5".
void requireLayer(const ModelLimits& limits, int layer);
void requireHead(const ModelLimits& limits, int head);
void requireClass(const ModelLimits& limits, int index);
void requirePatch(const ModelLimits& limits, const Cell& patch, const char* role = "patch");  ///< or what `role` calls it

/// "this model has layers 0 to 11".
std::string thereAre(const char* things, int count);

}  // namespace vitrine
