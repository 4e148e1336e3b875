#include "core/weights/infer.h"

#include "core/model/module_tree.h"
#include "core/model/state_dict.h"
#include "core/weights/checkpoint.h"
#include "core/weights/names.h"
#include "core/weights/sizes.h"

#include <ATen/ATen.h>

namespace vitrine {
namespace {

/// Positions of another grid, in float32; those of the prefix stay. (1, T + rows * cols, D)
at::Tensor resamplePositions(const at::Tensor& positions, const VitConfig& from, const VitConfig& to) {
    const at::Tensor all = positions.to(at::kFloat);  // (1, T + rows * cols, D) of `from`
    const int64_t T = from.position_prefix, D = all.size(2);
    const std::vector<int64_t> size{to.rows(), to.cols()};
    const at::Tensor grid = all.slice(1, T).permute({0, 2, 1}).reshape({1, D, from.rows(), from.cols()});
    at::Tensor moved;  // (1, D, rows, cols)
    switch (to.resampling) {
    case PositionResampling::Torchvision: moved = at::upsample_bicubic2d(grid, size, /*align_corners=*/true); break;
    case PositionResampling::Timm: moved = at::_upsample_bicubic2d_aa(grid, size, /*align_corners=*/false); break;
    case PositionResampling::HuggingFace: moved = at::upsample_bicubic2d(grid, size, /*align_corners=*/false); break;
    case PositionResampling::Dino: {
        constexpr double offset = 0.1;  // https://github.com/facebookresearch/dino/issues/8
        moved = at::upsample_bicubic2d(grid, size, /*align_corners=*/false, (to.rows() + offset) / from.rows(),
                                       (to.cols() + offset) / from.cols());
        break;
    }
    }
    const at::Tensor patches = moved.flatten(2).permute({0, 2, 1});  // (1, rows * cols, D)
    return at::cat({all.slice(1, 0, T), patches}, 1);
}

/// The file's tensor, or its parts in one, in our shape.
at::Tensor read(const Checkpoint& checkpoint, const NamedTensor& tensor) {
    if (tensor.parts.size() == 1)
        return checkpoint.tensor(tensor.parts.front()->name).reshape(tensor.shape);
    std::vector<at::Tensor> parts;
    for (const TensorInfo* part : tensor.parts)
        parts.push_back(checkpoint.tensor(part->name));
    return at::cat(parts);
}

}  // namespace

StateDict readStateDict(std::shared_ptr<const Checkpoint> checkpoint, const VitConfig& config) {
    const std::string subject = checkpoint->path().string();
    const NamedTensors named = inOurNames(*checkpoint);
    StateDict result;
    for (const Parameter& parameter : stateDict(buildTree(config))) {
        const auto found = named.tensors.find(parameter.name);
        if (found == named.tensors.end())
            throw Error(subject, "has no tensor " + theirName(*named.family, parameter.name));
        at::Tensor tensor = read(*checkpoint, found->second);
        if (found->second.shape == parameter.shape)
            result.tensors.emplace(parameter.name, std::move(tensor));
        else if (const VitConfig own = trainedConfig(*checkpoint, named); parameter.name == "encoder.pos_embedding" &&
                                                                          own.hidden_dim == config.hidden_dim &&
                                                                          own.position_prefix == config.position_prefix)
            result.tensors.emplace(parameter.name, resamplePositions(tensor, own, config));
        else
            throw Error(subject, parameter.name + " is " + shapeText(found->second.shape) + " instead of " +
                                     shapeText(parameter.shape));
    }
    return result;
}

}  // namespace vitrine
