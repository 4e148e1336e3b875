#include "core/weights/infer.h"

#include "core/model/module_tree.h"
#include "core/model/state_dict.h"
#include "core/weights/checkpoint.h"
#include "core/weights/dtype.h"
#include "core/weights/names.h"

#include <ATen/ATen.h>

#include <cmath>

namespace vitrine {
namespace {

/// torchvision.models.vision_transformer.interpolate_embeddings, in float32. The class token's position stays.
at::Tensor resamplePositions(const at::Tensor& positions, int64_t side) {
    const at::Tensor all = positions.to(at::kFloat);  // (1, 1 + s*s, D)
    const int64_t tokens = all.size(1) - 1, width = all.size(2);
    const auto old = int64_t(std::lround(std::sqrt(double(tokens))));
    const at::Tensor grid = all.slice(1, 1).permute({0, 2, 1}).reshape({1, width, old, old});     // (1, D, s, s)
    const at::Tensor moved = at::upsample_bicubic2d(grid, {side, side}, /*align_corners=*/true);  // (1, D, side, side)
    const at::Tensor patches = moved.reshape({1, width, side * side}).permute({0, 2, 1});         // (1, side*side, D)
    return at::cat({all.slice(1, 0, 1), patches}, 1);  // (1, 1 + side*side, D)
}

bool isOtherGrid(const Parameter& parameter, const Shape& found) {
    if (parameter.name != "encoder.pos_embedding" || found.size() != 3 || found[0] != 1 ||
        found[2] != parameter.shape[2] || found[1] < 2)
        return false;
    const auto side = int64_t(std::lround(std::sqrt(double(found[1] - 1))));
    return side * side == found[1] - 1;
}

}  // namespace

StateDict readStateDict(std::shared_ptr<const Checkpoint> checkpoint, const VitConfig& config) {
    const NamedTensors names = byTorchvisionName(*checkpoint);
    StateDict result;
    for (const Parameter& parameter : stateDict(buildTree(config))) {
        const auto found = names.find(parameter.name);
        if (found == names.end())
            throw Error(checkpoint->path().string(), "has no tensor " + parameter.name);
        const at::Tensor tensor = checkpoint->tensor(found->second->name);
        if (found->second->shape == parameter.shape)
            result.tensors.emplace(parameter.name, tensor);
        else if (isOtherGrid(parameter, found->second->shape))
            result.tensors.emplace(parameter.name, resamplePositions(tensor, config.grid()));
        else
            throw Error(checkpoint->path().string(), parameter.name + " is " + shapeText(found->second->shape) +
                                                         " instead of " + shapeText(parameter.shape));
    }
    return result;
}

}  // namespace vitrine
