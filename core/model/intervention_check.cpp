#include "core/model/intervention_check.h"

#include "core/error.h"

#include <string>

namespace vitrine {
namespace {

std::string upTo(const char* things, int count) {
    return std::string("this model has ") + things + " 0 to " + std::to_string(count - 1);
}

void require(bool there, const std::string& what, const std::string& why) {
    if (!there)
        throw UsageError(what + " is not there", why);
}

void requirePatch(const VitConfig& config, const Cell& patch) {
    require(patch.row >= 0 && patch.row < config.rows() && patch.col >= 0 && patch.col < config.cols(),
            "patch " + std::to_string(patch.row) + ", " + std::to_string(patch.col),
            upTo("rows", config.rows()) + " and columns 0 to " + std::to_string(config.cols() - 1));
}

}  // namespace

void requireThere(const VitConfig& config, const Intervention& intervention) {
    for (const Cell& patch : intervention.masked)
        requirePatch(config, patch);
    for (const Off& off : intervention.off) {
        require(off.layer >= 0 && off.layer < config.num_layers, "layer " + std::to_string(off.layer),
                upTo("layers", config.num_layers));
        require(off.part != Part::Head || (off.head >= 0 && off.head < config.num_heads),
                "head " + std::to_string(off.head), upTo("heads", config.num_heads));
    }
    for (const Graft& graft : intervention.grafts) {
        require(graft.index >= 0 && graft.index <= config.num_layers,
                "the state after " + std::to_string(graft.index) + " blocks", upTo("states", config.num_layers + 1));
        for (const Cell& patch : graft.patches)
            requirePatch(config, patch);
    }
}

}  // namespace vitrine
