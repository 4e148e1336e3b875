#include "core/model/pass_change.h"

#include "core/capture/capture_data.h"
#include "core/error.h"
#include "core/model/intervention_check.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>

namespace vitrine {

namespace {

int64_t patchIndex(const VitConfig& config, const Cell& patch) {
    return int64_t(patch.row) * config.cols() + patch.col;
}

void switchOff(const VitConfig& config, const Off& off, BlockChange& change, const at::TensorOptions& like) {
    if (off.part != Part::Head) {
        (off.part == Part::Attention ? change.attention : change.mlp) = off.by;
        return;
    }
    if (!change.keep.defined()) {
        change.keep = at::ones({1, config.num_heads, 1, 1}, like);
        change.mean = at::zeros({1, config.num_heads, 1, 1}, like);
    }
    change.keep[0][off.head].fill_(0);
    change.mean[0][off.head].fill_(off.by == Silence::Mean ? 1 : 0);
}

void drop(const VitConfig& config, const std::vector<Cell>& patches, PassChange& pass, const at::TensorOptions& like) {
    at::Tensor absent = at::zeros({config.num_tokens()}, like.dtype(at::kBool));
    for (const Cell& patch : patches)
        absent[config.prefix() + patchIndex(config, patch)].fill_(true);
    pass.present = absent.slice(0, config.prefix()).logical_not().to(at::kFloat);
    const bool readsPatches = config.pooling == Pooling::PatchMean || config.pooling == Pooling::ClassAndPatchMean;
    if (pass.present.sum().item<float>() == 0 && (readsPatches || !config.class_token))
        throw UsageError("all patches are dropped", "this model reads its answer from them: leave one at least");
    for (BlockChange& block : pass.blocks)
        block.absent = absent;
}

void graft(const VitConfig& config, const Graft& graft, const Capture* donor, PassChange& pass,
           const at::TensorOptions& like) {
    if (!donor || donor->num_tokens() != config.num_tokens() || donor->layers() != config.num_layers)
        throw UsageError("tokens of another picture", "that picture has to be run through the same model first");
    pass.graft = graft.index;
    pass.donor = donor->data().tokens[size_t(graft.index)].to(like);
    pass.grafted = at::full({config.num_tokens()}, graft.patches.empty(), like.dtype(at::kBool));
    for (const Cell& patch : graft.patches)
        pass.grafted[config.prefix() + patchIndex(config, patch)].fill_(true);
}

}  // namespace

const BlockChange& PassChange::of(int layer) const {
    static const BlockChange nothing;
    return blocks.empty() ? nothing : blocks.at(size_t(layer));
}

at::Tensor PassChange::grafting(int index, const at::Tensor& tokens) const {
    return index == graft ? at::where(grafted.unsqueeze(1), donor, tokens) : tokens;
}

PassChange passChange(const VitConfig& config, const Intervention& intervention, const Capture* donor,
                      const at::TensorOptions& like) {
    const c10::InferenceMode normal(false);  // the gradient methods will run through these
    const at::NoGradGuard plain;
    requireThere(config, intervention);
    PassChange pass;
    const bool drops = intervention.fill == Fill::Drop && !intervention.masked.empty();
    if (drops || !intervention.off.empty())
        pass.blocks.resize(size_t(config.num_layers));
    if (drops)
        drop(config, intervention.masked, pass, like);
    for (const Off& off : intervention.off)
        switchOff(config, off, pass.blocks[size_t(off.layer)], like);
    if (intervention.graft)
        graft(config, *intervention.graft, donor, pass, like);
    return pass;
}

at::Tensor fillPicture(const at::Tensor& input, Fill fill, const std::array<float, 3>& black, int patch_size) {
    switch (fill) {
    case Fill::Mean: return input.mean({2, 3}, /*keepdim=*/true).expand_as(input);
    case Fill::Blur: {
        const double sigma = patch_size / 2.0;
        const int64_t radius = int64_t(std::ceil(3 * sigma));
        const at::Tensor x = at::arange(-radius, radius + 1, input.options().dtype(at::kFloat));
        at::Tensor kernel = at::exp(-x * x / (2 * sigma * sigma));
        kernel = (kernel / kernel.sum()).to(input.scalar_type());
        const at::Tensor padded = at::replication_pad2d(input, {radius, radius, radius, radius}).transpose(0, 1);
        const at::Tensor rows = at::conv2d(padded, kernel.view({1, 1, 1, -1}));
        return at::conv2d(rows, kernel.view({1, 1, -1, 1})).transpose(0, 1);
    }
    case Fill::Black:
    case Fill::Drop: break;
    }
    return at::tensor(at::ArrayRef<float>(black.data(), 3), at::kFloat)
        .to(input.options())
        .view({1, 3, 1, 1})
        .expand_as(input);
}

at::Tensor patchPixels(const at::Tensor& patches, int rows, int cols, int patch_size) {
    const int64_t n = patches.size(0), P = patch_size;
    return patches.view({n, 1, rows, 1, cols, 1}).expand({n, 1, rows, P, cols, P}).reshape({n, 1, rows * P, cols * P});
}

}  // namespace vitrine
