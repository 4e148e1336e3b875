// A tensor that lies in a mapped file. For core/weights/*.cpp alone.
#pragma once

#include "core/weights/mapped_file.h"

#include "core/model/module_tree.h"

#include <ATen/core/Tensor.h>

#include <string_view>

namespace vitrine {

/// Elements of one dtype in a row within a file.
struct Region {
    size_t begin = 0;   ///< first byte, within the file
    int64_t numel = 0;  ///< the reader has checked that they all lie within the file
    std::string_view dtype;
};

/// The tensor of `shape` and `strides` (in elements, within the region) over the mapping, which it keeps alive. Where
/// the file does not align the elements, over a copy of the region.
at::Tensor mappedTensor(std::shared_ptr<const MappedFile> file, const Region& region, const Shape& shape,
                        const Shape& strides);

}  // namespace vitrine
