// conv_proj: one matrix applied to every patch, its rows drawn as little pictures.
#include "core/inspect/findings.h"

#include "core/image/preprocess.h"
#include "core/model/input_tensor.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace vitrine {

namespace {

/// The patches of an input in the order of the tokens. (rows * cols, 3·P·P)
at::Tensor patchesOf(const Input& input, int64_t patch) {
    const at::Tensor pixels = tensorOf(input)[0];                                   // (3, H, W)
    const at::Tensor cut = pixels.unfold(1, patch, patch).unfold(2, patch, patch);  // (3, rows, cols, P, P)
    return cut.permute({1, 2, 0, 3, 4}).reshape({-1, 3 * patch * patch});           // (rows * cols, 3·P·P)
}

/// Grey is 0, the largest weight reaches the end of its channel's range.
Image picture(const at::Tensor& filter, int patch) {  // (3·P·P)
    const std::vector<float> values = toVector(filter);
    float largest = 0;
    for (const float value : values)
        largest = std::max(largest, std::abs(value));
    Image image(patch, patch);
    const size_t area = size_t(patch) * size_t(patch);
    for (size_t i = 0; i < area; ++i)
        for (size_t channel = 0; channel < 3; ++channel) {
            const float value = largest > 0 ? values[channel * area + i] / largest : 0;
            image.pixels[i * 3 + channel] = uint8_t(std::lround(127.5F + 127.5F * value));
        }
    return image;
}

}  // namespace

FilterSet firstFilters(const at::Tensor& weight) {
    const at::Tensor flat = weight.to(at::kCPU, at::kFloat).flatten(1);  // (D, 3·P·P)
    const int64_t count = std::min<int64_t>(shownFilters, flat.size(0));
    return {false, int(flat.size(0)), int(weight.size(2)), flat.slice(0, 0, count), {}};
}

// The eigenvectors of the smaller of the two products: of (3·P·P)², or of D² for large patches.
FilterSet principalFilters(const at::Tensor& weight) {
    at::Tensor x = weight.to(at::kCPU, at::kDouble).flatten(1);  // (D, K = 3·P·P)
    x = x - x.mean(0);
    const bool byPixel = x.size(1) <= x.size(0);
    const auto [ascending, vectors] = at::linalg_eigh(byPixel ? at::matmul(x.mT(), x) : at::matmul(x, x.mT()));
    const int64_t count = std::min<int64_t>(shownFilters, ascending.size(0));
    const at::Tensor variance = ascending.flip(0).clamp_min(0);       // (min(D, K))
    at::Tensor components = vectors.flip(1).slice(1, 0, count).mT();  // (count, K or D)
    if (!byPixel)
        components = at::matmul(components, x);                                 // (count, K), not yet of length 1
    components = components / components.norm(2, {1}, true).clamp_min(1e-300);  // (count, K)
    const at::Tensor at_ = components.abs().argmax(1, true);                    // (count, 1)
    components = components * components.gather(1, at_).sign();                 // (count, K)
    const at::Tensor share = variance.slice(0, 0, count) / variance.sum().clamp_min(1e-300);
    return {true, int(x.size(0)), int(weight.size(2)), components.to(at::kFloat), toVector(share)};
}

Filters drawFilters(const FilterSet& set, const Input& input) {
    Filters filters{.principal = set.principal, .all = set.all, .share = set.share};
    const int rows = input.height / set.patch, cols = input.width / set.patch;
    const at::Tensor answers = at::matmul(set.vectors, patchesOf(input, set.patch).mT());  // (k, rows * cols)
    for (int64_t i = 0; i < set.vectors.size(0); ++i) {
        filters.pictures.push_back(picture(set.vectors[i], set.patch));
        filters.answers.push_back({rows, cols, toVector(answers[i])});
    }
    return filters;
}

}  // namespace vitrine
