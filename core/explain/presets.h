// Why do tools differ? Rollout with the settings that other tools use.
#pragma once

#include "core/explain/map.h"

#include <string>
#include <vector>

namespace vitrine {

struct RolloutPreset {
    std::string name;   ///< "Abnar & Zuidema"
    std::string about;  ///< one sentence: what it does otherwise, and what that changes
    Fusion fusion = Fusion::Mean;
    double discard = 0;
    int first = 0;  ///< the first layer that counts
};

const std::vector<RolloutPreset>& rolloutPresets();

/// The same request with the preset's settings; its method, query and last layer stay.
MapRequest with(const RolloutPreset& preset, MapRequest request);

/// The preset whose settings these are; null: none's.
const RolloutPreset* presetOf(const MapRequest& request);

}  // namespace vitrine
