// The parts of a block: what heads look at, what the MLP finds, what is added, what a LayerNorm scales.
#include "core/inspect/findings.h"

#include "core/explain/attention.h"
#include "core/explain/tensor_map.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace vitrine {

namespace {

constexpr int histogramBins = 64;
constexpr int shownUnits = 8;
constexpr int shownFeatures = 10;  // half of them up, half down

double shareAbove(const at::Tensor& values) { return (values > 0).to(at::kFloat).mean().item<double>(); }

}  // namespace

HeadMaps headMaps(const Capture& capture, int layer, const Query& query) {
    HeadMaps result{.layer = layer};
    result.maps = patchMaps(capture.data(), attentionRows(capture, layer, query));
    for (int head = 0; head < capture.heads(); ++head) {
        const AttentionStats stats = attentionStats(capture, layer, {head, Fusion::Mean}, query);
        result.entropy_bits.push_back(stats.entropy_bits);
        result.distance_px.push_back(stats.distance_px);
    }
    return result;
}

Histogram histogramOf(const at::Tensor& values) {
    Histogram result;
    result.values = values.numel();
    result.min = result.low = values.min().item<double>();
    result.max = result.high = values.max().item<double>();
    result.mean = values.mean().item<double>();
    if (!(result.high > result.low))
        result.high = result.low + 1;
    const at::Tensor counts = at::histc(values.flatten(), histogramBins, result.low, result.high).to(at::kLong);
    result.counts.assign(counts.const_data_ptr<int64_t>(), counts.const_data_ptr<int64_t>() + counts.numel());
    return result;
}

at::Tensor presentRows(const Capture::Data& data, const at::Tensor& rows) {
    const at::Tensor absent = data.absent();
    return absent.defined() ? rows.index_select(0, absent.cpu().logical_not().nonzero().squeeze(1)) : rows;
}

Activations activations(const Capture::Data& data, const BlockTrace& trace, const Query& query) {
    Activations result;
    const at::Tensor asked = meanOf(data, trace.hidden, askersOf(data, query));  // (M)
    const at::Tensor hidden = presentRows(data, trace.hidden);                   // (N', M)
    result.before = histogramOf(presentRows(data, trace.before));
    result.after = histogramOf(hidden);
    result.positive = shareAbove(hidden);
    result.positiveQuery = shareAbove(asked);
    result.silentUnits = 1 - shareAbove(hidden.amax(0));
    const auto [values, units] = asked.topk(std::min<int64_t>(shownUnits, asked.size(0)));
    const std::vector<Map> maps = patchMaps(data, trace.hidden.index_select(1, units).mT());
    const at::Tensor means = hidden.index_select(1, units).mean(0);  // (k)
    for (int64_t i = 0; i < units.size(0); ++i)
        result.units.push_back({units[i].item<int>(), values[i].item<float>(), means[i].item<float>(), maps[size_t(i)]});
    return result;
}

Added addedTo(const Capture::Data& data, const at::Tensor& was, const at::Tensor& added) {
    const at::Tensor lengths = added.norm(2, {1});                         // (N)
    const at::Tensor share = lengths / was.norm(2, {1}).clamp_min(1e-12);  // (N)
    Added result{patchMap(data, lengths), patchMap(data, share), {}, {}};
    if (data.hasClassToken) {
        result.classLength = lengths[0].item<float>();
        result.classShare = share[0].item<float>();
    }
    return result;
}

NormScale scaleOf(const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& before, const at::Tensor& after,
                  int prefix) {
    return {toVector(weight), toVector(bias), toVector(before.norm(2, {1})), toVector(after.norm(2, {1})), prefix};
}

/// What the target's logit is the sum of, F features: value times weight, plus the bias.
struct HeadTerms {
    at::Tensor weight, value;  // (F) float32 on the CPU
    float bias = 0;
};

HeadTerms headOf(const ReadOut& end, const at::Tensor& tokens, int target) {
    const auto bias = [target](const Affine& head) {
        return head.bias.defined() ? head.bias[target].item().to<float>() : 0.0F;
    };
    at::Tensor value = end.featuresOf(tokens)[0], weight = end.head.weight[target];  // (P or R)
    float both = bias(end.head);
    if (end.pooling == Pooling::ClassAndDistilled) {                   // the mean of two heads, each with its own token
        value = at::cat({value, end.normalise(tokens[1])});            // (2 * D)
        weight = at::cat({weight, end.head_dist.weight[target]}) / 2;  // (2 * D)
        both = (both + bias(end.head_dist)) / 2;
    }
    return {weight.to(at::kCPU, at::kFloat), value.to(at::kCPU, at::kFloat), both};
}

Contributions contributions(const Capture& capture, int target) {
    const Capture::Data& data = capture.data();
    const ReadOut& end = data.readOut;
    const auto [weight, value, bias] = headOf(end, data.tokens.back(), target);
    const at::Tensor push = weight * value;  // (F)
    Contributions result{.target = target,
                         .logit = capture.logits()[size_t(target)],
                         .bias = bias,
                         .up = push.clamp_min(0).sum().item<float>(),
                         .down = push.clamp_max(0).sum().item<float>(),
                         .features = int(push.size(0))};
    for (const bool up : {true, false}) {
        const at::Tensor order = push.argsort(/*stable=*/true, /*dim=*/0, /*descending=*/up);  // (D or R)
        for (int64_t i = 0; i < std::min<int64_t>(shownFeatures / 2, order.size(0)); ++i) {
            const auto index = order[i].item<int64_t>();
            const Contributions::Feature feature{int(index), weight[index].item<float>(), value[index].item<float>()};
            if (up ? feature.push() > 0 : feature.push() < 0)
                result.strongest.push_back(feature);
        }
    }
    return result;
}

}  // namespace vitrine
