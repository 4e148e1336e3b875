// Positions and tokens: how alike, how long.
#include "core/inspect/findings.h"

#include "core/explain/tensor_map.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace vitrine {

at::Tensor cosines(const at::Tensor& one, const at::Tensor& rows) {
    return at::matmul(rows, one) / (rows.norm(2, {1}) * one.norm()).clamp_min(1e-12);
}

Similarity positionSimilarity(const Capture::Data& data, const at::Tensor& positions, const Query& query) {
    const at::Tensor all = positions[0].to(at::kCPU, at::kFloat);  // (T + P, D): T of the prefix may have a position
    const int64_t patches = data.rows * data.cols, placed = all.size(0) - patches;
    Askers askers{placed, patches};
    if (query.patch)
        askers = {placed + query.patch->row * data.cols + query.patch->col, 1};
    else if (data.hasClassToken && placed > 0)
        askers = {0, 1};
    const at::Tensor alike = cosines(all.narrow(0, askers.first, askers.count).mean(0), all);  // (T + P)
    Similarity result{{data.rows, data.cols, toVector(alike.slice(0, placed))}, {}};
    if (data.hasClassToken && placed > 0)
        result.classToken = alike[0].item<float>();
    return result;
}

at::Tensor tokenLengths(const Capture::Data& data) {
    std::vector<at::Tensor> lengths;
    for (const at::Tensor& tokens : data.tokens)
        lengths.push_back(tokens.to(at::kFloat).norm(2, {1}).cpu());  // (N)
    return at::stack(lengths);                                        // (L + 1, N)
}

Norms tokenNorms(const Capture::Data& data, const at::Tensor& lengths, int after) {
    Norms norms{.after = after};
    at::Tensor patches = lengths.slice(1, data.prefix);  // (L + 1, P)
    if (data.absent().defined())
        patches = patches.index_select(1, presentPatches(data));
    norms.medianByLayer = toVector(std::get<0>(patches.median(1)));
    norms.largestByLayer = toVector(patches.amax(1));
    if (data.hasClassToken)
        norms.classByLayer = toVector(lengths.select(1, 0));
    norms.map = patchMap(data, lengths[after]);
    if (data.hasClassToken)
        norms.classToken = norms.classByLayer[size_t(after)];
    norms.median = norms.medianByLayer[size_t(after)];
    const float deviation = (patches[after] - norms.median).abs().median().item<float>();
    norms.threshold = norms.median + 5 * 1.4826F * deviation;
    for (int row = 0; row < norms.map.rows; ++row)
        for (int col = 0; col < norms.map.cols; ++col)
            if (norms.map.at(row, col) > norms.threshold)
                norms.outliers.push_back({row, col});
    return norms;
}

ClassPath classPath(const Capture::Data& data) {
    std::vector<at::Tensor> path;
    for (const at::Tensor& tokens : data.tokens)
        path.push_back(tokens[0].to(at::kFloat).cpu());  // (D)
    const at::Tensor all = at::stack(path);              // (L + 1, D)
    return {toVector(cosines(all[0], all)), toVector(cosines(all[-1], all))};
}

}  // namespace vitrine
