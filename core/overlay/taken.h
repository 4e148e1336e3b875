// Patches whose tokens were taken from another picture's run: their pixels are this picture's and stay, a dashed line goes
// around them.
#pragma once

#include "core/overlay/blend.h"

#include <vector>

namespace vitrine {

struct Intervention;
struct VitConfig;

struct Taken {
    std::vector<Cell> patches;
    int rows = 0;  ///< of all patches
    int cols = 0;
    bool operator==(const Taken&) const = default;
};

/// None where nothing was taken.
Taken takenOf(const Intervention& change, const VitConfig& config);

/// The line, `line` pixels wide on a dark ground, inside the patches; one around those that lie together. Clear elsewhere.
Overlay drawTaken(const Taken& taken, const Raster& raster, int line);

/// Over the picture at its own resolution, with all that is laid over it before.
void layTaken(Image& image, const Box& seen, const Taken& taken);

}  // namespace vitrine
