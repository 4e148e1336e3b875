#include "core/weights/mapped_tensor.h"

#include "core/weights/dtype.h"

#include <ATen/ATen.h>

#include <cstring>

namespace vitrine {
namespace {

at::ScalarType scalarType(std::string_view dtype) {
    if (dtype == "float16")
        return at::kHalf;
    if (dtype == "bfloat16")
        return at::kBFloat16;
    return dtype == "float64" ? at::kDouble : at::kFloat;
}

}  // namespace

at::Tensor mappedTensor(std::shared_ptr<const MappedFile> file, const Region& region, const Shape& shape,
                        const Shape& strides) {
    const auto options = at::TensorOptions().dtype(scalarType(region.dtype)).device(at::kCPU);
    const auto itemsize = size_t(dtypeByName(region.dtype)->itemsize);
    if (region.numel == 0)
        return at::empty(shape, options);
    const uint8_t* first = file->bytes().data() + region.begin;
    if (reinterpret_cast<uintptr_t>(first) % itemsize != 0) {
        const at::Tensor copy = at::empty({region.numel}, options);
        std::memcpy(copy.data_ptr(), first, size_t(region.numel) * itemsize);
        return copy.as_strided(shape, strides);
    }
    return at::from_blob(
        const_cast<uint8_t*>(first), shape, strides, [file = std::move(file)](void*) {}, options);
}

}  // namespace vitrine
