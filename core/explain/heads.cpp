#include "core/explain/heads.h"

#include "core/explain/attention.h"
#include "core/explain/request.h"
#include "core/explain/stats.h"
#include "core/explain/tensor_map.h"
#include "core/model/torch_error.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace vitrine {

HeadGrid headGrid(const Capture& capture, const Query& query, Direction direction) {
    const c10::InferenceMode inference;
    completed(capture, {.method = "attention", .query = query});
    return withPlainErrors("all heads", [&] {
        std::vector<at::Tensor> lines;
        for (int layer = 0; layer < capture.layers(); ++layer)
            lines.push_back(attentionLines(capture, layer, query, direction));  // (H, N)
        const at::Tensor all = at::cat(lines);                                  // (L * H, N)
        HeadGrid grid{capture.layers(), capture.heads(), patchMaps(capture.data(), all), {}};
        grid.entropy_bits = toVector(entropyBits(all));  // (L * H)
        return grid;
    });
}

std::vector<float> headDistances(const Capture& capture, const Progress& progress) {
    const c10::InferenceMode inference;
    return withPlainErrors("distances", [&] {
        std::vector<float> all;
        for (int layer = 0; layer < capture.layers(); ++layer) {
            report(progress, layer, capture.layers());
            const std::vector<float> distances = toVector(distancesOf(capture.data(), layer));  // (H)
            all.insert(all.end(), distances.begin(), distances.end());
        }
        report(progress, capture.layers(), capture.layers());
        return all;
    });
}

}  // namespace vitrine
