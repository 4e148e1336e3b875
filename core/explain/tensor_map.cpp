#include "core/explain/tensor_map.h"

#include <ATen/ATen.h>

namespace vitrine {

Askers askersOf(const Capture::Data& data, const Query& query) {
    if (query.patch)
        return {data.prefix + query.patch->row * data.cols + query.patch->col, 1};
    return data.hasClassToken ? Askers{0, 1} : Askers{data.prefix, data.rows * data.cols};
}

at::Tensor sharesOf(const Capture::Data& data, const Askers& askers) {
    const at::TensorOptions floats = data.qk.front().options().dtype(at::kFloat);
    if (!data.absent().defined() || askers.count == 1)
        return at::full({askers.count}, 1.0 / double(askers.count), floats);
    const at::Tensor present = data.absent().narrow(0, askers.first, askers.count).logical_not().to(floats);
    return present / present.sum();
}

at::Tensor meanOf(const Capture::Data& data, const at::Tensor& tokens, const Askers& askers) {
    const at::Tensor asking = tokens.narrow(0, askers.first, askers.count);  // (count, D)
    if (askers.count == 1)
        return asking[0];
    return data.absent().defined() ? at::matmul(sharesOf(data, askers), asking) : asking.mean(0);
}

at::Tensor presentPatches(const Capture::Data& data) {
    const int64_t patches = int64_t(data.rows) * data.cols;
    return data.absent().defined()
               ? data.absent().narrow(0, data.prefix, patches).logical_not().nonzero().squeeze(1).cpu()
               : at::arange(patches, at::kLong);
}

at::Tensor chooseHead(const at::Tensor& byHead, const HeadChoice& choice) {
    if (choice.head >= 0)
        return byHead[choice.head];
    switch (choice.fusion) {
    case Fusion::Max: return at::amax(byHead, 0);
    case Fusion::Min: return at::amin(byHead, 0);
    case Fusion::Mean: break;
    }
    return at::mean(byHead, 0);
}

std::vector<bool> droppedOf(const Capture::Data& data) {
    if (!data.absent().defined())
        return {};
    const at::Tensor absent = data.absent().narrow(0, data.prefix, int64_t(data.rows) * data.cols).cpu();
    const bool* first = absent.const_data_ptr<bool>();
    return std::vector<bool>(first, first + absent.numel());
}

Map withoutDropped(Map map, const std::vector<bool>& dropped) {
    map.dropped = dropped;
    for (size_t i = 0; i < dropped.size(); ++i)
        if (dropped[i])
            map.values[i] = 0;
    return map;
}

Map patchMap(const Capture::Data& data, const at::Tensor& row) { return patchMaps(data, row.unsqueeze(0)).front(); }

std::vector<Map> patchMaps(const Capture::Data& data, const at::Tensor& rows) {
    const at::Tensor patches = rows.narrow(1, data.prefix, data.rows * data.cols).to(at::kCPU, at::kFloat).contiguous();
    const std::vector<bool> dropped = droppedOf(data);
    std::vector<Map> maps;
    for (int64_t i = 0; i < patches.size(0); ++i) {
        const float* values = patches.const_data_ptr<float>() + i * patches.size(1);
        maps.push_back(withoutDropped({data.rows, data.cols, {values, values + patches.size(1)}}, dropped));
    }
    return maps;
}

TokenMatrix tokenMatrixOf(const Capture::Data& data, const at::Tensor& matrix) {
    at::Tensor values = matrix.to(at::kCPU, at::kFloat).contiguous();  // (N, N)
    std::vector<bool> dropped;
    if (data.absent().defined()) {
        const at::Tensor absent = data.absent().cpu();  // (N)
        values = values.masked_fill(absent.unsqueeze(1).logical_or(absent), 0);
        dropped.assign(absent.const_data_ptr<bool>(), absent.const_data_ptr<bool>() + absent.numel());
    }
    const float* first = values.const_data_ptr<float>();
    return {int(values.size(0)), data.prefix,       data.rows, data.cols, {first, first + values.numel()},
            std::move(dropped),  data.hasClassToken};
}

}  // namespace vitrine
