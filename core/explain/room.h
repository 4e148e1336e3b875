// Room for what is N x N, every token against every other: counted before it is made, refused in words where it does
// not fit. What the model itself needs is core/model/memory.h's.
#pragma once

#include "core/capture/capture.h"
#include "core/model/memory.h"

#include <cstdint>
#include <string>

namespace vitrine {

struct MapRequest;

/// What sets how large such a matrix is, and how many a layer has.
struct MatrixSize {
    int64_t layers = 0;
    int64_t heads = 0;
    int64_t rows = 0;  ///< of patches
    int64_t patch_size = 0;
    int64_t cols = rows;
    int64_t prefix = 1;  ///< tokens before the patches

    int64_t tokens() const { return prefix + rows * cols; }
};
MatrixSize matrixSizeOf(const ModelPlan& plan);

// How many matrices of float32 are there at once.
int64_t matricesOfAttention(int64_t heads);             ///< all heads of a layer: A, and what softmax makes it of
int64_t matricesOfDistances(int64_t heads);             ///< the same, and how far it looks
int64_t matricesOfStep(int64_t heads, double discard);  ///< rollout: a layer's heads fused, cut and scaled
/// A layer differentiated: A, what becomes of it and the gradients of all of these; and one that stays of every layer.
int64_t matricesOfGradient(const MatrixSize& size);
int64_t matricesOfDump(const MatrixSize& size);                         ///< all heads of all layers
int64_t matricesOf(const MapRequest& request, const MatrixSize& size);  ///< for explain(); 0: it needs none

/// Throws Error (`subject`: "rollout", or a file) where so many do not fit: "needs about 51,000 MiB to hold how 16,385 tokens
/// attend to one another, 3,000 MiB are free: choose an image size of 512, ...".
void requireRoom(const std::string& subject, int64_t matrices, const MatrixSize& size, const MemoryFree& free);

/// The same against what is free now, for a run that is there. What is small is not asked about, the mouse moves; a GPU
/// is not asked either: it refuses by itself, and no program ends for it.
void requireRoom(const std::string& subject, int64_t matrices, const Capture::Data& data);
MatrixSize matrixSizeOf(const Capture::Data& data);

/// The same beside a model that is not there yet, and its run. Throws for the model alone as well.
void requireRoom(const std::string& subject, int64_t matrices, const ModelPlan& plan);

}  // namespace vitrine
