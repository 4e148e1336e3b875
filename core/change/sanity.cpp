#include "core/change/sanity.h"

#include "core/capture/capture_data.h"
#include "core/explain/request.h"
#include "core/faith/measures.h"
#include "core/model/module_tree.h"
#include "core/model/state_dict.h"
#include "core/model/vit.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cmath>

namespace vitrine {
namespace {

/// Each part's names: the head, the blocks from the last to the first, and what is before them.
std::vector<std::vector<std::string>> partsFromTheTop(const VitConfig& config) {
    const std::string blocks = "encoder.layers.encoder_layer_";
    std::vector<std::vector<std::string>> parts(size_t(config.num_layers) + 2);
    for (const Parameter& parameter : stateDict(buildTree(config))) {
        const std::string& name = parameter.name;
        if (name.starts_with(blocks))
            parts[size_t(config.num_layers - std::stoi(name.substr(blocks.size())))].push_back(name);
        else {
            const bool top =
                name.starts_with("heads.") || name.starts_with("fc_norm.") || name.starts_with("encoder.ln.");
            parts[top ? 0 : parts.size() - 1].push_back(name);
        }
    }
    return parts;
}

/// The scales of a residual (ls_1, ls_2) are no directions that could be forgotten: they stay.
at::Tensor drawn(const std::string& name, const at::Tensor& like, at::Generator& generator) {
    at::Tensor tensor = at::empty(like.sizes(), at::kFloat);
    if (name.ends_with(".gamma"))
        return like;
    if (name.ends_with("token") || name.ends_with("tokens") || name.ends_with("pos_embedding"))
        tensor.normal_(0, 0.02, generator);
    else if (like.dim() == 1)
        tensor.fill_(name.ends_with("weight") ? 1 : 0);
    else {
        const double fanIn = double(like.numel() / like.size(0)), fanOut = double(like.size(0));
        const double bound = std::sqrt(6.0 / (fanIn + fanOut));
        tensor.uniform_(-bound, bound, generator);
    }
    return tensor;
}

Input inputOf(const Capture::Data& data) {
    Input input;
    input.height = int(data.input.size(2));
    input.width = int(data.input.size(3));
    input.values = toVector(data.input);
    input.black = data.black;
    return input;
}

}  // namespace

// Attention takes nothing from above its layer, and only a class is read through the head.
int reachOf(const MapRequest& request, int layers) {
    const Method* method = findMethod(request.method);
    if (!method || method->usesTarget || (!method->usesLayer && !method->usesLayers))
        return layers;
    const int top = method->usesLayer ? request.layer : request.layers.last - 1;
    return top < 0 || top >= layers ? layers - 1 : top;
}

std::vector<SanityStep> sanityCheck(const Capture& capture, const MapRequest& request, uint64_t seed,
                                    const Progress& progress) {
    const at::NoGradGuard noGrad;
    const Capture::Data& data = capture.data();
    Intervention intervention = data.intervention;
    if (intervention.graft)
        throw UsageError("tokens of another picture", "are the trained model's: take them back to draw its layers anew");
    if (intervention.fill != Fill::Drop)
        intervention.masked.clear();  // the input has it
    const MapRequest whole = completed(capture, request);
    const auto vit = data.model();
    const VitConfig& config = vit->config();
    const auto parts = partsFromTheTop(config);
    const int total = int(parts.size());
    at::Generator generator = at::detail::createCPUGenerator(seed);
    StateDict weights;
    for (const auto& part : parts)
        for (const std::string& name : part)
            weights.tensors.emplace(name, vit->parameter(name));
    report(progress, 0, total);
    std::vector<SanityStep> steps;
    steps.push_back({0, capture.layers(), explain(capture, whole), {}, {}, config.hasHead()});
    const Input input = inputOf(data);
    const auto magnitudes = [](std::vector<float> values) {
        for (float& value : values)
            value = std::abs(value);
        return values;
    };
    for (int i = 0; i < total; ++i) {
        report(progress, i, total);
        for (const std::string& name : parts[size_t(i)])
            weights.tensors[name] = drawn(name, weights.at(name), generator);
        const auto other = std::make_shared<const Vit>(config, weights, vit->placement());
        for (const std::string& name : parts[size_t(i)])
            weights.tensors[name] = other->parameter(name);  // in the model's dtype, where it runs: shared from here on
        const auto run = other->forward(input, {}, intervention);
        SanityStep step{i + 1,           i + 1 < total ? config.num_layers - i : -1, explain(*run, whole), {}, {},
                        config.hasHead()};
        const std::vector<float> first = steps.front().map.present(), now = step.map.present();
        step.correlation = rankCorrelation(first, now);
        step.absolute_correlation = rankCorrelation(magnitudes(first), magnitudes(now));
        steps.push_back(std::move(step));
    }
    steps.front().correlation = mapCorrelation(steps.front().map, steps.front().map);
    steps.front().absolute_correlation = steps.front().correlation;
    report(progress, total, total);
    return steps;
}

}  // namespace vitrine
