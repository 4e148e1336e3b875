// What the readers share: the element types of files, sizes that are checked, names that are safe to print.
#pragma once

#include "core/model/module_tree.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine {

struct DtypeInfo {
    std::string_view name;         ///< torch's: "float32"
    std::string_view safetensors;  ///< "F32"
    std::string_view storage;      ///< the class in a pickle, within module torch: "FloatStorage"; empty where none
    int64_t itemsize = 0;          ///< bytes
};

/// nullptr when there is no such type.
const DtypeInfo* dtypeByName(std::string_view name);
const DtypeInfo* dtypeBySafetensors(std::string_view code);
const DtypeInfo* dtypeByStorage(std::string_view storage);

/// The number of elements; nothing when a size is negative, or when the product overflows even with its zeros taken
/// as ones (strides are such products too).
std::optional<int64_t> checkedNumel(const Shape& shape);

/// A name from a file as it may be shown: control characters and broken UTF-8 as '?', cut off after `longest` bytes.
std::string printable(std::string_view text, size_t longest = 80);

}  // namespace vitrine
