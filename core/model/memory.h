// What a model will need against what is free, told before anything is allocated: a sentence with the sizes instead of
// a program that the system ends.
#pragma once

#include "core/model/config.h"
#include "core/model/device.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace vitrine {

struct ModelPlan;
struct ModuleNode;

int64_t bytesPerElement(Dtype dtype);

/// What a node holds: its parameters, and what leaves it and every module below it (with Q, K and V, which the attention
/// makes inside). Batch 1.
struct NodeMemory {
    int64_t weights = 0;
    int64_t activations = 0;
};
NodeMemory memoryOf(const ModuleNode& node, Dtype dtype);

/// Bytes.
struct MemoryNeed {
    int64_t weights = 0;  ///< on the device, in the dtype
    int64_t run = 0;      ///< on the device: one picture, what is kept of it and what comes and goes meanwhile
    int64_t loading = 0;  ///< in main memory while the weights are made ready, where they do not end there
    std::string device;   ///< "cpu", "cuda:0"

    int64_t onDevice() const { return weights + run; }
    int64_t inMain() const;  ///< the most at any time
};

/// Of a model in this place ("auto" resolved).
MemoryNeed memoryNeed(const ModelPlan& plan, const Placement& placement);

/// Bytes of main memory that come free with a loaded model, and with its last run if there was one. Weights mapped from
/// a file count as free all the time, unless they were packed (Vit::pack) as well.
int64_t memoryHeld(const ModelPlan& plan, const Placement& placement, bool withRun, bool packed = false);

/// Bytes that this process may still take.
struct MemoryFree {
    int64_t main = 0;
    std::string limit;   ///< what sets it: "this container's limit of 2,048 MiB"; empty: the machine itself
    int64_t device = 0;  ///< of the GPU; 0 where nothing tells
};

/// MemAvailable, the limits of this process's control groups (v1 and v2, with what their page cache gives back) and its
/// address space (ulimit -v), whichever is least; and the GPU's. `root`: where /proc and /sys are, for tests.
MemoryFree memoryFree(const std::string& device, const std::filesystem::path& root = "/");

/// Throws Error where it does not fit: "needs about 2,500 MiB (...), 900 MiB are free: choose ...".
/// `given`: bytes of main memory that will be given back before (the model that is there now).
void requireMemory(const ModelPlan& plan, const MemoryFree& free, int64_t given = 0);

/// The same against what is free now.
void requireMemory(const ModelPlan& plan, int64_t given = 0);

/// "2,500 MiB", rounded up.
std::string mebibytes(int64_t bytes);

}  // namespace vitrine
