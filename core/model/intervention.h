// Intervention: what is changed in a run, to see what becomes of the answer. Plain values: scenes and commands hold them.
#pragma once

#include "core/explain/map.h"

#include <optional>
#include <string>
#include <vector>

namespace vitrine {

/// What stands in the place of a patch that is taken away.
enum class Fill {
    Black,  ///< pixel 0 before normalisation
    Mean,   ///< the picture's mean colour
    Blur,   ///< the picture, blurred by a Gaussian with the standard deviation of half a patch
    Drop    ///< nothing: the token is not in the sequence (nobody attends to it, no mean counts it)
};

/// A part of a block that can be switched off.
enum class Part {
    Attention,  ///< what self_attention adds to the tokens
    Mlp,        ///< what the MLP adds
    Head        ///< the output of one head, before out_proj
};

/// What a part that is off gives instead.
enum class Silence {
    Zero,
    Mean  ///< at every token the mean of what it gives over all tokens of this picture
};

struct Off {
    int layer = 0;
    Part part = Part::Head;
    int head = 0;  ///< of Part::Head
    Silence by = Silence::Zero;
    bool operator==(const Off&) const = default;
};

/// Activation patching: tokens taken from the run of another picture through the same model (Meng et al. 2022; Zhang &
/// Nanda 2024).
struct Graft {
    int index = 0;              ///< after so many blocks: 0 is the embedding
    std::vector<Cell> patches;  ///< empty: all tokens, the class token too
    std::string picture;        ///< the file it comes from
    bool operator==(const Graft&) const = default;
};

struct Intervention {
    std::vector<Cell> masked;  ///< patches, each once
    Fill fill = Fill::Black;
    std::vector<Off> off;
    std::optional<Graft> graft{};

    /// Whether it changes anything.
    bool any() const { return !masked.empty() || !off.empty() || graft; }
    bool operator==(const Intervention&) const = default;
};

}  // namespace vitrine
