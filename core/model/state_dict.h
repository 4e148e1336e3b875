// StateDict: tensors by name. For core/**/*.cpp alone (it includes ATen); headers forward-declare it.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <unordered_map>
#include <vector>

namespace vitrine {

struct Parameter;

struct StateDict {
    std::unordered_map<std::string, at::Tensor> tensors;  ///< torchvision's names
    const at::Tensor& at(const std::string& name) const { return tensors.at(name); }
};

/// Throws Error where the tensors are not exactly those of the tree: what is missing, unexpected, of another shape.
void requireExactly(const std::string& subject, const std::vector<Parameter>& expected, const StateDict& weights);

}  // namespace vitrine
