#include "core/explain/attention.h"

#include "core/explain/tensor_map.h"

#include <ATen/ATen.h>

#include <cmath>

namespace vitrine {

at::Tensor attentionRows(const Capture& capture, int layer, const Query& query) {
    const Capture::Data& data = capture.data();
    const at::Tensor& qk = data.qk[size_t(layer)];                                              // (2, H, N, d)
    const at::Tensor q = qk[0].select(1, tokenOf(data, query)).to(at::kFloat).unsqueeze(2);     // (H, d, 1)
    const at::Tensor scores = at::bmm(data.key(layer), q / std::sqrt(double(q.size(1))));       // (H, N, 1)
    return at::softmax(scores.squeeze(2), 1);                                                   // (H, N)
}

Map attentionMap(const Capture& capture, const MapRequest& request) {
    return patchMap(capture.data(), chooseHead(attentionRows(capture, request.layer, request.query), request.head));
}

MapSet attentionAround(const Capture& capture, const MapRequest& request) {
    std::vector<at::Tensor> byLayer, byHead;
    for (int layer = 0; layer < capture.layers(); ++layer) {
        const at::Tensor rows = attentionRows(capture, layer, request.query);  // (H, N)
        byLayer.push_back(chooseHead(rows, request.head));                     // (N)
        if (layer != request.layer)
            continue;
        for (const Fusion fusion : {Fusion::Mean, Fusion::Max, Fusion::Min})
            byHead.push_back(chooseHead(rows, {-1, fusion}));
        for (int head = 0; head < capture.heads(); ++head)
            byHead.push_back(rows[head]);
    }
    MapSet set;
    set.byLayer = patchMaps(capture.data(), at::stack(byLayer));
    set.byHead = patchMaps(capture.data(), at::stack(byHead));
    set.map = set.byLayer[size_t(request.layer)];
    return set;
}

}  // namespace vitrine
