#include "core/explain/relevance.h"

#include "core/explain/chain.h"
#include "core/explain/gradient.h"
#include "core/explain/rollout.h"
#include "core/explain/room.h"

#include <ATen/ATen.h>

#include <map>

namespace vitrine {

namespace {

/// The matrices of all layers for one target, made by one descent from the last layer to the first; kept with the
/// capture as far as they find room there, so that the next query needs no gradient.
class Weighed {
public:
    /// From A * G of a layer, (H, N, N).
    using Fuse = std::function<at::Tensor(const at::Tensor& weighed)>;

    Weighed(const Capture& capture, const MapRequest& request, MatrixCache& cache, int kind, Fuse fuse)
        : m_data(capture.data()),
          m_request(request),
          m_cache(cache),
          m_kind(kind),
          m_fuse(std::move(fuse)),
          m_setting(settingOf(request.target)) {}

    /// Of the layers `lowest` and above.
    void prepare(int lowest, const Progress& progress) {
        const int layers = int(m_data.qk.size());
        bool whole = true;
        for (int layer = lowest; layer < layers; ++layer) {
            const at::Tensor kept = m_cache.find(m_setting, key(layer));
            whole &= kept.defined();
            m_matrices[layer] = kept;
        }
        if (whole)
            return;
        requireRoom(m_request.method, matricesOfGradient(matrixSizeOf(m_data)), m_data);
        const auto vit = m_data.model();
        descend(descentOf(m_data, *vit, m_request, progress), lowest, [this](const BlockGradient& block) {
            const at::Tensor matrix = m_fuse(block.attention[0] * block.attention_grad[0]);  // (N, N)
            m_matrices[block.layer] = matrix;
            m_cache.keep(m_setting, key(block.layer), matrix);
        });
        vit->requireWholeFiles();
    }

    at::Tensor at(int layer) const { return m_matrices.at(layer); }

private:
    int key(int layer) const { return layer * 3 + m_kind; }

    const Capture::Data& m_data;
    const MapRequest& m_request;
    MatrixCache& m_cache;
    int m_kind;  // of what `fuse` makes
    Fuse m_fuse;
    std::string m_setting;
    std::map<int, at::Tensor> m_matrices;
};

at::Tensor meanOfPositive(const at::Tensor& weighed) { return at::relu(weighed).mean(0); }

Weighed cheferOf(const Capture& capture, const MapRequest& request) {
    return {capture, request, capture.data().chefer, 0, meanOfPositive};
}

Weighed gradRolloutOf(const Capture& capture, const MapRequest& request) {
    const Fusion fusion = request.head.fusion;
    return {capture, request, capture.data().gradRollout, int(fusion), [fusion](const at::Tensor& weighed) {
                return at::relu(chooseHead(weighed, {-1, fusion}));
            }};
}

Step cheferStep(const Weighed& weighed) {
    return [&weighed](int layer) {
        const at::Tensor matrix = weighed.at(layer);  // (N, N)
        return matrix + at::eye(matrix.size(0), matrix.options());
    };
}

Step gradRolloutStep(const Weighed& weighed, double discard) {
    return [&weighed, discard](int layer) { return rolloutStep(weighed.at(layer).clone(), discard); };
}

Map mapOf(const Capture& capture, const Step& step, const MapRequest& request) {
    return patchMap(capture.data(), chainLine(capture.data(), step, request)[0]);
}

/// All layers, and no heads: they are fused.
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
    return mapOf(capture, gradRolloutStep(weighed, request.discard), request);
}

MapSet gradRolloutAround(const Capture& capture, const MapRequest& request, const Progress& progress) {
    Weighed weighed = gradRolloutOf(capture, request);
    weighed.prepare(0, progress);
    return aroundOf(capture, gradRolloutStep(weighed, request.discard), request);
}

TokenMatrix gradRolloutMatrix(const Capture& capture, const MapRequest& request, const Progress& progress) {
    Weighed weighed = gradRolloutOf(capture, request);
    weighed.prepare(request.layers.first, progress);
    return chainMatrix(capture.data(), gradRolloutStep(weighed, request.discard), request, progress);
}

}  // namespace vitrine
