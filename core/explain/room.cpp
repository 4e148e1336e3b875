#include "core/explain/room.h"

#include "core/capture/capture_data.h"
#include "core/explore.h"
#include "core/text.h"

#include <algorithm>

namespace vitrine {

namespace {

constexpr int64_t small = int64_t(64) << 20;

int64_t bytesOf(int64_t matrices, int64_t tokens) { return matrices * tokens * tokens * int64_t(sizeof(float)); }

/// What would do instead, the nearest first.
std::string advice(const std::string& subject, int64_t matrices, const MatrixSize& size, const MemoryFree& free) {
    std::string text = "choose ";
    for (int64_t grid = size.rows / 2; grid > 0; grid /= 2) {
        if (bytesOf(matrices, size.prefix + grid * grid) > free.main)
            continue;
        text += "an image size of " + std::to_string(grid * size.patch_size) + ", ";
        break;
    }
    const Method* method = findMethod(subject);  // else it is a file
    for (const Method& other : methods())
        if (method && method->usesLayers && other.isAttention)
            text += "the method " + other.name + ", ";
    return text + "or close other programs";
}

}  // namespace

MatrixSize matrixSizeOf(const ModelPlan& plan) {
    const VitConfig& c = plan.config;
    return {c.num_layers, c.num_heads, c.rows(), c.patch_size, c.cols(), c.prefix()};
}

MatrixSize matrixSizeOf(const Capture::Data& data) {
    return {int64_t(data.qk.size()), data.heads(), data.rows, data.patch_size, data.cols, data.prefix};
}

int64_t matricesOfAttention(int64_t heads) { return 2 * heads; }

int64_t matricesOfDistances(int64_t heads) { return 2 * heads + 4; }  // with the distances, and what hypot() is made of

int64_t matricesOfStep(int64_t heads, double discard) {
    // Fused, the identity, their sum and its quotient; topk's pairs of a float and an int64, its values and its indices.
    const int64_t fused = discard > 0 ? 8 : 4;
    return heads + std::max(heads, fused);
}

int64_t matricesOfDump(const MatrixSize& size) { return size.layers * size.heads + matricesOfAttention(size.heads); }

int64_t matricesOfGradient(const MatrixSize& size) { return 8 * size.heads + size.layers; }

int64_t matricesOf(const MapRequest& request, const MatrixSize& size) {
    const Method& method = *findMethod(request.method);
    if (method.usesTarget && method.usesLayers)
        return matricesOfGradient(size);
    if (method.usesLayers)
        return matricesOfStep(size.heads, request.discard);
    return method.usesQuery && request.direction == Direction::To ? matricesOfAttention(size.heads) : 0;
}

void requireRoom(const std::string& subject, int64_t matrices, const MatrixSize& size, const MemoryFree& free) {
    const int64_t bytes = bytesOf(matrices, size.tokens());
    if (bytes > free.main)
        throw Error(subject, "needs about " + mebibytes(bytes) + " to hold how " + thousands(size.tokens()) +
                                 " tokens attend to one another, " + mebibytes(free.main) + " are free" +
                                 (free.limit.empty() ? "" : " within " + free.limit) + ": " +
                                 advice(subject, matrices, size, free));
}

void requireRoom(const std::string& subject, int64_t matrices, const Capture::Data& data) {
    if (!data.qk.front().is_cpu() || bytesOf(matrices, data.num_tokens()) < small)
        return;
    requireRoom(subject, matrices, matrixSizeOf(data), memoryFree("cpu"));
}

void requireRoom(const std::string& subject, int64_t matrices, const ModelPlan& plan) {
    requireMemory(plan);
    const Placement placement = resolve(plan.request.placement);
    if (placement.device != "cpu" || bytesOf(matrices, matrixSizeOf(plan).tokens()) < small)
        return;
    MemoryFree free = memoryFree(placement.device);
    free.main -= memoryNeed(plan, placement).inMain();
    requireRoom(subject, matrices, matrixSizeOf(plan), free);
}

}  // namespace vitrine
