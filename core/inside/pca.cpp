#include "core/inside/pca.h"

#include "core/capture/capture_data.h"
#include "core/explain/tensor_map.h"
#include "core/inside/components.h"
#include "core/inside/tokens.h"
#include "core/model/torch_error.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>

namespace vitrine {

namespace {

constexpr double lowest = 0.01, highest = 0.99;  // quantiles

using Pictures = std::vector<std::shared_ptr<const Tokens>>;

void requireAlike(const Pictures& pictures, int after) {
    if (pictures.empty())
        throw UsageError("colours", "there is no picture to colour");
    const Tokens& first = *pictures.front();
    for (const auto& other : pictures)
        if (other->after.size() != first.after.size() || other->after.front().size(1) != first.after.front().size(1))
            throw UsageError("colours", "these pictures went through different models");
    if (after < 0 || after >= int(first.after.size()))
        throw UsageError(std::to_string(after) + " blocks passed",
                         "this model has " + std::to_string(first.after.size() - 1) + " blocks");
}

/// Where a value lies among all, in proportion between two of them (as numpy.quantile).
double quantile(const std::vector<float>& sorted, double share) {
    const double at = share * double(sorted.size() - 1);
    const auto below = size_t(at);
    const size_t above = std::min(below + 1, sorted.size() - 1);
    return double(sorted[below]) + (at - double(below)) * (double(sorted[above]) - double(sorted[below]));
}

ColourScale rangeOf(std::vector<float> values) {
    std::sort(values.begin(), values.end());
    return {quantile(values, lowest), quantile(values, highest)};
}

uint8_t shade(float value, const ColourScale& range) {
    if (range.flat())
        return 128;
    return uint8_t(std::lround(255 * std::clamp((double(value) - range.low) / (range.high - range.low), 0.0, 1.0)));
}

c10::ArrayRef<int64_t> indicesOf(const Tokens& tokens) {
    return {tokens.present.const_data_ptr<int64_t>(), size_t(tokens.present.numel())};
}

Map emptyMap(const Tokens& tokens) {
    return {tokens.rows, tokens.cols, std::vector<float>(size_t(tokens.rows) * size_t(tokens.cols))};
}

Image painted(const PatchColours::Picture& picture, c10::ArrayRef<int64_t> present, const PatchColours& colours) {
    Image image(picture.scores[0].cols, picture.scores[0].rows);
    for (size_t channel = 0; channel < colourChannels; ++channel)
        for (const int64_t i : present)
            image.pixels[size_t(i) * 3 + channel] =
                shade(picture.scores[channel].values[size_t(i)], colours.range[channel]);
    return image;
}

}  // namespace

std::shared_ptr<const Tokens> patchTokens(const Capture& capture) {
    const c10::InferenceMode inference;
    const Capture::Data& data = capture.data();
    auto out = std::make_shared<Tokens>(Tokens{data.rows, data.cols, {}, presentPatches(data)});
    for (const at::Tensor& tokens : data.tokens)
        out->after.push_back(tokens.slice(0, data.prefix).to(at::kCPU, at::kFloat).contiguous());  // (P, D)
    return out;
}

PatchColours patchColours(const Pictures& pictures, int after) {
    const c10::InferenceMode inference;
    requireAlike(pictures, after);
    return withPlainErrors("colours", [&] {
        std::vector<at::Tensor> rows;
        for (const auto& picture : pictures)
            rows.push_back(picture->after[size_t(after)].index_select(0, picture->present));
        const Components found = principalComponents(at::cat(rows), colourChannels);
        PatchColours out{.after = after};
        out.pictures.resize(pictures.size());
        for (size_t channel = 0; channel < colourChannels; ++channel) {
            out.share[channel] = float(found.share[int64_t(channel)].item<double>());
            const std::vector<float> scores = toVector(found.scores.select(1, int64_t(channel)));  // (n)
            out.range[channel] = rangeOf(scores);
            auto from = scores.begin();
            for (size_t i = 0; i < pictures.size(); ++i) {
                Map& map = out.pictures[i].scores[channel] = emptyMap(*pictures[i]);
                for (const int64_t patch : indicesOf(*pictures[i]))
                    map.values[size_t(patch)] = *from++;
            }
        }
        for (size_t i = 0; i < pictures.size(); ++i)
            out.pictures[i].image = painted(out.pictures[i], indicesOf(*pictures[i]), out);
        return out;
    });
}

PatchColours patchColours(const Capture& capture, int after) {
    return patchColours(Pictures{patchTokens(capture)}, after);
}

std::vector<PatchColours> colouredLayers(const Pictures& pictures, const Progress& progress) {
    requireAlike(pictures, 0);
    const int count = int(pictures.front()->after.size());
    std::vector<PatchColours> layers;
    for (int after = 0; after < count; ++after) {
        report(progress, after, count);
        layers.push_back(patchColours(pictures, after));
    }
    report(progress, count, count);
    return layers;
}

}  // namespace vitrine
