#include "core/model/memory.h"

#include "core/error.h"
#include "core/explore.h"
#include "core/text.h"

#include <algorithm>

namespace vitrine {

namespace {

/// The window, the pictures of the film strip and what LibTorch sets up for itself.
constexpr int64_t reserve = 96 * mebibyte;

int64_t numel(const Shape& shape) {
    int64_t count = shape.empty() ? 0 : 1;
    for (const int64_t size : shape)
        count *= size;
    return count;
}

int64_t leaving(const ModuleNode& node) {
    if (node.kind == ModuleKind::Parameter || node.kind == ModuleKind::Dropout)
        return 0;  // nothing new: a parameter is counted as one, dropout passes on what it got
    int64_t count = 0;
    for (const ModuleNode& child : node.children)
        count += leaving(child);
    if (node.kind == ModuleKind::MultiheadAttention)
        count += 4 * numel(node.output);  // Q, K, V and the heads' results side by side
    if (node.kind == ModuleKind::EncoderBlock)
        count += numel(node.output);  // the sum after the attention; the MLP's is its own output, added in place
    return node.children.empty() ? numel(node.output) : count;
}

/// What the capture keeps of a run: Q, K and tokens of every layer.
int64_t keptBytes(const VitConfig& c, Dtype dtype) {
    const int64_t N = c.num_tokens(), D = c.hidden_dim, L = c.num_layers;
    return (L * 2 * N * D + (L + 1) * N * D) * bytesPerElement(dtype);
}

/// One picture through the model: what the capture keeps and the most that a block
/// holds besides.
int64_t runBytes(const VitConfig& c, Dtype dtype) {
    const int64_t N = c.num_tokens(), D = c.hidden_dim;
    const int64_t M = c.activation == Activation::SwiGlu ? 3 * int64_t(c.mlp_dim) : c.mlp_dim;
    const int64_t passing = std::max(9 * N * D, 3 * N * D + N * M);  // QKV, their copies and the result; or the MLP
    const int64_t input = 2 * 3 * int64_t(c.height()) * c.width();
    return keptBytes(c, dtype) + passing * bytesPerElement(dtype) + input * 4;
}

int64_t neededInMain(const MemoryNeed& need) { return need.inMain() > 0 ? need.inMain() + reserve : 0; }

bool fitsDevice(const MemoryNeed& need, const MemoryFree& free) {
    return need.device == "cpu" || free.device == 0 || need.onDevice() <= free.device;
}

bool fits(const ModelPlan& plan, const Placement& placement, const MemoryFree& free, int64_t given) {
    const MemoryNeed need = memoryNeed(plan, placement);
    return fitsDevice(need, free) && neededInMain(need) <= free.main + given;
}

/// What would do instead, the nearest first.
std::string advice(const ModelPlan& plan, const MemoryFree& free, int64_t given) {
    const Placement& placement = plan.request.placement;
    std::string text = "choose ";
    Placement half = placement;
    half.dtype = Dtype::BFloat16;
    if (placement.dtype == Dtype::Float32 && fits(plan, half, free, given))
        text += "bfloat16 (about " + mebibytes(memoryNeed(plan, half).onDevice()) + "), ";
    ModelPlan smaller = plan;
    const int patch = plan.config.patch_size;
    for (int grid = plan.config.rows() / 2; grid > 0; grid /= 2) {
        smaller.config.image_size = grid * patch;
        smaller.config.image_width = 0;
        if (!fits(smaller, placement, free, given))
            continue;
        text += "an image size of " + std::to_string(grid * patch) + ", ";
        break;
    }
    return text + "a smaller model" + (placement.device == "cpu" ? ", or close other programs" : ", or the CPU");
}

}  // namespace

int64_t bytesPerElement(Dtype dtype) { return dtype == Dtype::Float32 ? 4 : 2; }

std::string mebibytes(int64_t bytes) {
    return thousands(std::max<int64_t>(0, bytes) / mebibyte + (bytes > 0 && bytes % mebibyte != 0 ? 1 : 0)) + " MiB";
}

NodeMemory memoryOf(const ModuleNode& node, Dtype dtype) {
    return {node.num_params * bytesPerElement(dtype), leaving(node) * bytesPerElement(dtype)};
}

int64_t MemoryNeed::inMain() const { return device == "cpu" ? std::max(weights + loading, weights + run) : loading; }

MemoryNeed memoryNeed(const ModelPlan& plan, const Placement& placement) {
    MemoryNeed need;
    need.device = placement.device;
    need.weights = plan.weightBytes(placement.dtype);
    need.run = runBytes(plan.config, placement.dtype);
    // A file is mapped: its pages come and go. Random weights are drawn in float32, all of them, before they move.
    const bool stays = placement.device == "cpu" && placement.dtype == Dtype::Float32;
    need.loading = plan.isRandom && !stays ? plan.weightBytes(Dtype::Float32) : 0;
    return need;
}

int64_t memoryHeld(const ModelPlan& plan, const Placement& placement, bool withRun, bool packed) {
    if (placement.device != "cpu")
        return 0;
    const bool mapped = !packed && !plan.isRandom && placement.dtype == Dtype::Float32;
    return (mapped ? 0 : plan.weightBytes(placement.dtype)) + (withRun ? keptBytes(plan.config, placement.dtype) : 0);
}

void requireMemory(const ModelPlan& plan, const MemoryFree& free, int64_t given) {
    const Placement& placement = plan.request.placement;
    const MemoryNeed need = memoryNeed(plan, placement);
    if (!fitsDevice(need, free))
        throw Error(plan.weights, "needs about " + mebibytes(need.onDevice()) + " on " + need.device + ", " +
                                      mebibytes(free.device) + " are free there: " + advice(plan, free, given));
    if (neededInMain(need) <= free.main + given)
        return;
    const std::string of = need.inMain() > need.onDevice() || need.device != "cpu"
                               ? mebibytes(need.loading) + " of them while the weights are drawn in float32"
                               : mebibytes(need.weights) + " for the weights in " + dtypeName(placement.dtype) + ", " +
                                     mebibytes(need.run) + " for one picture";
    throw Error(plan.weights, "needs about " + mebibytes(neededInMain(need)) + " (" + of + "), " +
                                  mebibytes(free.main + given) + " are free" +
                                  (free.limit.empty() ? "" : " within " + free.limit) + ": " +
                                  advice(plan, free, given));
}

void requireMemory(const ModelPlan& plan, int64_t given) {
    ModelPlan placed;  // without the tree: its count is enough
    placed.request = plan.request;
    placed.config = plan.config;
    placed.weights = plan.weights;
    placed.isRandom = plan.isRandom;
    placed.request.placement = resolve(plan.request.placement);
    placed.tree.num_params = plan.tree.num_params;
    requireMemory(placed, memoryFree(placed.request.placement.device), given);
}

}  // namespace vitrine
