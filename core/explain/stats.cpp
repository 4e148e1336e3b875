// How far and how widely heads look.
#include "core/explain/stats.h"

#include "core/explain/attention.h"
#include "core/explain/request.h"
#include "core/explain/room.h"
#include "core/explain/tensor_map.h"
#include "core/model/torch_error.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

namespace vitrine {

namespace {

/// Distances between patches in pixels. (P, P)
at::Tensor patchDistances(const Capture::Data& data, const at::TensorOptions& options) {
    const at::Tensor row = at::arange(data.rows, options), col = at::arange(data.cols, options);
    const at::Tensor y = row.unsqueeze(1).expand({data.rows, data.cols}).reshape({-1, 1});  // (P, 1)
    const at::Tensor x = col.unsqueeze(0).expand({data.rows, data.cols}).reshape({-1, 1});  // (P, 1)
    return at::hypot(y - y.mT(), x - x.mT()) * data.patch_size;                             // (P, P)
}

}  // namespace

at::Tensor entropyBits(const at::Tensor& lines) {
    const at::Tensor shares =
        lines / lines.sum(1, /*keepdim=*/true).clamp_min(1e-30);  // (n, N); a line of zeros has 0 bits
    return -at::xlogy(shares, shares).sum(1) / std::log(2.0);     // (n)
}

at::Tensor distancesOf(const Capture::Data& data, int layer) {
    at::Tensor distances = data.distances.find("", layer);
    if (!distances.defined()) {
        requireRoom("distances", matricesOfDistances(data.heads()), data);
        const at::Tensor patches = data.attention(layer).slice(1, data.prefix).slice(2, data.prefix);  // (H, P, P)
        const at::Tensor weighted = (patches * patchDistances(data, patches.options())).sum(2);        // (H, P)
        const Askers asking{data.prefix, data.rows * data.cols};
        distances = at::matmul((weighted / patches.sum(2)).nan_to_num(), sharesOf(data, asking)).cpu();  // (H)
        data.distances.keep("", layer, distances);
    }
    return distances;
}

AttentionStats attentionStats(const Capture& capture, int layer, HeadChoice head, Query query, Direction direction) {
    const c10::InferenceMode inference;
    const MapRequest request = completed(capture, {.method = "attention", .layer = layer, .head = head, .query = query});
    const at::Tensor lines = attentionLines(capture, request.layer, query, direction);  // (H, N)
    const at::Tensor entropy = entropyBits(lines);                                      // (H)
    const auto figure = [&](const at::Tensor& byHead) {
        return (head.head >= 0 ? byHead[head.head] : byHead.mean()).item<double>();
    };
    AttentionStats stats{figure(entropy), std::nan("")};
    try {
        stats.distance_px =
            withPlainErrors("distances", [&] { return figure(distancesOf(capture.data(), request.layer)); });
    } catch (const Error&) {  // no room for all queries at once: NaN, the rest is worth showing all the same
    }
    return stats;
}

}  // namespace vitrine
