// StateDict: tensors by name. For core/**/*.cpp alone (it includes ATen); headers forward-declare it.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <unordered_map>

namespace vitrine {

struct StateDict {
    std::unordered_map<std::string, at::Tensor> tensors;  ///< torchvision's names
    const at::Tensor& at(const std::string& name) const { return tensors.at(name); }
};

}  // namespace vitrine
