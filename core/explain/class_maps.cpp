#include "core/explain/class_maps.h"

#include "core/explain/gradient.h"
#include "core/explain/room.h"
#include "core/explain/tensor_map.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace vitrine {

namespace {

/// The query's line of max(0, A * G), (H, N); of a model without a class token the mean of the patches'.
at::Tensor lineOf(const Capture::Data& data, const at::Tensor& positive, const MapRequest& request) {
    const Askers askers = askersOf(data, request.query);
    const int64_t dim = request.direction == Direction::From ? 1 : 2;
    return positive.narrow(dim, askers.first, askers.count).mean(dim);
}

/// max(0, A * G), (H, N, N), of the layers `lowest` and above, one after the other.
void eachPositive(const Capture::Data& data, const MapRequest& request, int lowest, const Progress& progress,
                  const std::function<void(int layer, const at::Tensor& positive)>& use) {
    const std::string setting = settingOf(request.target);
    const int layers = int(data.qk.size());
    bool kept = true;
    for (int layer = lowest; layer < layers; ++layer)
        kept &= data.attnGrad.find(setting, layer).defined();
    if (kept) {
        for (int layer = layers - 1; layer >= lowest; --layer)
            use(layer, data.attnGrad.find(setting, layer));
        return;
    }
    requireRoom(request.method, matricesOfGradient(matrixSizeOf(data)), data);
    const auto vit = data.model();
    descend(descentOf(data, *vit, request, progress), lowest, [&](const BlockGradient& block) {
        const at::Tensor positive = at::relu(block.attention[0] * block.attention_grad[0]);  // (H, N, N)
        data.attnGrad.keep(setting, block.layer, positive);
        use(block.layer, positive);
    });
    vit->requireWholeFiles();
}

/// E_l over the patches, before the mean over the layers. (N)
at::Tensor legradOf(const Capture::Data& data, const Vit& vit, int layer, const Target& target) {
    return at::relu(readingGradient(data, vit, layer, target)).mean(at::IntArrayRef{0, 1});
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
    at::Tensor line;  // (H, N)
    eachPositive(capture.data(), request, request.layer, progress, [&](int layer, const at::Tensor& positive) {
        if (layer == request.layer)
            line = lineOf(capture.data(), positive, request);
    });
    return patchMap(capture.data(), chooseHead(line, request.head));
}

MapSet attnGradAround(const Capture& capture, const MapRequest& request, const Progress& progress) {
    std::vector<at::Tensor> byLayer(capture.data().qk.size()), byHead;
    eachPositive(capture.data(), request, 0, progress, [&](int layer, const at::Tensor& positive) {
        const at::Tensor lines = lineOf(capture.data(), positive, request);  // (H, N)
        byLayer[size_t(layer)] = chooseHead(lines, request.head);            // (N)
        if (layer != request.layer)
            return;
        for (const Fusion fusion : {Fusion::Mean, Fusion::Max, Fusion::Min})
            byHead.push_back(chooseHead(lines, {-1, fusion}));
        for (int head = 0; head < capture.heads(); ++head)
            byHead.push_back(lines[head]);
    });
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
    at::Tensor row;  // (N)
    descend(descent, capture.layers() - 1, [&](const BlockGradient& block) {
        const at::Tensor Z = block.ln_1[0].to(at::kFloat);                                     // (N, D)
        const at::Tensor w = block.ln_1_grad[0].to(at::kFloat).slice(0, data.prefix).mean(0);  // (D)
        row = at::relu(at::matmul(Z, w));
    });
    vit->requireWholeFiles();
    return patchMap(data, row);
}

}  // namespace vitrine
