#include "core/model/intervention_check.h"

#include "core/error.h"
#include "core/model/limits.h"

#include <algorithm>

namespace vitrine {

void requireThere(const VitConfig& config, const Intervention& intervention) {
    const ModelLimits limits = limitsOf(config);
    for (const Cell& patch : intervention.masked)
        requirePatch(limits, patch);
    for (const Off& off : intervention.off) {
        requireLayer(limits, off.layer);
        if (off.part == Part::Head)
            requireHead(limits, off.head);
    }
    if (!intervention.graft)
        return;
    const Graft& graft = *intervention.graft;
    if (graft.index < 0 || graft.index > config.num_layers)
        throw UsageError("layer " + std::to_string(graft.index - 1) + " is not there",
                         thereAre("layers", config.num_layers) + ", and the embedding before them");
    for (const Cell& patch : graft.patches)
        requirePatch(limits, patch);
}

bool isDropped(const Intervention& intervention, const Cell& patch) {
    const auto& masked = intervention.masked;
    return intervention.fill == Fill::Drop && std::find(masked.begin(), masked.end(), patch) != masked.end();
}

}  // namespace vitrine
