#include "core/explain/methods.h"

#include "core/capture/capture.h"
#include "core/explain/attention.h"
#include "core/explain/request.h"
#include "core/explain/rollout.h"
#include "core/model/torch_error.h"

#include <c10/core/InferenceMode.h>

#include <cmath>

namespace vitrine {

namespace {

std::string fusionText(Fusion fusion) {
    switch (fusion) {
    case Fusion::Mean: return "mean";
    case Fusion::Max: return "maximum";
    case Fusion::Min: return "minimum";
    }
    return {};
}

std::string queryText(const Capture& capture, const Query& query) {
    if (query.patch)
        return "patch " + std::to_string(query.patch->row) + ", " + std::to_string(query.patch->col);
    return capture.hasClassToken() ? "the class token" : "all patches together";
}

std::string layersText(const LayerRange& layers) {
    const std::string first = std::to_string(layers.first), last = std::to_string(layers.last - 1);
    return first == last ? "layer " + first : "layers " + first + " to " + last;
}

std::string headText(const Capture& capture, const HeadChoice& choice) {
    if (choice.head >= 0)
        return "head " + std::to_string(choice.head);
    return fusionText(choice.fusion) + " of " + std::to_string(capture.heads()) +
           (capture.heads() == 1 ? " head" : " heads");
}

}  // namespace

const std::vector<Method>& methods() {
    static const std::vector<Method> all{
        {.name = "attention",
         .title = "Attention",
         .summary = "How much one token takes in from each patch in this layer; the shares of all tokens sum to 1. Every "
                    "token (a patch, or the class token that the answer is read from) has a query and a key; the "
                    "softmax of its query against every key makes the shares, in one head or fused over all. "
                    "(Dosovitskiy et al., An Image is Worth 16x16 Words, 2021)",
         .usesLayer = true,
         .usesHead = true,
         .usesLayers = false,
         .isAttention = true,
         .compute = attentionMap,
         .around = attentionAround,
         .matrix = attentionMatrix},
        {.name = "rollout",
         .title = "Rollout",
         .summary = "Attention followed through the layers, from the chosen one back to the patches of the picture. Each "
                    "layer's heads are fused, the residual connection counts "
                    "as attention to oneself, rows are scaled to sum to 1, and the layers are multiplied. With nothing "
                    "discarded and the mean of heads it is the paper's (Abnar & Zuidema, Quantifying Attention Flow in "
                    "Transformers, 2020); leaving out the smallest entries is vit-explain's idea, with its slip put "
                    "right (it divides along the wrong axis).",
         .usesLayer = false,
         .usesHead = false,
         .usesLayers = true,
         .isAttention = false,
         .compute = rolloutMap,
         .around = rolloutAround,
         .matrix = rolloutMatrix},
    };
    return all;
}

const Method* findMethod(std::string_view name) {
    for (const Method& method : methods())
        if (method.name == name)
            return &method;
    return nullptr;
}

Map explain(const Capture& capture, const MapRequest& request) {
    const c10::InferenceMode inference;
    const MapRequest complete = completed(capture, request);
    return withPlainErrors(complete.method, [&] { return findMethod(complete.method)->compute(capture, complete); });
}

MapSet explainAround(const Capture& capture, const MapRequest& request) {
    const c10::InferenceMode inference;
    const MapRequest complete = completed(capture, request);
    return withPlainErrors(complete.method, [&] { return findMethod(complete.method)->around(capture, complete); });
}

TokenMatrix explainMatrix(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const c10::InferenceMode inference;
    const MapRequest complete = completed(capture, request);
    return withPlainErrors(complete.method,
                           [&] { return findMethod(complete.method)->matrix(capture, complete, progress); });
}

std::string caption(const Capture& capture, const MapRequest& request) {
    const MapRequest complete = completed(capture, request);
    const char* of = complete.direction == Direction::From ? " of " : " of the others to ";
    std::string text = complete.method + of + queryText(capture, complete.query) + " · ";
    if (!findMethod(complete.method)->usesLayers)
        return text + "layer " + std::to_string(complete.layer) + " · " + headText(capture, complete.head);
    text += layersText(complete.layers) + " · " + fusionText(complete.head.fusion) + " of heads";
    if (complete.discard > 0)
        text += " · lowest " + std::to_string(std::lround(complete.discard * 100)) + " % left out";
    return text;
}

}  // namespace vitrine
