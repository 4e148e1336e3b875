#include "core/model/state_dict.h"

#include "core/error.h"
#include "core/model/module_tree.h"
#include "core/text.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <set>

namespace vitrine {

namespace {

Shape shapeOf(const at::Tensor& tensor) { return tensor.sizes().vec(); }

}  // namespace

void requireExactly(const std::string& subject, const std::vector<Parameter>& expected, const StateDict& weights) {
    std::vector<std::string> missing, unexpected, shapes;
    std::set<std::string> known;
    for (const Parameter& parameter : expected) {
        known.insert(parameter.name);
        const auto found = weights.tensors.find(parameter.name);
        if (found == weights.tensors.end())
            missing.push_back(parameter.name);
        else if (shapeOf(found->second) != parameter.shape)
            shapes.push_back(parameter.name + " is " + shapeText(shapeOf(found->second)) + " instead of " +
                             shapeText(parameter.shape));
    }
    for (const auto& [name, tensor] : weights.tensors)
        if (!known.contains(name))
            unexpected.push_back(name);
    std::sort(unexpected.begin(), unexpected.end());

    std::string why;
    const auto say = [&why](const char* what, const std::vector<std::string>& names) {
        if (!names.empty())
            why += (why.empty() ? "" : "; ") + std::string(what) + someOf(names, 4);
    };
    say("missing: ", missing);
    say("unexpected: ", unexpected);
    say("another shape: ", shapes);
    if (!why.empty())
        throw Error(subject, "these weights are not this model's. " + why);
}

}  // namespace vitrine
