#include "core/explain/methods.h"

#include "core/capture/capture_data.h"
#include "core/explain/request.h"
#include "core/explain/tensor_map.h"
#include "core/model/torch_error.h"
#include "core/model/vit.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
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

/// A method that runs the model again uses as many threads as it does, whatever the thread that asks did before.
void useModelsThreads(const Capture& capture, const MapRequest& request) {
    if (!findMethod(request.method)->usesTarget)
        return;
    if (const auto vit = capture.data().vit.lock())
        useThreads(vit->placement().threads);
}

/// Products of large weights overflow float32, in gradients sooner than in the answer.
void requireNumbers(const std::string& method, const std::vector<float>& values) {
    if (!std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); }))
        throw Error(method, "gives values that are no numbers (NaN or infinity): gradients of this model are too large "
                            "for its dtype. float32 has the widest range; attention needs no gradients");
}

/// What every map of a run has to be: numbers, and none where nothing was.
Map finished(const std::string& method, Map map, const std::vector<bool>& dropped) {
    map = withoutDropped(std::move(map), dropped);
    requireNumbers(method, map.values);
    return map;
}

MapSet finished(const std::string& method, MapSet set, const std::vector<bool>& dropped) {
    set.map = finished(method, std::move(set.map), dropped);
    for (std::vector<Map>* maps : {&set.byLayer, &set.byHead})
        for (Map& map : *maps)
            map = finished(method, std::move(map), dropped);
    return set;
}

std::string targetText(const Target& target, const ClassName& name) {
    const auto words = [&](int index) { return name ? name(index) : "class " + std::to_string(index); };
    return words(*target.of) + (target.against ? " against " + words(*target.against) : "");
}

}  // namespace

const Method* findMethod(std::string_view name) {
    for (const Method& method : methods())
        if (method.name == name)
            return &method;
    return nullptr;
}

const Method& methodForClass() { return *findMethod("chefer"); }

MapRequest relevant(MapRequest request) {
    const Method* method = findMethod(request.method);
    if (!method)
        return request;
    const MapRequest usual;
    if (!method->usesLayer)
        request.layer = usual.layer;
    if (!method->usesLayers)
        request.layers = usual.layers;
    if (!method->usesHead && !method->usesFusion)
        request.head = usual.head;
    if (!method->usesDiscard)
        request.discard = usual.discard;
    if (!method->usesQuery) {
        request.query = usual.query;
        request.direction = usual.direction;
    }
    if (!method->usesTarget)
        request.target = usual.target;
    if (!method->usesSeed)
        request.seed = usual.seed;
    return request;
}

Map explain(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const c10::InferenceMode inference;
    const MapRequest complete = completed(capture, request);
    useModelsThreads(capture, complete);
    return withPlainErrors(complete.method, [&] {
        return finished(complete.method, findMethod(complete.method)->compute(capture, complete, progress),
                        droppedOf(capture.data()));
    });
}

MapSet explainAround(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const c10::InferenceMode inference;
    const MapRequest complete = completed(capture, request);
    const Method& method = *findMethod(complete.method);
    useModelsThreads(capture, complete);
    return withPlainErrors(complete.method, [&] {
        return finished(complete.method,
                        method.around ? method.around(capture, complete, progress)
                                      : MapSet{method.compute(capture, complete, progress), {}, {}},
                        droppedOf(capture.data()));
    });
}

TokenMatrix explainMatrix(const Capture& capture, const MapRequest& request, const Progress& progress) {
    const c10::InferenceMode inference;
    const MapRequest complete = completed(capture, request);
    const Method& method = *findMethod(complete.method);
    if (!method.matrix)
        throw UsageError(complete.method + " has no matrix", "it gives one map, not one for every query");
    useModelsThreads(capture, complete);
    return withPlainErrors(complete.method, [&] {
        TokenMatrix matrix = method.matrix(capture, complete, progress);
        requireNumbers(complete.method, matrix.values);
        return matrix;
    });
}

std::string caption(const Capture& capture, const MapRequest& request, const ClassName& name) {
    const MapRequest complete = completed(capture, request);
    const Method& method = *findMethod(complete.method);
    const char* of = complete.direction == Direction::From ? " of " : " of the others to ";
    std::string text = method.usesQuery && !method.usesTarget ? method.name : method.title;
    if (method.usesTarget)
        text += " · for " + targetText(complete.target, name) + (method.usesQuery ? " ·" : "");
    if (method.usesQuery)
        text += of + queryText(capture, complete.query);
    if (method.usesLayer)
        text += " · layer " + std::to_string(complete.layer) + " · " + headText(capture, complete.head);
    if (method.usesLayers)
        text += " · " + layersText(complete.layers);
    if (method.usesLayers && method.usesFusion)
        text += " · " + fusionText(complete.head.fusion) + " of heads";
    if (complete.discard > 0)
        text += " · lowest " + std::to_string(std::lround(complete.discard * 100)) + " % left out";
    return text;
}

}  // namespace vitrine
