#include "core/explain/rollout.h"

#include "core/explain/chain.h"
#include "core/explain/room.h"

#include <ATen/ATen.h>

#include <array>

namespace vitrine {

at::Tensor rolloutStep(at::Tensor fused, double discard, const at::Tensor& absent) {
    if (discard > 0 && absent.defined()) {
        const at::Tensor present = absent.logical_not().nonzero().squeeze(1);  // (N')
        const at::Tensor step = at::eye(fused.size(0), fused.options());
        return step.index_put_({present.unsqueeze(1), present},
                               rolloutStep(fused.index_select(0, present).index_select(1, present), discard, {}));
    }
    const auto lowest = int64_t(double(fused.numel()) * discard);
    if (lowest > 0) {
        at::Tensor flat = fused.view(-1);  // (N * N)
        const at::Tensor index = std::get<1>(at::topk(flat, lowest, 0, /*largest=*/false, /*sorted=*/false));
        const at::Tensor first = flat[0].clone();
        flat.index_fill_(0, index, 0);
        flat[0].copy_(first);  // vit-explain keeps the class token's attention to itself, whatever it is
    }
    fused = fused + at::eye(fused.size(0), fused.options());  // (N, N)
    return fused / fused.sum(1, /*keepdim=*/true);            // (N, N), rows sum to 1
}

namespace {

/// What one layer does to the rollout.
at::Tensor stepOf(const Capture::Data& data, const at::Tensor& attention, Fusion fusion, double discard) {
    return rolloutStep(chooseHead(attention, {-1, fusion}), discard, data.absent());
}

/// The steps of one capture, kept in its cache: hovering asks for the same ones again and again.
class Steps {
public:
    Steps(const Capture::Data& data, double discard)
        : m_data(data), m_discard(discard), m_setting("rollout discard " + std::to_string(discard)) {}

    at::Tensor at(int layer, Fusion fusion) const {
        const int key = layer * int(fusions.size()) + int(fusion);
        at::Tensor step = m_data.rollout.find(m_setting, key);
        if (!step.defined()) {
            step = stepOf(m_data, attention(layer), fusion, m_discard);
            m_data.rollout.keep(m_setting, key, step);
        }
        return step;
    }

    /// All fusions of a layer from one attention matrix.
    void prepare(int layer) const {
        at::Tensor all;
        for (const Fusion fusion : fusions) {
            const int key = layer * int(fusions.size()) + int(fusion);
            if (m_data.rollout.find(m_setting, key).defined())
                continue;
            if (!all.defined())
                all = attention(layer);  // (H, N, N)
            m_data.rollout.keep(m_setting, key, stepOf(m_data, all, fusion, m_discard));
        }
    }

private:
    at::Tensor attention(int layer) const {  // (H, N, N)
        requireRoom("rollout", matricesOfStep(m_data.heads(), m_discard), m_data);
        return m_data.attention(layer);
    }

    const Capture::Data& m_data;
    double m_discard;
    std::string m_setting;
};

Step stepsOf(const Steps& steps, Fusion fusion) {
    return [&steps, fusion](int layer) { return steps.at(layer, fusion); };
}

}  // namespace

Map rolloutMap(const Capture& capture, const MapRequest& request, const Progress&) {
    const Capture::Data& data = capture.data();
    const Steps steps(data, request.discard);
    return patchMap(data, chainLine(data, stepsOf(steps, request.head.fusion), request)[0]);
}

TokenMatrix rolloutMatrix(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const Capture::Data& data = capture.data();
    const Steps steps(data, request.discard);
    return chainMatrix(data, stepsOf(steps, request.head.fusion), request, progress);
}

MapSet rolloutAround(const Capture& capture, const MapRequest& request, const Progress&) {
    const Capture::Data& data = capture.data();
    const Steps steps(data, request.discard);
    for (int layer = 0; layer < capture.layers(); ++layer)
        steps.prepare(layer);
    std::vector<at::Tensor> byHead;
    for (const Fusion fusion : fusions)
        byHead.push_back(chainLine(data, stepsOf(steps, fusion), request)[0]);  // (N)
    MapSet set;
    set.byLayer = patchMaps(data, chainLines(data, stepsOf(steps, request.head.fusion), request));
    set.byHead = patchMaps(data, at::stack(byHead));
    set.map = set.byHead[size_t(request.head.fusion)];
    return set;
}

}  // namespace vitrine
