// Patches that the model did not get, and how they are drawn everywhere: as what it got instead.
#pragma once

#include "core/overlay/blend.h"

#include <memory>
#include <vector>

namespace vitrine {

struct Masked {
    std::vector<Cell> patches;
    int rows = 0;  ///< of all patches
    int cols = 0;
    std::shared_ptr<const Image> filling{};  ///< a picture of them all; null: nothing stands there, they are hatched
    bool operator==(const Masked&) const = default;
};

/// Those that are not in the sequence: hatched.
Masked droppedOf(const Map& map);

/// Opaque where they are, clear elsewhere, with a light edge of `line` pixels around those that lie together. `smooth`: the
/// filling is interpolated; else its pixels are squares.
Overlay drawMasked(const Masked& masked, const Raster& raster, int line, bool smooth = true);

/// The picture at its own resolution with them: what a map is laid over.
Image withMasked(const Image& image, const Box& seen, const Masked& masked);

}  // namespace vitrine
