#include "core/precision.h"

#include "core/median.h"
#include "core/model/batch.h"
#include "core/model/input_tensor.h"
#include "core/model/torch_error.h"
#include "core/model/vit.h"
#include "core/rank.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace vitrine {

namespace {

std::shared_ptr<const Model> loaded(ModelPlan plan, Dtype dtype) {
    plan.request.placement.dtype = dtype;
    return load(plan);
}

/// (1, C) float32 on the CPU; the time goes to `ms`.
at::Tensor timedLogits(const Model& model, const at::Tensor& input, std::vector<double>& ms) {
    const auto begin = std::chrono::steady_clock::now();
    const at::Tensor logits = logitsOf(*model.vit, input).cpu().contiguous();
    ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    return logits;
}

Prediction first(const ModelPlan& plan, const at::Tensor& logits, const at::Tensor& probabilities) {
    const auto classes = size_t(logits.size(1));
    return rank(plan, {logits.const_data_ptr<float>(), classes}, {probabilities.const_data_ptr<float>(), classes}).front();
}

double largest(const at::Tensor& difference) { return difference.abs().max().item<double>(); }

}  // namespace

Precision precisionOf(const ModelPlan& plan, Dtype dtype, const std::vector<PictureSource>& pictures,
                      const Progress& progress) {
    if (!plan.config.hasHead())
        throw UsageError(plan.weights, "has no head, so it gives no answers to compare");
    const auto exact = loaded(plan, Dtype::Float32);
    const auto other = loaded(plan, dtype);
    Precision told;
    double squares = 0;
    const c10::InferenceMode inference;
    std::vector<double> exactMs, otherMs;
    for (size_t index = 0; index < pictures.size(); ++index) {
        report(progress, int(index), int(pictures.size()));
        Input prepared;
        try {
            prepared = prepare(plan, pictures[index]).input;
        } catch (const Error& error) {
            told.unread.push_back({index, error.what()});
            continue;
        }
        const at::Tensor input = tensorOf(prepared);  // (1, 3, H, W)
        withPlainErrors(plan.weights, [&] {
            if (told.pictures == 0)  // warms both up
                for (const auto& model : {exact, other})
                    logitsOf(*model->vit, input);
            const at::Tensor a = timedLogits(*exact, input, exactMs);
            const at::Tensor b = timedLogits(*other, input, otherMs);
            const at::Tensor pa = at::softmax(a, 1), pb = at::softmax(b, 1);
            const Prediction of = first(plan, a, pa), now = first(plan, b, pb);
            if (of.index != now.index)
                told.others.push_back({index, of, now});
            told.logit = std::max(told.logit, largest(a - b));
            told.probability = std::max(told.probability, largest(pa - pb));
            squares += (a - b).square().mean().item<double>();
            ++told.pictures;
            return 0;
        });
    }
    for (const auto& model : {exact, other})
        model->vit->requireWholeFiles();
    if (told.pictures > 0) {
        const auto n = double(told.pictures);
        told.logit_rms = std::sqrt(squares / n);
    }
    told.exact_ms = median(std::move(exactMs));
    told.other_ms = median(std::move(otherMs));
    return told;
}

}  // namespace vitrine
