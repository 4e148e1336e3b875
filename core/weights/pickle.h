// A restricted unpickler: reads the state dict out of data.pkl and executes nothing. About 20 opcodes and an allow-list
// of globals; everything else is refused by name. Sizes, depth and the number of objects are bounded.
#pragma once

#include "core/model/module_tree.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

/// A tensor as the pickle describes it: a view on a storage record of the zip.
struct PickledTensor {
    std::string name;
    std::string storage;  ///< record name within the zip: "0"
    std::string dtype;    ///< "float32"
    int64_t storage_numel = 0;
    int64_t offset = 0;  ///< in elements
    Shape shape;
    Shape strides;  ///< in elements
};

/// The tensors of a pickled state dict (a dict or OrderedDict of tensors), in order. Throws Error (subject `name`).
std::vector<PickledTensor> readStateDictPickle(std::span<const uint8_t> pickle, const std::string& name);

}  // namespace vitrine
