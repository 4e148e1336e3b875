#include "core/model/limits.h"

#include "core/capture/capture.h"
#include "core/error.h"

namespace vitrine {

namespace {

void require(const std::string& what, const char* things, int index, int count) {
    if (index < 0 || index >= count)
        throw UsageError(what + " " + std::to_string(index) + " is not there", thereAre(things, count));
}

}  // namespace

ModelLimits limitsOf(const VitConfig& config) {
    return {config.num_layers, config.num_heads, config.rows(), config.cols(), config.num_classes};
}

ModelLimits limitsOf(const Capture& capture) {
    return {capture.layers(), capture.heads(), capture.rows(), capture.cols(), int(capture.logits().size())};
}

std::string thereAre(const char* things, int count) {
    return std::string("this model has ") + things + " 0 to " + std::to_string(count - 1);
}

void requireLayer(const ModelLimits& limits, int layer) { require("layer", "layers", layer, limits.layers); }
void requireHead(const ModelLimits& limits, int head) { require("head", "heads", head, limits.heads); }
void requireClass(const ModelLimits& limits, int index) { require("class", "classes", index, limits.classes); }

void requirePatch(const ModelLimits& limits, const Cell& patch, const char* role) {
    const auto [row, col] = patch;
    if (row < 0 || row >= limits.rows || col < 0 || col >= limits.cols)
        throw UsageError(std::string(role) + " " + std::to_string(row) + ", " + std::to_string(col) + " is not there",
                         thereAre("rows", limits.rows) + " and columns 0 to " + std::to_string(limits.cols - 1));
}

}  // namespace vitrine
