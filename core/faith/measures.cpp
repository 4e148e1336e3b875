#include "core/faith/measures.h"

#include "core/faith/gradual.h"
#include "core/model/device.h"
#include "core/model/limits.h"
#include "core/model/torch_error.h"
#include "core/model/vit.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>

namespace vitrine {

namespace {

constexpr int perturbationPoints = 10;  // 0, 10 .. 90 %

void check(const Capture& capture, const Map& map, const MeasureOptions& options) {
    if (map.rows != capture.rows() || map.cols != capture.cols() ||
        map.values.size() != size_t(map.rows) * size_t(map.cols))
        throw UsageError("the map", "has " + std::to_string(map.rows) + " x " + std::to_string(map.cols) +
                                        " patches, the picture " + std::to_string(capture.rows()) + " x " +
                                        std::to_string(capture.cols()));
    if (std::any_of(map.values.begin(), map.values.end(), [](float value) { return std::isnan(value); }))
        throw UsageError("the map", "has values that are no numbers (NaN), so its patches have no order");
    if (options.fill == Fill::Drop)
        throw UsageError("fill drop", "leaves no picture to measure with; choose black, mean or blur");
    if (options.step < 1)
        throw UsageError("step " + std::to_string(options.step), "is how many patches go at a time: 1 or more");
    requireStep(options.step, capture.rows() * capture.cols());
}

/// After how many patches there is a point.
std::vector<int64_t> stepsOf(int64_t patches, int64_t step) {
    std::vector<int64_t> steps;
    for (int64_t gone = 0; gone < patches; gone += step)
        steps.push_back(gone);
    steps.push_back(patches);
    return steps;
}

Curve curveOver(const std::vector<int64_t>& turned, int64_t all) {
    Curve curve;
    for (const int64_t count : turned)
        curve.shares.push_back(float(double(count) / double(all)));
    return curve;
}

using Grown = std::function<void()>;

void deleteAndInsert(const Capture::Data& data, const MeasureOptions& options, GradualRun& passes, Faithfulness& result,
                     const Grown& grown) {
    const at::Tensor turns = turnsByPatch(data, result.map);
    const at::Tensor filled = fillPicture(data.input, options.fill, data.black, data.patch_size);
    const int64_t patches = int64_t(data.rows) * data.cols;
    const std::vector<int64_t> steps = stepsOf(patches, options.step);
    if (options.deletion)
        result.deletion = curveOver(steps, patches);
    if (options.insertion)
        result.insertion = curveOver(steps, patches);
    if (options.deletion)
        passes.run({data.input, filled, turns, steps}, result.deletion, nullptr, 1, grown);
    if (options.insertion)
        passes.run({filled, data.input, turns, steps}, result.insertion, nullptr, 1, grown);
}

Perturbation pointsOf(const Capture::Data& data, std::vector<int64_t>& turned) {
    const int64_t pixels = data.input.size(2) * data.input.size(3);
    Perturbation perturbation;
    for (int i = 0; i < perturbationPoints; ++i) {
        const double share = i / 10.0;
        turned.push_back(int64_t(double(pixels) * share));
        perturbation.probability.shares.push_back(float(share));
    }
    perturbation.top1 = perturbation.probability;
    return perturbation;
}

void perturb(const Capture::Data& data, GradualRun& passes, Faithfulness& result, const Grown& grown) {
    const at::Tensor black = fillPicture(data.input, Fill::Black, data.black, data.patch_size);
    std::vector<int64_t> turned;
    result.positive = result.negative = pointsOf(data, turned);
    for (Perturbation* order : {&result.positive, &result.negative}) {
        const at::Tensor turns = turnsByPixel(data, result.map, order == &result.negative);
        passes.run({data.input, black, turns, turned}, order->probability, &order->top1, 100, grown);
    }
}

}  // namespace

void requireStep(int step, int patches) {
    if (step > patches)
        throw UsageError("step " + std::to_string(step), "the picture has " + std::to_string(patches) +
                                                             " patches, so no more than that can go at a time");
}

int measuredClass(const Capture& capture, const MeasureOptions& options) {
    const std::vector<float>& logits = capture.logits();
    if (logits.empty())
        throw UsageError("this model has no head", "so it has no answer whose change could be measured");
    if (!options.of)
        return int(std::max_element(logits.begin(), logits.end()) - logits.begin());
    requireClass(limitsOf(capture), *options.of);
    return *options.of;
}

int passesOf(const Capture& capture, const MeasureOptions& options) {
    const auto points = int(stepsOf(int64_t(capture.rows()) * capture.cols(), std::max(1, options.step)).size());
    return (options.deletion ? points : 0) + (options.insertion ? points : 0) +
           (options.perturbation ? 2 * perturbationPoints : 0);
}

Faithfulness measure(const Capture& capture, Map map, const MeasureOptions& options, const Progress& progress,
                     const FaithfulnessGrows& grows) {
    const c10::InferenceMode inference;
    check(capture, map, options);
    const int of = measuredClass(capture, options);
    const Capture::Data& data = capture.data();
    const auto vit = data.model();
    useThreads(vit->placement().threads);
    Faithfulness result;
    result.map = std::move(map);
    result.flat = result.map.min() == result.map.max();
    result.sparsity = giniIndex(result.map.present());
    const Grown grown = [&] {
        if (grows)
            grows(result);
    };
    withPlainErrors(vit->config().name, [&] {
        GradualRun passes(data, *vit, of, progress, passesOf(capture, options));
        deleteAndInsert(data, options, passes, result, grown);
        if (options.perturbation)
            perturb(data, passes, result, grown);
    });
    vit->requireWholeFiles();
    return result;
}

}  // namespace vitrine
