#include "core/explain/input_maps.h"

#include "core/explain/gradient.h"
#include "core/explain/tensor_map.h"
#include "core/model/batch.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>

namespace vitrine {

namespace {

constexpr int igSteps = 32;

/// Sums over the pixels of each patch and the channels: (1, 3, H, W) -> a grid.
Map patchSums(const Capture::Data& data, const at::Tensor& pixels) {
    const at::Tensor sums = (at::avg_pool2d(pixels.to(at::kFloat).sum(1, /*keepdim=*/true), data.patch_size) *
                             double(data.patch_size * data.patch_size));  // (1, 1, rows, cols)
    return {data.rows, data.cols, toVector(sums), {}};
}

/// d target / d inputs, (B, 3, H, W), summed over the pictures.
at::Tensor summedGradient(const Capture::Data& data, const Vit& vit, const Target& target, const at::Tensor& inputs,
                          const std::function<void()>& pause) {
    Descent descent{vit, {}, data.change, data.readOut, target, /*wantsAttention=*/false, {}};
    descent.progress = [&pause](int, int) {
        pause();
        return true;
    };
    {
        const c10::InferenceMode off(false);
        const at::NoGradGuard plain;
        at::Tensor x = data.change.grafting(0, vit.embed(inputs));  // (B, N, D)
        descent.tokens.push_back(x);
        for (int layer = 0; layer < vit.config().num_layers; ++layer) {
            pause();
            x = runBlock(vit.config(), *vit.block(layer), x, data.change.of(layer));
            x = data.change.grafting(layer + 1, x);
            descent.tokens.push_back(x);
        }
    }
    const at::Tensor embedding = descend(descent, 0, [](const BlockGradient&) {});
    return inputGradient(vit, inputs, embedding).to(at::kFloat).sum(0, /*keepdim=*/true);
}

at::Tensor blackPicture(const Capture::Data& data) {
    return fillPicture(data.input, Fill::Black, data.black, data.patch_size);
}

}  // namespace

Map inputGradMap(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const Capture::Data& data = capture.data();
    const auto vit = data.model();
    Descent descent = descentOf(data, *vit, request, progress);
    descent.wantsAttention = false;
    const at::Tensor embedding = descend(descent, 0, [](const BlockGradient&) {});
    const at::Tensor gradient = inputGradient(*vit, data.input, embedding);  // (1, 3, H, W)
    vit->requireWholeFiles();
    return patchSums(data, (data.input.to(at::kFloat) * gradient.to(at::kFloat)).abs());
}

Map igMap(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const Capture::Data& data = capture.data();
    const auto vit = data.model();
    const at::Tensor black = blackPicture(data), way = data.input - black;  // (1, 3, H, W)
    at::Tensor sum = at::zeros_like(way, at::kFloat);
    const int step = int(std::min<int64_t>(batchSize(*vit), igSteps));
    for (int first = 0; first < igSteps; first += step) {
        report(progress, first, igSteps);
        const int count = std::min(step, igSteps - first);
        const at::Tensor share =
            ((at::arange(count, at::TensorOptions(at::kFloat)) + (first + 0.5)) / igSteps).to(way.options());
        // Within a batch too one may stop.
        sum += summedGradient(data, *vit, request.target, black + share.view({count, 1, 1, 1}) * way,
                              [&] { report(progress, first, igSteps); });
    }
    const at::Tensor values = way.to(at::kFloat) * sum / igSteps;  // (1, 3, H, W)
    Map map = patchSums(data, values);
    const at::Tensor ends =
        valueOf(request.target, logitsOf(*vit, at::cat({data.input, black}), {}, data.change));  // (2)
    map.completeness_error = (values.sum() - (ends[0] - ends[1])).item<float>();
    vit->requireWholeFiles();
    return map;
}

Map occlusionMap(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const Capture::Data& data = capture.data();
    const auto vit = data.model();
    const int patches = data.rows * data.cols;
    const at::Tensor black = blackPicture(data);
    const at::Tensor all = at::eye(patches, data.input.options().dtype(at::kBool));
    std::vector<at::Tensor> values;
    const int step = int(batchSize(*vit));
    for (int first = 0; first < patches; first += step) {
        report(progress, first, patches);
        const at::Tensor pixels = patchPixels(all.slice(0, first, first + step), data.rows, data.cols, data.patch_size);
        values.push_back(valueOf(request.target, logitsOf(*vit, at::where(pixels, black, data.input), {}, data.change)));
    }
    const at::Tensor whole = valueOf(request.target, logitsOf(*vit, data.input, {}, data.change));  // (1)
    vit->requireWholeFiles();
    at::Tensor lost = whole - at::cat(values);  // (patches)
    if (data.absent().defined())                // nothing stands there to be hidden, but for another order of adding
        lost = lost.masked_fill(data.absent().narrow(0, data.prefix, patches), 0);
    return {data.rows, data.cols, toVector(lost), {}};
}

Map randomMap(const Capture& capture, const MapRequest& request, const Progress&) {
    const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(request.seed);
    const at::Tensor values =
        at::rand({int64_t(capture.rows()) * capture.cols()}, generator, at::TensorOptions(at::kFloat));
    return {capture.rows(), capture.cols(), toVector(values), {}};
}

Map centreMap(const Capture& capture, const MapRequest&, const Progress&) {
    Map map{capture.rows(), capture.cols(), {}, {}};
    const double y = (map.rows - 1) / 2.0, x = (map.cols - 1) / 2.0, farthest = std::max(std::hypot(y, x), 1e-9);
    for (int row = 0; row < map.rows; ++row)
        for (int col = 0; col < map.cols; ++col)
            map.values.push_back(float(1 - std::hypot(row - y, col - x) / farthest));
    return map;
}

}  // namespace vitrine
