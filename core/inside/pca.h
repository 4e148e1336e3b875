// Colours of patches: the first three principal components of their tokens as red, green and blue, so that what the model
// takes for alike is coloured alike (as the DINO papers show their features; Oquab et al. 2023, arXiv 2304.07193).
#pragma once

#include "core/error.h"
#include "core/explain/map.h"
#include "core/image/image.h"
#include "core/overlay/scale.h"

#include <array>
#include <memory>
#include <vector>

namespace vitrine {

class Capture;
struct Tokens;

/// The patches' tokens of one run after the embedding and after each block, float32 on the CPU: what is kept of a run
/// whose colours are wanted with others'. Layers + 1 times patches times width numbers.
std::shared_ptr<const Tokens> patchTokens(const Capture& capture);

inline constexpr size_t colourChannels = 3;  ///< components 0, 1 and 2 are red, green and blue

/// After `after` blocks, of one picture or of several with the same components and the same colours.
struct PatchColours {
    int after = 0;                              ///< 0: the embedding
    std::array<float, colourChannels> share{};  ///< of the variance of all these tokens, 0..1
    /// What the colours span: the 1st to the 99th percentile (between two values in proportion) of all patches of all
    /// pictures; what lies beyond has the last colour. A channel that is flat is grey (128).
    std::array<ColourScale, colourChannels> range{};
    struct Picture {
        std::array<Map, colourChannels> scores{};  ///< (token - mean of all) · component
        Image image;  ///< cols x rows pixels, one a patch; black: dropped from the sequence
    };
    std::vector<Picture> pictures{};  ///< in the order given
};

/// The tokens of all pictures (but patches that were dropped, whose score is 0) are put under each other, their mean is taken off, and the components are the eigenvectors of
/// their covariance (computed in float64 from the smaller of the two products, X^T X or X X^T). An eigenvector has no sign of
/// its own: here the number of largest magnitude in each is positive (of several as large, to nine digits, the first), so
/// the colours do not depend on the library that computed them. Fewer than three components (fewer than four patches, or
/// tokens that are all alike) leave scores and share 0. Throws UsageError for no picture, tokens of several models, or a
/// number of blocks that the model does not have.
PatchColours patchColours(const std::vector<std::shared_ptr<const Tokens>>& pictures, int after);
PatchColours patchColours(const Capture& capture, int after);

/// After the embedding and after each block: layers + 1 of them. Progress counts them; throws Cancelled.
std::vector<PatchColours> colouredLayers(const std::vector<std::shared_ptr<const Tokens>>& pictures,
                                         const Progress& progress = {});

}  // namespace vitrine
