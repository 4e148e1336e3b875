#include "core/explain/class_maps.h"

#include "core/explain/attention.h"
#include "core/explain/gradient.h"
#include "core/explain/room.h"
#include "core/explain/tensor_map.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace vitrine {

namespace {

/// What a layer's A * G are made of, both (H, N, d): G = mixed_grad values^T. (2, H, N, d) float32
using Parts = std::vector<at::Tensor>;

/// Of the layers `lowest` and above, by layer; kept with the capture, so that the next query needs no gradient.
Parts partsOf(const Capture::Data& data, const MapRequest& request, int lowest, const Progress& progress) {
    const std::string setting = settingOf(request.target);
    Parts parts(data.qk.size());
    bool whole = true;
    for (size_t layer = size_t(lowest); layer < parts.size(); ++layer) {
        parts[layer] = data.attnGrad.find(setting, int(layer));
        whole &= parts[layer].defined();
    }
    if (whole)
        return parts;
    const auto vit = data.model();
    Descent descent = descentOf(data, *vit, request, progress);
    descent.wantsAttention = false;
    descend(descent, lowest, [&](const BlockGradient& block) {
        at::Tensor& made = parts[size_t(block.layer)];
        made = at::stack({block.mixed_grad[0].to(at::kFloat), block.values[0].to(at::kFloat)});
        data.attnGrad.keep(setting, block.layer, made);
    });
    vit->requireWholeFiles();
    return parts;
}

/// The query's line of max(0, A * G), (H, N); of a model without a class token the mean of the patches'.
at::Tensor lineOf(const Capture& capture, int layer, const at::Tensor& parts, const MapRequest& request) {
    const Capture::Data& data = capture.data();
    const Askers askers = askersOf(data, request.query);
    const bool from = request.direction == Direction::From;
    const at::Tensor asks = parts[from ? 0 : 1].narrow(1, askers.first, askers.count);  // (H, count, d)
    const at::Tensor gradient = at::matmul(asks, parts[from ? 1 : 0].mT());             // (H, count, N)
    if (askers.count == 1)
        return at::relu(attentionLines(capture, layer, request.query, request.direction) * gradient.squeeze(1));
    requireRoom(request.method, 2 * matricesOfAttention(data.heads()), data);
    at::Tensor attention = data.attention(layer);  // (H, N, N)
    attention = (from ? attention : attention.mT()).narrow(1, askers.first, askers.count);
    return at::matmul(sharesOf(data, askers), at::relu(attention * gradient));  // (H, N)
}

/// E_l over the patches, before the mean over the layers. (N)
at::Tensor legradOf(const Capture::Data& data, const Vit& vit, int layer, const Target& target) {
    const at::Tensor up = at::relu(readingGradient(data, vit, layer, target));  // (H, N, N)
    return meanOf(data, up.mean(0), {0, data.num_tokens()});
}

std::vector<at::Tensor> legradLayers(const Capture::Data& data, const MapRequest& request, LayerRange layers,
                                     const Progress& progress) {
    requireRoom(request.method, matricesOfGradient(matrixSizeOf(data)), data);
    const auto vit = data.model();
    std::vector<at::Tensor> all;
    for (int layer = layers.first; layer < layers.last; ++layer) {
        report(progress, layer - layers.first, layers.last - layers.first);
        all.push_back(legradOf(data, *vit, layer, request.target));  // (N)
    }
    vit->requireWholeFiles();
    return all;
}

}  // namespace

Map attnGradMap(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const Parts parts = partsOf(capture.data(), request, request.layer, progress);
    return patchMap(capture.data(),
                    chooseHead(lineOf(capture, request.layer, parts[size_t(request.layer)], request), request.head));
}

MapSet attnGradAround(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const Parts parts = partsOf(capture.data(), request, 0, progress);
    std::vector<at::Tensor> byLayer, byHead;
    for (int layer = 0; layer < capture.layers(); ++layer) {
        const at::Tensor lines = lineOf(capture, layer, parts[size_t(layer)], request);  // (H, N)
        byLayer.push_back(chooseHead(lines, request.head));                              // (N)
        if (layer != request.layer)
            continue;
        for (const Fusion fusion : {Fusion::Mean, Fusion::Max, Fusion::Min})
            byHead.push_back(chooseHead(lines, {-1, fusion}));
        for (int head = 0; head < capture.heads(); ++head)
            byHead.push_back(lines[head]);
    }
    MapSet set;
    set.byLayer = patchMaps(capture.data(), at::stack(byLayer));
    set.byHead = patchMaps(capture.data(), at::stack(byHead));
    set.map = set.byLayer[size_t(request.layer)];
    return set;
}

Map legradMap(const Capture& capture, const MapRequest& request, const Progress& progress) {
    return patchMap(capture.data(), at::stack(legradLayers(capture.data(), request, request.layers, progress)).mean(0));
}

MapSet legradAround(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const at::Tensor layers =
        at::stack(legradLayers(capture.data(), request, {0, capture.layers()}, progress));  // (L, N)
    MapSet set;
    // Of each layer the mean from the range's first one to it, as the map itself is; below that one the layer alone.
    std::vector<at::Tensor> means;
    for (int layer = 0; layer < capture.layers(); ++layer)
        means.push_back(layers.slice(0, std::min(layer, request.layers.first), layer + 1).mean(0));
    set.byLayer = patchMaps(capture.data(), at::stack(means));
    set.map = set.byLayer[size_t(request.layers.last - 1)];
    return set;
}

Map gradcamMap(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const Capture::Data& data = capture.data();
    const auto vit = data.model();
    Descent descent = descentOf(data, *vit, request, progress);
    descent.wantsAttention = false;
    const Askers patches{data.prefix, data.rows * data.cols};
    at::Tensor row;  // (N)
    descend(descent, capture.layers() - 1, [&](const BlockGradient& block) {
        const at::Tensor Z = block.ln_1[0].to(at::kFloat);                              // (N, D)
        const at::Tensor w = meanOf(data, block.ln_1_grad[0].to(at::kFloat), patches);  // (D)
        row = at::relu(at::matmul(Z, w));
    });
    vit->requireWholeFiles();
    return patchMap(data, row);
}

}  // namespace vitrine
