#include "core/inspect/inspect.h"

#include "core/inspect/findings.h"
#include "core/model/torch_error.h"
#include "core/model/vit.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <charconv>

namespace vitrine {

namespace {

const std::string foldMark = "…";

/// The last block of a fold, "encoder.layers.encoder_layer_0…9" -> 9; -1 where it is none.
int lastOfFold(const std::string& path) {
    const size_t mark = path.find(foldMark);
    int last = -1;
    if (mark != path.npos)
        std::from_chars(path.data() + mark + foldMark.size(), path.data() + path.size(), last);
    return last;
}

}  // namespace

/// What was dear, kept for the next look, and the look itself.
struct Inspector::Cache {
    std::weak_ptr<const Vit> vit;
    FilterSet principal, plain;
    std::weak_ptr<const Capture> capture;
    int layer = -1;  ///< of the trace; -1: none
    BlockTrace trace;
    at::Tensor lengths;  // (L + 1, N), undefined at first

    void follow(const Model& model, const Result& result);
    const BlockTrace& traceOf(const Model& model, const Capture& run, int layer);
    Finding norms(const Capture& run, int after);
    std::vector<Finding> filters(const Model& model, const Input& input);
    std::vector<Finding> findings(const Model& model, const Result& result, const InspectRequest& request,
                                  const ModuleNode& node);
    std::vector<Finding> ofBlock(const Model& model, const Capture& run, const Query& query, const ModuleNode& node);
    Finding scale(const Model& model, const Capture& run, const ModuleNode& node);
};

Inspector::Inspector() : m_cache(std::make_unique<Cache>()) {}
Inspector::~Inspector() = default;

// Another model or another run: what was kept is of no use.
void Inspector::Cache::follow(const Model& model, const Result& result) {
    if (vit.lock() != model.vit) {
        vit = model.vit;
        principal = plain = FilterSet();
    }
    if (capture.lock() != result.capture) {
        capture = result.capture;
        layer = -1;
        trace = BlockTrace();
        lengths = at::Tensor();
    }
}

const BlockTrace& Inspector::Cache::traceOf(const Model& model, const Capture& run, int wanted) {
    if (layer != wanted) {
        trace = traceBlock(*model.vit, run, wanted);
        layer = wanted;
    }
    return trace;
}

Finding Inspector::Cache::norms(const Capture& run, int after) {
    if (!lengths.defined())
        lengths = tokenLengths(run.data());
    return tokenNorms(run.data(), lengths, std::clamp(after, 0, run.layers()));
}

std::vector<Finding> Inspector::Cache::filters(const Model& model, const Input& input) {
    if (!principal.vectors.defined()) {
        const at::Tensor weight = model.vit->parameter("conv_proj.weight");
        principal = principalFilters(weight);
        plain = firstFilters(weight);
    }
    return {drawFilters(principal, input), drawFilters(plain, input)};
}

Finding Inspector::Cache::scale(const Model& model, const Capture& run, const ModuleNode& node) {
    const at::Tensor weight = model.vit->parameter(node.path + ".weight");
    const at::Tensor bias = model.vit->parameter(node.path + ".bias");
    const int prefix = run.prefix();
    if (node.path == "fc_norm") {
        const ReadOut& end = run.data().readOut;
        const at::Tensor pooled = end.pool(end.read(run.data().tokens.back()));  // (1, P)
        return scaleOf(weight, bias, pooled.to(at::kFloat), layerNorm(pooled, end.fc_norm, end.eps).to(at::kFloat), 1);
    }
    if (node.layer < 0) {
        const at::Tensor& last = run.data().tokens.back();  // (N, D)
        const auto rows = [&](const at::Tensor& tokens) {
            return presentRows(run.data(), tokens.to(at::kCPU, at::kFloat));
        };
        return scaleOf(weight, bias, rows(last), rows(run.data().readOut.normalise(last)), prefix);
    }
    const BlockTrace& steps = traceOf(model, run, node.layer);
    const auto& [before, after] =
        node.name == "ln_1" ? std::pair(steps.input, steps.ln_1) : std::pair(steps.middle, steps.ln_2);
    return scaleOf(weight, bias, presentRows(run.data(), before), presentRows(run.data(), after), prefix);
}

std::vector<Finding> Inspector::Cache::ofBlock(const Model& model, const Capture& run, const Query& query,
                                               const ModuleNode& node) {
    if (node.name == "q_norm" || node.name == "k_norm")
        return {};
    if (node.kind == ModuleKind::LayerNorm)
        return {scale(model, run, node)};
    const BlockTrace& steps = traceOf(model, run, node.layer);
    const Capture::Data& data = run.data();
    if (node.kind == ModuleKind::MultiheadAttention)
        return {headMaps(run, node.layer, query), addedTo(data, steps.input, steps.attention)};
    if (node.name == "out_proj" || node.name == "ls_1")
        return {addedTo(data, steps.input, steps.attention)};
    if (node.kind == ModuleKind::MLPBlock)
        return {activations(data, steps, query), addedTo(data, steps.middle, steps.mlp)};
    if (node.kind == ModuleKind::GELU || node.kind == ModuleKind::QuickGELU || node.kind == ModuleKind::SwiGLU)
        return {activations(data, steps, query)};
    if (node.name == "0")
        return {histogramOf(presentRows(data, steps.before))};
    if (node.name == "3" || node.name == "ls_2")
        return {addedTo(data, steps.middle, steps.mlp)};
    return {};
}

std::vector<Finding> Inspector::Cache::findings(const Model& model, const Result& result, const InspectRequest& request,
                                                const ModuleNode& node) {
    const Capture& run = *result.capture;
    const int target = request.target >= 0 ? request.target : result.top.empty() ? -1 : result.top.front().index;
    if (node.kind == ModuleKind::EncoderBlock)
        return {norms(run, std::max(node.layer, lastOfFold(request.node)) + 1)};
    if (node.layer >= 0)
        return ofBlock(model, run, request.query, node);
    if (node.path == "conv_proj")
        return filters(model, result.picture->input);
    if (node.path == "encoder.ln_pre")
        return {norms(run, 0)};
    if (node.path == "class_token")
        return {classPath(run.data())};
    if (node.path == "encoder.pos_embedding")
        return {positionSimilarity(run.data(), model.vit->parameter(node.path), request.query)};
    if (node.path == "encoder.ln" || node.path == "fc_norm")
        return {scale(model, run, node)};
    if (node.path.starts_with("heads.pre_logits") || node.path == "heads.act") {
        return {histogramOf(run.data().readOut.featuresOf(run.data().tokens.back()).to(at::kCPU, at::kFloat))};
    }
    if (node.path.starts_with("heads"))
        return target >= 0 && target < int(run.logits().size()) ? std::vector<Finding>{contributions(run, target)}
                                                                : std::vector<Finding>{};
    return {norms(run, run.layers())};  // the encoder, its layers, the whole
}

Inspection Inspector::inspect(const Model& model, const Result& result, const InspectRequest& request) {
    const ModuleNode* node = nodeAt(model.plan.tree, request.node.substr(0, request.node.find(foldMark)));
    if (!node || !result.capture || !result.picture)
        return {request, {}};
    return withPlainErrors(model.plan.weights, [&]() -> Inspection {
        const c10::InferenceMode inference;
        useThreads(model.vit->placement().threads);
        m_cache->follow(model, result);
        Inspection inspection{request, m_cache->findings(model, result, request, *node)};
        model.vit->requireWholeFiles();
        return inspection;
    });
}

}  // namespace vitrine
