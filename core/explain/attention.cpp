#include "core/explain/attention.h"

#include "core/explain/room.h"
#include "core/explain/tensor_map.h"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

namespace vitrine {

namespace {

/// scores[h][n] = sum over i of query[h][i] * key[h][n][i], in this thread alone: so little work that waking torch's
/// threads costs more, far more while a forward pass in another thread has them all.
at::Tensor dotRows(const at::Tensor& query, const at::Tensor& key) {  // (H, d), (H, N, d) -> (H, N)
    constexpr int64_t lanes = 8;
    const int64_t H = key.size(0), N = key.size(1), d = key.size(2);
    at::Tensor scores = at::empty({H, N});
    const float* k = key.const_data_ptr<float>();
    float* out = scores.data_ptr<float>();
    for (int64_t h = 0; h < H; ++h) {
        const float* q = query.const_data_ptr<float>() + h * d;
        for (int64_t n = 0; n < N; ++n, k += d, ++out) {
            float sums[lanes] = {};
            int64_t i = 0;
            for (; i + lanes <= d; i += lanes)
                for (int64_t lane = 0; lane < lanes; ++lane)
                    sums[lane] += q[i + lane] * k[i + lane];
            float sum = 0;
            for (; i < d; ++i)
                sum += q[i] * k[i];
            for (const float part : sums)
                sum += part;
            *out = sum;
        }
    }
    return scores;
}

at::Tensor dotAll(const at::Tensor& one, const at::Tensor& all) {  // (H, d), (H, N, d) -> (H, N)
    return all.is_cpu() ? dotRows(one.contiguous(), all.contiguous()) : at::bmm(all, one.unsqueeze(2)).squeeze(2);
}

/// log of the sum of exp(scores) of every row of A: what softmax divides by. (H, N)
at::Tensor rowSums(const Capture::Data& data, int layer) {
    at::Tensor sums = data.rowSums.find("", layer);
    if (!sums.defined()) {
        requireRoom("attention", matricesOfAttention(data.heads()), data);
        const at::Tensor q = data.query(layer);                                                  // (H, N, d)
        at::Tensor scores = at::matmul(q / std::sqrt(double(q.size(2))), data.key(layer).mT());  // (H, N, N)
        if (data.absent().defined())
            scores = scores.masked_fill(data.absent(), -std::numeric_limits<double>::infinity());
        sums = at::logsumexp(scores, {2});  // (H, N)
        data.rowSums.keep("", layer, sums);
    }
    return sums;
}

/// The mean of the patches' lines, for a model without a class token; kept, for it is the same at every hover. (H, N)
at::Tensor meanLines(const Capture::Data& data, int layer, const Askers& askers, Direction direction) {
    const int key = layer * 2 + int(direction);
    at::Tensor lines = data.meanLines.find("", key);
    if (!lines.defined()) {
        const bool from = direction == Direction::From;
        const at::Tensor all = data.attention(layer).narrow(from ? 1 : 2, askers.first, askers.count);
        const at::Tensor shares = sharesOf(data, askers);                  // (count)
        lines = from ? at::matmul(shares, all) : at::matmul(all, shares);  // (H, N)
        data.meanLines.keep("", key, lines);
    }
    return lines;
}

}  // namespace

at::Tensor attentionRows(const Capture& capture, int layer, const Query& query) {
    const Capture::Data& data = capture.data();
    const Askers askers = askersOf(data, query);
    if (askers.count > 1)
        return meanLines(data, layer, askers, Direction::From);
    const at::Tensor& qk = data.qk[size_t(layer)];                                  // (2, H, N, d)
    const at::Tensor q = qk[0].select(1, askers.first).to(at::kFloat);              // (H, d)
    at::Tensor scores = dotAll(q, data.key(layer)) / std::sqrt(double(q.size(1)));  // (H, N)
    if (data.absent().defined())
        scores = scores.masked_fill(data.absent(), -std::numeric_limits<double>::infinity());
    return at::softmax(scores, 1);  // (H, N)
}

at::Tensor attentionColumns(const Capture& capture, int layer, const Query& query) {
    const Capture::Data& data = capture.data();
    const Askers askers = askersOf(data, query);
    if (askers.count > 1)
        return meanLines(data, layer, askers, Direction::To);
    const at::Tensor& qk = data.qk[size_t(layer)];                                             // (2, H, N, d)
    const at::Tensor k = qk[1].select(1, askers.first).to(at::kFloat);                         // (H, d)
    const at::Tensor scores = dotAll(k, data.query(layer));                                    // (H, N)
    at::Tensor lines = at::exp(scores / std::sqrt(double(k.size(1))) - rowSums(data, layer));  // (H, N)
    const bool dropped = data.absent().defined() && data.absent()[askers.first].item<bool>();
    return dropped ? at::zeros_like(lines) : lines;  // (H, N): nobody attends to what is not there
}

at::Tensor attentionLines(const Capture& capture, int layer, const Query& query, Direction direction) {
    return direction == Direction::From ? attentionRows(capture, layer, query) : attentionColumns(capture, layer, query);
}

Map attentionMap(const Capture& capture, const MapRequest& request, const Progress&) {
    return patchMap(capture.data(),
                    chooseHead(attentionLines(capture, request.layer, request.query, request.direction), request.head));
}

TokenMatrix attentionMatrix(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const Capture::Data& data = capture.data();
    requireRoom("attention", request.head.head < 0 ? matricesOfAttention(data.heads()) : 3, data);
    if (request.head.head < 0)
        return tokenMatrixOf(data, chooseHead(data.attention(request.layer), request.head));  // (N, N)
    report(progress, 0, 1);
    const at::Tensor q = data.qk[size_t(request.layer)][0][request.head.head].to(at::kFloat);  // (N, d)
    const at::Tensor k = data.qk[size_t(request.layer)][1][request.head.head].to(at::kFloat);  // (N, d)
    return tokenMatrixOf(data, attentionOf(q, k, data.absent()));                              // (N, N)
}

MapSet attentionAround(const Capture& capture, const MapRequest& request, const Progress&) {
    std::vector<at::Tensor> byLayer, byHead;
    for (int layer = 0; layer < capture.layers(); ++layer) {
        const at::Tensor rows = attentionLines(capture, layer, request.query, request.direction);  // (H, N)
        byLayer.push_back(chooseHead(rows, request.head));                                         // (N)
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
