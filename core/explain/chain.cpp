#include "core/explain/chain.h"

#include <ATen/ATen.h>

namespace vitrine {

namespace {

at::Tensor chainRow(const at::Tensor& start, const Step& step, LayerRange layers) {
    at::Tensor row = start;  // (1, N)
    for (int layer = layers.last - 1; layer >= layers.first; --layer)
        row = at::matmul(row, step(layer));  // (1, N)
    return row;
}

at::Tensor chainColumn(const at::Tensor& start, const Step& step, LayerRange layers) {
    at::Tensor column = start.mT();  // (N, 1)
    for (int layer = layers.first; layer < layers.last; ++layer)
        column = at::matmul(step(layer), column);  // (N, 1)
    return column.mT();
}

/// Each column is the one before it, one layer further. (L, N)
at::Tensor chainColumns(const at::Tensor& start, const Step& step, int first, int layers) {
    std::vector<at::Tensor> columns;
    at::Tensor column = start.mT();  // (N, 1)
    for (int layer = 0; layer < layers; ++layer) {
        column = at::matmul(step(layer), layer > first ? column : start.mT());  // (N, 1)
        columns.push_back(column.squeeze(1));
    }
    return at::stack(columns);
}

/// All in one pass: the row of l joins when its layer's turn comes. (L, N)
at::Tensor chainRows(const at::Tensor& start, const Step& step, int first, int layers) {
    at::Tensor rows = start.repeat({layers, 1});  // (L, N)
    for (int layer = layers - 1; layer >= 0; --layer) {
        // A chain that ends below `first` is that layer alone.
        at::Tensor above =
            layer >= first ? rows.slice(0, layer) : rows.slice(0, layer, layer + 1);  // (up to L - layer, N)
        above.copy_(at::matmul(above, step(layer)));
    }
    return rows;
}

}  // namespace

at::Tensor oneHot(const Capture::Data& data, const Query& query) {
    at::Tensor row = at::zeros({1, data.num_tokens()}, data.qk.front().options().dtype(at::kFloat));
    const Askers askers = askersOf(data, query);
    row.narrow(1, askers.first, askers.count).copy_(sharesOf(data, askers).unsqueeze(0));
    return row;
}

at::Tensor chainLine(const Capture::Data& data, const Step& step, const MapRequest& request) {
    return (request.direction == Direction::From ? chainRow : chainColumn)(oneHot(data, request.query), step,
                                                                           request.layers);
}

at::Tensor chainLines(const Capture::Data& data, const Step& step, const MapRequest& request) {
    return (request.direction == Direction::From ? chainRows : chainColumns)(oneHot(data, request.query), step,
                                                                             request.layers.first, int(data.qk.size()));
}

TokenMatrix chainMatrix(const Capture::Data& data, const Step& step, const MapRequest& request,
                        const Progress& progress) {
    const LayerRange layers = request.layers;
    at::Tensor R;
    for (int layer = layers.first; layer < layers.last; ++layer) {
        report(progress, layer - layers.first, layers.last - layers.first);
        const at::Tensor next = step(layer);           // (N, N)
        R = R.defined() ? at::matmul(next, R) : next;  // (N, N)
    }
    return tokenMatrixOf(data, R);
}

}  // namespace vitrine
