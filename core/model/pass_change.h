// PassChange: an Intervention made ready for one model's pass. For core/**/*.cpp alone (it includes ATen).
#pragma once

#include "core/model/block.h"
#include "core/model/config.h"
#include "core/model/intervention.h"

#include <ATen/core/Tensor.h>

#include <array>
#include <vector>

namespace vitrine {

class Capture;

struct PassChange {
    std::vector<BlockChange> blocks;  ///< one a layer; empty: none does otherwise
    at::Tensor present;               ///< (patches) as ReadOut has it
    int graft = -1;                   ///< after so many blocks tokens are replaced; -1: none
    at::Tensor grafted;               ///< (N) bool: which
    at::Tensor donor;                 ///< (N, D) by these

    const BlockChange& of(int layer) const;
    /// (.., N, D), tokens after `index` blocks, with those of the donor where that is wanted.
    at::Tensor grafting(int index, const at::Tensor& tokens) const;
};

/// Throws UsageError for a patch, layer or head that is not there, and where a graft has no donor of the same shape.
/// `like`: the model's dtype and device.
PassChange passChange(const VitConfig& config, const Intervention& intervention, const Capture* donor,
                      const at::TensorOptions& like);

// Pixels that are taken away. Inputs are normalised.

/// The picture that stands in the place of what is taken away. (1, 3, H, W) -> the same. Drop: as Black.
at::Tensor fillPicture(const at::Tensor& input, Fill fill, const std::array<float, 3>& black, int patch_size);

/// Pixels of these patches: (n, rows * cols) bool -> (n, 1, H, W) bool.
at::Tensor patchPixels(const at::Tensor& patches, int rows, int cols, int patch_size);

}  // namespace vitrine
