// What a reader finds in a file: which tensors there are, and where their elements lie. No tensor is made yet.
#pragma once

#include "core/weights/checkpoint.h"

namespace vitrine {

struct FileTensor {
    TensorInfo info;
    size_t begin = 0;  ///< byte of the first element, within the file
    int64_t span = 0;  ///< elements from the first to the last one, gaps included; all of them within the file
    Shape strides;     ///< in elements
};

struct FileContents {
    std::vector<FileTensor> tensors;
    std::map<std::string, std::string> metadata;
    std::string group;  ///< Checkpoint::group
};

}  // namespace vitrine
