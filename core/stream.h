// A long row of pictures through one model: decoded and cut on a thread of its own while the model runs, several at a time.
// What is in memory at once does not grow with their number.
#pragma once

#include "core/explore.h"

#include <functional>

namespace vitrine {

/// What came of one picture.
struct Streamed {
    size_t index = 0;               ///< in the list
    std::vector<Prediction> top{};  ///< all classes, as a Result has them
    std::string error{};            ///< why it could not be looked at; then `top` is empty
};

/// Told of each in the order of the list, once its batch is through; false ends it.
using UseStreamed = std::function<bool(const Streamed&)>;

/// `like`: how each is cut, and which frame of it. Logits are those of look() but for the rounding of another order of
/// adding. Throws UsageError for a model without a head, and Error where the model cannot go on.
void streamPictures(const Model& model, const std::vector<std::filesystem::path>& files, const PictureSource& like,
                    const UseStreamed& use);

}  // namespace vitrine
