#include "core/explain/presets.h"

#include <algorithm>

namespace vitrine {

const std::vector<RolloutPreset>& rolloutPresets() {
    static const std::vector<RolloutPreset> all{
        {"Abnar & Zuidema", "The paper: the mean of heads, nothing left out, all layers."},
        {"vit-explain",
         "Its default: the largest head counts, and the lowest 90 % of all entries are left out. Much "
         "hangs on what that share happens to keep.",
         Fusion::Max, 0.9},
        {"vit-explain, minimum",
         "Its advice against noise: only what all heads attend to counts, and the lowest 90 % are "
         "left out.",
         Fusion::Min, 0.9},
        {"Chefer et al., baseline",
         "The rollout that their papers compare with: the mean of heads from the second layer "
         "on, since the first ones look everywhere.",
         Fusion::Mean, 0, 1},
    };
    return all;
}

MapRequest with(const RolloutPreset& preset, MapRequest request) {
    request.head = {-1, preset.fusion};
    request.discard = preset.discard;
    request.layers.first = preset.first;
    return request;
}

const RolloutPreset* presetOf(const MapRequest& request) {
    const auto& all = rolloutPresets();
    const auto found = std::find_if(all.begin(), all.end(), [&](const RolloutPreset& preset) {
        return request.head == HeadChoice{-1, preset.fusion} && request.discard == preset.discard &&
               request.layers.first == preset.first;
    });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace vitrine
