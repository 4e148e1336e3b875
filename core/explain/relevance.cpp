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
    /// From A * G of a layer, (H, N, N), what is kept of it: some of (N, N).
    using Fuse = std::vector<at::Tensor> (*)(const at::Tensor& weighed);

    Weighed(const Capture& capture, const MapRequest& request, MatrixCache& cache, Fuse fuse)
        : m_data(capture.data()),
          m_request(request),
          m_cache(cache),
          m_fuse(fuse),
          m_setting(settingOf(request.target)) {}

    /// Of the layers `lowest` and above.
    void prepare(int lowest, const Progress& progress) {
        const int layers = int(m_data.qk.size());
        m_matrices.assign(size_t(layers), {});
        if (isKept(lowest))
            return;
        requireRoom(m_request.method, matricesOfGradient(matrixSizeOf(m_data)), m_data);
        const auto vit = m_data.model();
        descend(descentOf(m_data, *vit, m_request, progress), lowest, [this](const BlockGradient& block) {
            auto& matrices = m_matrices[size_t(block.layer)];
            matrices = m_fuse(block.attention[0] * block.attention_grad[0]);  // (N, N)
            for (size_t i = 0; i < matrices.size(); ++i)
                m_cache.keep(m_setting, key(block.layer, int(i)), matrices[i]);
        });
        vit->requireWholeFiles();
    }

    const at::Tensor& at(int layer, int which) const { return m_matrices[size_t(layer)].at(size_t(which)); }

private:
    static int key(int layer, int which) { return layer * 3 + which; }

    bool isKept(int lowest) {
        for (size_t layer = size_t(lowest); layer < m_matrices.size(); ++layer)
            for (int i = 0; i < 3; ++i)
                if (const at::Tensor kept = m_cache.find(m_setting, key(int(layer), i)); kept.defined())
                    m_matrices[layer].push_back(kept);
        const size_t whole = m_matrices.back().size();
        return whole > 0 && std::all_of(m_matrices.begin() + lowest, m_matrices.end(),
                                        [&](const auto& layer) { return layer.size() == whole; });
    }

    const Capture::Data& m_data;
    const MapRequest& m_request;
    MatrixCache& m_cache;
    Fuse m_fuse;
    std::string m_setting;
    std::vector<std::vector<at::Tensor>> m_matrices;  // by layer
};

constexpr std::array fusions{Fusion::Mean, Fusion::Max, Fusion::Min};

Weighed cheferOf(const Capture& capture, const MapRequest& request) {
    return {capture, request, capture.data().chefer,
            [](const at::Tensor& weighed) { return std::vector{at::relu(weighed).mean(0)}; }};
}

Weighed gradRolloutOf(const Capture& capture, const MapRequest& request) {
    return {capture, request, capture.data().gradRollout, [](const at::Tensor& weighed) {
                std::vector<at::Tensor> fused;
                for (const Fusion fusion : fusions)
                    fused.push_back(at::relu(chooseHead(weighed, {-1, fusion})));
                return fused;
            }};
}

Step cheferStep(const Weighed& weighed) {
    return [&weighed](int layer) {
        const at::Tensor& matrix = weighed.at(layer, 0);  // (N, N)
        return matrix + at::eye(matrix.size(0), matrix.options());
    };
}

Step gradRolloutStep(const Weighed& weighed, Fusion fusion, double discard) {
    return
        [&weighed, fusion, discard](int layer) { return rolloutStep(weighed.at(layer, int(fusion)).clone(), discard); };
}

Map mapOf(const Capture& capture, const Step& step, const MapRequest& request) {
    return patchMap(capture.data(), chainLine(capture.data(), step, request)[0]);
}

/// All layers.
MapSet aroundOf(const Capture& capture, const Step& step, const MapRequest& request) {
    MapSet set;
    set.byLayer = patchMaps(capture.data(), chainLines(capture.data(), step, request));
    set.map = mapOf(capture, step, request);
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
    return mapOf(capture, gradRolloutStep(weighed, request.head.fusion, request.discard), request);
}

MapSet gradRolloutAround(const Capture& capture, const MapRequest& request, const Progress& progress) {
    Weighed weighed = gradRolloutOf(capture, request);
    weighed.prepare(0, progress);
    MapSet set = aroundOf(capture, gradRolloutStep(weighed, request.head.fusion, request.discard), request);
    for (const Fusion fusion : fusions)
        set.byHead.push_back(mapOf(capture, gradRolloutStep(weighed, fusion, request.discard), request));
    return set;
}

TokenMatrix gradRolloutMatrix(const Capture& capture, const MapRequest& request, const Progress& progress) {
    Weighed weighed = gradRolloutOf(capture, request);
    weighed.prepare(request.layers.first, progress);
    return chainMatrix(capture.data(), gradRolloutStep(weighed, request.head.fusion, request.discard), request,
                       progress);
}

}  // namespace vitrine
