#include "core/inside/head_figures.h"

#include "core/capture/capture_data.h"
#include "core/explain/heads.h"
#include "core/explain/room.h"
#include "core/explain/tensor_map.h"
#include "core/model/torch_error.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

namespace vitrine {

namespace {

/// The mean entropy of each head's rows. (H)
at::Tensor meanEntropies(const Capture::Data& data, int layer) {
    requireRoom("entropies", matricesOfAttention(data.heads()), data);
    const at::Tensor rows = data.attention(layer);                          // (H, N, N)
    const at::Tensor bits = -at::xlogy(rows, rows).sum(2) / std::log(2.0);  // (H, N)
    return at::matmul(bits, sharesOf(data, {0, data.num_tokens()}));        // (H)
}

}  // namespace

HeadFigures headFigures(const Capture& capture, const Progress& progress) {
    const c10::InferenceMode inference;
    const int layers = capture.layers();
    HeadFigures figures{layers, capture.heads(), {}, {}};
    figures.distance_px = headDistances(capture, [&](int done, int) { return !progress || progress(done, 2 * layers); });
    return withPlainErrors("entropies", [&] {
        for (int layer = 0; layer < layers; ++layer) {
            report(progress, layers + layer, 2 * layers);
            const std::vector<float> entropies = toVector(meanEntropies(capture.data(), layer));  // (H)
            figures.entropy_bits.insert(figures.entropy_bits.end(), entropies.begin(), entropies.end());
        }
        report(progress, 2 * layers, 2 * layers);
        return figures;
    });
}

}  // namespace vitrine
