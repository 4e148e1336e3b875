#include "core/explain/rollout.h"

#include "core/explain/room.h"
#include "core/explain/tensor_map.h"

#include <ATen/ATen.h>

#include <array>

namespace vitrine {

namespace {

constexpr std::array fusions{Fusion::Mean, Fusion::Max, Fusion::Min};

/// What one layer does to the rollout: norm(fuse_h(A) with its lowest entries set to 0 + I).
at::Tensor stepOf(const at::Tensor& attention, Fusion fusion, double discard) {
    at::Tensor fused = chooseHead(attention, {-1, fusion});  // (N, N)
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

/// The steps of one capture, kept in its cache: hovering asks for the same ones again and again.
class Steps {
public:
    Steps(const Capture::Data& data, double discard)
        : m_data(data), m_discard(discard), m_setting("rollout discard " + std::to_string(discard)) {}

    at::Tensor at(int layer, Fusion fusion) const {
        const int key = layer * int(fusions.size()) + int(fusion);
        at::Tensor step = m_data.rollout.find(m_setting, key);
        if (!step.defined()) {
            step = stepOf(attention(layer), fusion, m_discard);
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
            m_data.rollout.keep(m_setting, key, stepOf(all, fusion, m_discard));
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

/// (1, N), 1 at the query; shared out evenly where all patches ask.
at::Tensor oneHot(const Capture::Data& data, const Query& query) {
    at::Tensor row = at::zeros({1, data.num_tokens()}, data.qk.front().options().dtype(at::kFloat));
    const Askers askers = askersOf(data, query);
    row.narrow(1, askers.first, askers.count).fill_(1.0 / double(askers.count));
    return row;
}

at::Tensor rolloutRow(const Capture::Data& data, const Steps& steps, Fusion fusion, LayerRange layers,
                      const Query& query) {
    at::Tensor row = oneHot(data, query);  // (1, N)
    for (int layer = layers.last - 1; layer >= layers.first; --layer)
        row = at::matmul(row, steps.at(layer, fusion));  // (1, N)
    return row;
}

/// The query's column instead of its row. (1, N)
at::Tensor rolloutColumn(const Capture::Data& data, const Steps& steps, Fusion fusion, LayerRange layers,
                         const Query& query) {
    at::Tensor column = oneHot(data, query).mT();  // (N, 1)
    for (int layer = layers.first; layer < layers.last; ++layer)
        column = at::matmul(steps.at(layer, fusion), column);  // (N, 1)
    return column.mT();
}

at::Tensor rolloutLine(const Capture::Data& data, const Steps& steps, Fusion fusion, const MapRequest& request) {
    return request.direction == Direction::From
               ? rolloutRow(data, steps, fusion, request.layers, request.query)      // (1, N)
               : rolloutColumn(data, steps, fusion, request.layers, request.query);  // (1, N)
}

/// Columns of the rollouts of layers first..l for every l: each is the one before it, one layer further.
at::Tensor rolloutColumns(const Capture::Data& data, const Steps& steps, Fusion fusion, int first, const Query& query) {
    const at::Tensor start = oneHot(data, query).mT();  // (N, 1)
    std::vector<at::Tensor> columns;
    at::Tensor column = start;
    for (int layer = 0; layer < int(data.qk.size()); ++layer) {
        column = at::matmul(steps.at(layer, fusion), layer > first ? column : start);  // (N, 1)
        columns.push_back(column.squeeze(1));
    }
    return at::stack(columns);  // (L, N)
}

/// Rows of the rollouts of layers 0..l for every l, all in one pass: the row of l joins when its layer's turn comes.
at::Tensor rolloutRows(const Capture::Data& data, const Steps& steps, Fusion fusion, int first, const Query& query) {
    const int layers = int(data.qk.size());
    at::Tensor rows = oneHot(data, query).repeat({layers, 1});  // (L, N)
    for (int layer = layers - 1; layer >= 0; --layer) {
        // A chain that ends below `first` is that layer alone.
        at::Tensor above =
            layer >= first ? rows.slice(0, layer) : rows.slice(0, layer, layer + 1);  // (up to L - layer, N)
        above.copy_(at::matmul(above, steps.at(layer, fusion)));
    }
    return rows;
}

}  // namespace

Map rolloutMap(const Capture& capture, const MapRequest& request) {
    const Capture::Data& data = capture.data();
    const Steps steps(data, request.discard);
    return patchMap(data, rolloutLine(data, steps, request.head.fusion, request)[0]);
}

TokenMatrix rolloutMatrix(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const Capture::Data& data = capture.data();
    const Steps steps(data, request.discard);
    at::Tensor R;
    for (int layer = request.layers.first; layer < request.layers.last; ++layer) {
        report(progress, layer - request.layers.first, request.layers.last - request.layers.first);
        const at::Tensor step = steps.at(layer, request.head.fusion);  // (N, N)
        R = R.defined() ? at::matmul(step, R) : step;                  // (N, N)
    }
    return tokenMatrixOf(data, R);
}

MapSet rolloutAround(const Capture& capture, const MapRequest& request) {
    const Capture::Data& data = capture.data();
    const Steps steps(data, request.discard);
    for (int layer = 0; layer < capture.layers(); ++layer)
        steps.prepare(layer);
    std::vector<at::Tensor> byHead;
    for (const Fusion fusion : fusions)
        byHead.push_back(rolloutLine(data, steps, fusion, request)[0]);  // (N)
    const auto byLayer = request.direction == Direction::From ? rolloutRows : rolloutColumns;
    MapSet set;
    set.byLayer = patchMaps(data, byLayer(data, steps, request.head.fusion, request.layers.first, request.query));
    set.byHead = patchMaps(data, at::stack(byHead));
    set.map = set.byHead[size_t(request.head.fusion)];
    return set;
}

}  // namespace vitrine
