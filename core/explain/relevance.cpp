#include "core/explain/relevance.h"

#include "core/explain/chain.h"
#include "core/explain/gradient.h"
#include "core/explain/rollout.h"
#include "core/explain/room.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <vector>

namespace vitrine {

namespace {

/// The matrices of all layers for one target, made by one descent from the last layer to the first; kept with the
/// capture as far as they find room there, so that the next query needs no gradient.
class Weighed {
public:
    /// From A * G of a layer, (H, N, N), what is kept of it: (some, N, N).
    using Fuse = at::Tensor (*)(const at::Tensor& weighed);

    Weighed(const Capture& capture, const MapRequest& request, MatrixCache& cache, Fuse fuse)
        : m_data(capture.data()),
          m_request(request),
          m_cache(cache),
          m_fuse(fuse),
          m_setting(settingOf(request.target)) {}

    /// Of the layers `lowest` and above.
    void prepare(int lowest, const Progress& progress) {
        m_matrices.assign(m_data.qk.size(), {});
        bool whole = true;
        for (size_t layer = size_t(lowest); layer < m_matrices.size(); ++layer) {
            m_matrices[layer] = m_cache.find(m_setting, int(layer));
            whole &= m_matrices[layer].defined();
        }
        if (whole)
            return;
        requireRoom(m_request.method, matricesOfGradient(matrixSizeOf(m_data)), m_data);
        const auto vit = m_data.model();
        descend(descentOf(m_data, *vit, m_request, progress), lowest, [this](const BlockGradient& block) {
            at::Tensor& matrices = m_matrices[size_t(block.layer)];
            matrices = m_fuse(block.attention[0] * block.attention_grad[0]);
            m_cache.keep(m_setting, block.layer, matrices);
        });
        vit->requireWholeFiles();
    }

    at::Tensor at(int layer, int which) const { return m_matrices[size_t(layer)][which]; }  // (N, N)

private:
    const Capture::Data& m_data;
    const MapRequest& m_request;
    MatrixCache& m_cache;
    Fuse m_fuse;
    std::string m_setting;
    std::vector<at::Tensor> m_matrices;  // by layer: (some, N, N)
};

/// I + M: what a layer does to the relevance gathered so far.
Weighed cheferOf(const Capture& capture, const MapRequest& request) {
    return {capture, request, capture.data().chefer, [](const at::Tensor& weighed) {
                const at::Tensor mean = at::relu(weighed).mean(0);  // (N, N)
                return (mean + at::eye(mean.size(0), mean.options())).unsqueeze(0);
            }};
}

Weighed gradRolloutOf(const Capture& capture, const MapRequest& request) {
    return {capture, request, capture.data().gradRollout, [](const at::Tensor& weighed) {
                std::vector<at::Tensor> fused;
                for (const Fusion fusion : fusions)
                    fused.push_back(at::relu(chooseHead(weighed, {-1, fusion})));
                return at::stack(fused);
            }};
}

Step cheferStep(const Weighed& weighed) {
    return [&weighed](int layer) { return weighed.at(layer, 0); };
}

/// Kept, too: hovering asks for the same ones again and again.
Step gradRolloutStep(const Capture::Data& data, const Weighed& weighed, const MapRequest& request, Fusion fusion) {
    const std::string setting = settingOf(request.target) + " discard " + std::to_string(request.discard);
    return [&data, &weighed, setting, fusion, discard = request.discard](int layer) {
        const int key = layer * int(fusions.size()) + int(fusion);
        at::Tensor step = data.gradRolloutSteps.find(setting, key);
        if (!step.defined()) {
            step = rolloutStep(weighed.at(layer, int(fusion)).clone(), discard, data.absent());
            data.gradRolloutSteps.keep(setting, key, step);
        }
        return step;
    };
}

Map mapOf(const Capture& capture, const Step& step, const MapRequest& request) {
    return patchMap(capture.data(), chainLine(capture.data(), step, request)[0]);
}

/// All layers.
MapSet aroundOf(const Capture& capture, const Step& step, const MapRequest& request) {
    MapSet set;
    set.byLayer = patchMaps(capture.data(), chainLines(capture.data(), step, request));
    set.map = set.byLayer[size_t(request.layers.last - 1)];
    return set;
}

}  // namespace

Map cheferMap(const Capture& capture, const MapRequest& request, const Progress& progress) {
    Weighed weighed = cheferOf(capture, request);
    weighed.prepare(request.layers.first, progress);
    return mapOf(capture, cheferStep(weighed), request);
}

MapSet cheferAround(const Capture& capture, const MapRequest& request, const Progress& progress) {
    Weighed weighed = cheferOf(capture, request);
    weighed.prepare(0, progress);
    return aroundOf(capture, cheferStep(weighed), request);
}

TokenMatrix cheferMatrix(const Capture& capture, const MapRequest& request, const Progress& progress) {
    Weighed weighed = cheferOf(capture, request);
    weighed.prepare(request.layers.first, progress);
    return chainMatrix(capture.data(), cheferStep(weighed), request, progress);
}

Map gradRolloutMap(const Capture& capture, const MapRequest& request, const Progress& progress) {
    Weighed weighed = gradRolloutOf(capture, request);
    weighed.prepare(request.layers.first, progress);
    return mapOf(capture, gradRolloutStep(capture.data(), weighed, request, request.head.fusion), request);
}

MapSet gradRolloutAround(const Capture& capture, const MapRequest& request, const Progress& progress) {
    Weighed weighed = gradRolloutOf(capture, request);
    weighed.prepare(0, progress);
    MapSet set = aroundOf(capture, gradRolloutStep(capture.data(), weighed, request, request.head.fusion), request);
    for (const Fusion fusion : fusions)
        set.byHead.push_back(mapOf(capture, gradRolloutStep(capture.data(), weighed, request, fusion), request));
    return set;
}

TokenMatrix gradRolloutMatrix(const Capture& capture, const MapRequest& request, const Progress& progress) {
    Weighed weighed = gradRolloutOf(capture, request);
    weighed.prepare(request.layers.first, progress);
    return chainMatrix(capture.data(), gradRolloutStep(capture.data(), weighed, request, request.head.fusion), request,
                       progress);
}

}  // namespace vitrine
