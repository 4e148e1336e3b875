#include "core/inside/lens_map.h"

#include "core/capture/capture_data.h"
#include "core/explain/lens.h"
#include "core/explain/tensor_map.h"
#include "core/model/intervention_check.h"
#include "core/model/torch_error.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <map>

namespace vitrine {

namespace {

LensMap lensMapOf(const Capture::Data& data, int after, int target) {
    const at::Tensor patches = data.tokens[size_t(after)].slice(0, data.prefix);                 // (P, D)
    const at::Tensor logits = data.readOut.each(patches).to(at::kCPU, at::kFloat).contiguous();  // (P, C)
    const at::Tensor probabilities = at::softmax(logits, 1);                                     // (P, C)
    const at::Tensor top = at::argmax(logits, 1);                                                // (P)
    LensMap map{.after = after};
    map.target = {data.rows, data.cols, toVector(probabilities.select(1, target))};
    map.top_probability = {data.rows, data.cols, toVector(probabilities.gather(1, top.unsqueeze(1)).squeeze(1))};
    for (int64_t i = 0; i < top.numel(); ++i)
        map.top.push_back(int(top[i].item<int64_t>()));
    const std::vector<bool> dropped = droppedOf(data);
    for (size_t i = 0; i < dropped.size(); ++i)
        if (dropped[i])
            map.top[i] = -1;
    map.target = withoutDropped(std::move(map.target), dropped);
    map.top_probability = withoutDropped(std::move(map.top_probability), dropped);
    return map;
}

}  // namespace

std::vector<LensMap> lensMaps(const Capture& capture, int target, const Progress& progress) {
    const c10::InferenceMode inference;
    const Capture::Data& data = capture.data();
    requireClass(capture, target);
    return withPlainErrors("lens", [&] {
        std::vector<LensMap> layers;
        for (int after = 0; after <= capture.layers(); ++after) {
            report(progress, after, capture.layers() + 1);
            layers.push_back(lensMapOf(data, after, target));
        }
        data.readOut.requireWholeFiles();
        return layers;
    });
}

std::vector<ClassCount> classCounts(const LensMap& map) {
    std::map<int, int> counts;
    for (const int index : map.top)
        if (index >= 0)
            ++counts[index];
    std::vector<ClassCount> out;
    for (const auto& [index, patches] : counts)
        out.push_back({index, patches});
    std::stable_sort(out.begin(), out.end(),
                     [](const ClassCount& a, const ClassCount& b) { return a.patches > b.patches; });
    return out;
}

std::vector<Map> classMaps(const LensMap& map, size_t most) {
    const std::vector<ClassCount> counts = classCounts(map);
    std::vector<Map> maps;
    for (size_t i = 0; i < std::min(most, counts.size()); ++i) {
        maps.push_back({map.target.rows, map.target.cols, std::vector<float>(map.top.size())});
        for (size_t patch = 0; patch < map.top.size(); ++patch)
            if (map.top[patch] == counts[i].index)
                maps.back().values[patch] = map.top_probability.values[patch];
    }
    return maps;
}

}  // namespace vitrine
