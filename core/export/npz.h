// NumPy's .npz: a zip archive of .npy arrays, stored, as numpy.load reads it.
#pragma once

#include "core/model/module_tree.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vitrine {

/// One array of the archive: numbers (float32), or a text (a 0-dimensional array of str).
struct NpyArray {
    std::string name;  ///< "map"
    Shape shape{};
    std::vector<float> values{};
    std::string text{};  ///< UTF-8; where it is not empty, the array is this text
};

/// The whole archive. The same arrays give the same bytes.
std::vector<uint8_t> npzBytes(const std::vector<NpyArray>& arrays);

}  // namespace vitrine
