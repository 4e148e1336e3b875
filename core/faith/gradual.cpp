#include "core/faith/gradual.h"

#include "core/model/batch.h"
#include "core/model/vit.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <limits>

namespace vitrine {

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

/// The place of each value in this order: the inverse of the permutation.
at::Tensor placesIn(const std::vector<int>& order) {
    std::vector<int64_t> places(order.size());
    for (size_t i = 0; i < order.size(); ++i)
        places[size_t(order[i])] = int64_t(i);
    return at::tensor(places);
}

double areaUnder(const Curve& curve) {
    double area = 0;
    for (size_t i = 1; i < curve.values.size(); ++i)
        area += double(curve.shares[i] - curve.shares[i - 1]) * double(curve.values[i] + curve.values[i - 1]) / 2;
    return area;
}

void append(Curve& curve, const at::Tensor& values) {
    const std::vector<float> numbers = toVector(values);
    curve.values.insert(curve.values.end(), numbers.begin(), numbers.end());
}

}  // namespace

at::Tensor turnsByPatch(const Capture::Data& data, const Map& map) {
    std::vector<float> values = map.values;
    for (size_t i = 0; i < values.size(); ++i)
        if (!map.dropped.empty() && map.dropped[i])
            values[i] = -infinity;
    const at::Tensor places = placesIn(descending(values)).unsqueeze(0);  // (1, rows * cols)
    return patchPixels(places, data.rows, data.cols, data.patch_size).to(data.input.device());
}

at::Tensor turnsByPixel(const Capture::Data& data, const Map& map, bool ascending) {
    at::Tensor large = at::tensor(map.bridged()).view({1, 1, map.rows, map.cols});
    large = at::upsample_bilinear2d(large, data.input.sizes().slice(2), /*align_corners=*/false);  // (1, 1, H, W)
    if (ascending)
        large = -large;
    if (!map.dropped.empty()) {
        const std::vector<float> dropped(map.dropped.begin(), map.dropped.end());
        large = large.masked_fill(
            patchPixels(at::tensor(dropped).unsqueeze(0), data.rows, data.cols, data.patch_size) > 0, -infinity);
    }
    const std::vector<float> values = toVector(large);
    return placesIn(descending(values)).view(large.sizes()).to(data.input.device());
}

GradualRun::GradualRun(const Capture::Data& data, const Vit& vit, int of, const Progress& progress, int total)
    : m_data(data), m_vit(vit), m_of(of), m_progress(progress), m_total(total) {}

void GradualRun::run(const Gradual& gradual, Curve& probability, Curve* top1, double scale,
                     const std::function<void()>& grown) {
    const at::Tensor turned = at::tensor(gradual.turned).view({-1, 1, 1, 1}).to(gradual.turns.device());
    const int64_t step = batchSize(m_vit);
    for (int64_t first = 0; first < turned.size(0); first += step) {
        report(m_progress, m_done, m_total);
        const at::Tensor isTurned = gradual.turns < turned.slice(0, first, first + step);  // (B, 1, H, W)
        const at::Tensor pictures = at::where(isTurned, gradual.after, gradual.before);    // (B, 3, H, W)
        const at::Tensor logits = logitsOf(m_vit, pictures, {}, m_data.change);            // (B, C)
        append(probability, at::softmax(logits, 1).select(1, m_of));
        if (top1)
            append(*top1, (logits.select(1, m_of) >= logits.amax(1)).to(at::kFloat));
        m_done += int(pictures.size(0));
        if (probability.whole()) {
            probability.auc = scale * areaUnder(probability);
            if (top1)
                top1->auc = scale * areaUnder(*top1);
        }
        grown();
    }
    report(m_progress, m_done, m_total);
}

}  // namespace vitrine
