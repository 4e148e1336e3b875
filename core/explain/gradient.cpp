#include "core/explain/gradient.h"

#include "core/error.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

namespace vitrine {

namespace {

/// Autograd on in this thread, whatever its caller has set.
struct Differentiated {
    c10::InferenceMode inference{false};
    at::AutoGradMode grad{true};
};

/// To differentiate by; what a capture holds was made in inference mode and cannot be.
at::Tensor leaf(const at::Tensor& tensor) {
    return (tensor.is_inference() ? tensor.clone() : tensor.detach()).set_requires_grad(true);
}

/// d target / d (the last block's tokens)
at::Tensor topGradient(const Descent& descent) {
    const at::Tensor x = leaf(descent.tokens.back());                    // (B, N, D)
    const at::Tensor logits = descent.readOut.answer(x).to(at::kFloat);  // (B, 1, C)
    const at::Tensor value = valueOf(descent.target, logits).sum();      // pictures know nothing of each other
    return torch::autograd::grad({value}, {x}, {}, false, false, /*allow_unused=*/true).front();
}

}  // namespace

at::Tensor valueOf(const Target& target, const at::Tensor& logits) {
    const at::Tensor of = logits.select(-1, *target.of);
    return target.against ? of - logits.select(-1, *target.against) : of;
}

std::string settingOf(const Target& target) {
    return std::to_string(*target.of) + (target.against ? " -" + std::to_string(*target.against) : "");
}

Descent descentOf(const Capture::Data& data, const Vit& vit, const MapRequest& request, const Progress& progress) {
    Descent descent{vit, {}, data.change, data.readOut, request.target, true, progress};
    for (const at::Tensor& tokens : data.tokens)
        descent.tokens.push_back(tokens.unsqueeze(0));
    return descent;
}

at::Tensor descend(const Descent& descent, int lowest, const std::function<void(const BlockGradient&)>& visit) {
    const Differentiated differentiated;
    const VitConfig& config = descent.vit.config();
    at::Tensor gradient = topGradient(descent);  // (B, N, D)
    for (int layer = config.num_layers - 1; layer >= lowest; --layer) {
        report(descent.progress, config.num_layers - 1 - layer, config.num_layers - lowest);
        if (descent.change.graft == layer + 1)  // what was put in there does not depend on what came before
            gradient = gradient.masked_fill(descent.change.grafted.unsqueeze(1), 0);
        const at::Tensor x = leaf(descent.tokens[size_t(layer)]);  // (B, N, D)
        BlockSteps steps;
        steps.wantsAttention = descent.wantsAttention;
        const at::Tensor y =
            runBlock(config, *descent.vit.block(layer), x, descent.change.of(layer), &steps);  // (B, N, D)
        std::vector<at::Tensor> by{x, steps.ln_1, steps.mixed};
        if (descent.wantsAttention)
            by.push_back(steps.attention);
        std::vector<at::Tensor> gradients =
            torch::autograd::grad({y}, by, {gradient}, std::nullopt, false, /*allow_unused=*/true);
        gradient = gradients[0];
        BlockGradient block{layer, {}, {}, steps.ln_1.detach(), gradients[1], steps.values.detach(), gradients[2]};
        if (!block.ln_1_grad.defined())  // its branch is off
            block.ln_1_grad = at::zeros_like(block.ln_1);
        if (!block.mixed_grad.defined())
            block.mixed_grad = at::zeros_like(block.values);
        if (descent.wantsAttention) {
            block.attention = steps.attention.detach().to(at::kFloat);
            block.attention_grad =
                gradients[3].defined() ? gradients[3].to(at::kFloat) : at::zeros_like(block.attention);
        }
        const at::NoGradGuard plain;
        visit(block);
    }
    if (lowest == 0 && descent.change.graft == 0)
        gradient = gradient.masked_fill(descent.change.grafted.unsqueeze(1), 0);
    return gradient;
}

at::Tensor inputGradient(const Vit& vit, const at::Tensor& inputs, const at::Tensor& embedding_grad) {
    const Differentiated differentiated;
    const at::Tensor x = leaf(inputs);
    return torch::autograd::grad({vit.embed(x)}, {x}, {embedding_grad}).front();
}

at::Tensor readingGradient(const Capture::Data& data, const Vit& vit, int layer, const Target& target) {
    const Differentiated differentiated;
    const at::Tensor x = leaf(data.tokens[size_t(layer)].unsqueeze(0));  // (1, N, D)
    BlockSteps steps;
    steps.wantsAttention = true;
    const at::Tensor y = data.change.grafting(
        layer + 1, runBlock(vit.config(), *vit.block(layer), x, data.change.of(layer), &steps));  // (1, N, D)
    const at::Tensor mean = meanOverTokens(y, data.absent())[0];                                  // (1, D)
    const at::Tensor value = valueOf(target, data.readOut.each(mean).to(at::kFloat)).sum();
    at::Tensor gradient =
        torch::autograd::grad({value}, {steps.attention}, {}, false, false, /*allow_unused=*/true).front();
    if (gradient.defined() && data.absent().defined())
        gradient = gradient.masked_fill(data.absent(), 0);
    return (gradient.defined() ? gradient : at::zeros_like(steps.attention))[0].to(at::kFloat);  // (H, N, N)
}

}  // namespace vitrine
