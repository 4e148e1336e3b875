// A restricted unpickler: reads the weights out of a pickle and executes nothing. About 40 opcodes and an allow-list of
// globals; what any other global would make is inert. Sizes, depth and the number of objects are bounded.
#pragma once

#include "core/weights/file_tensor.h"

#include <cstdint>
#include <functional>
#include <span>

namespace vitrine {

/// A tensor as the pickle describes it: a view on a storage.
struct PickledTensor {
    std::string name;
    std::string storage;  ///< its key: "0" is the zip's record data/0
    std::string dtype;    ///< "float32"
    int64_t storage_numel = 0;
    int64_t offset = 0;  ///< in elements
    Shape shape;
    Shape strides;  ///< in elements
};

struct PickledWeights {
    std::vector<PickledTensor> tensors;                  ///< in the dictionary's order
    std::string group;                                   ///< Checkpoint::group
    size_t end = 0;                                      ///< bytes, behind the pickle
    std::unordered_map<std::string, int64_t> itemsizes;  ///< bytes of an element, of every storage by its key
};

/// The weights in a pickle: its dictionary of tensors, or the best one of those that it holds (weights_group.h). Throws
/// Error (subject `name`).
PickledWeights readWeightsPickle(std::span<const uint8_t> pickle, const std::string& name);

/// Where a storage lies in the file.
struct StoragePlace {
    size_t begin = 0;
    uint64_t size = 0;  ///< bytes
};
/// Places for all tensors; `find` throws Error for a storage that is not there.
FileContents locate(PickledWeights weights, const std::string& name,
                    const std::function<StoragePlace(const std::string& storage)>& find);

}  // namespace vitrine
