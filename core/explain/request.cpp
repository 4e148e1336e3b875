#include "core/explain/request.h"

#include "core/capture/capture_data.h"
#include "core/error.h"
#include "core/model/intervention_check.h"

#include <algorithm>

namespace vitrine {

namespace {

std::string text(int value) { return std::to_string(value); }

void checkLayer(const ModelLimits& limits, MapRequest& request) {
    if (request.layer == -1)
        request.layer = limits.layers - 1;
    requireLayer(limits, request.layer);
}

void checkHead(const ModelLimits& limits, const Method& method, const HeadChoice& choice) {
    if (!method.usesHead && !method.usesFusion) {
        if (choice != HeadChoice{})
            throw UsageError("heads cannot be chosen", method.name + " takes all of them in its own way");
        return;
    }
    if (choice.head == -1)
        return;
    if (!method.usesHead)
        throw UsageError("head " + text(choice.head) + " cannot be chosen",
                         method.name + " follows all heads at once; choose mean, max or min");
    requireHead(limits, choice.head);
}

void checkLayers(const ModelLimits& limits, MapRequest& request) {
    LayerRange& layers = request.layers;
    if (layers.last == -1)
        layers.last = limits.layers;
    const std::string range = text(layers.first) + ":" + text(layers.last);
    if (layers.first < 0 || layers.first >= limits.layers || layers.last < 0 || layers.last > limits.layers)
        throw UsageError("layers " + range + " are not there", thereAre("layers", limits.layers));
    if (layers.first >= layers.last)
        throw UsageError("layers " + range + " are none", "2:5 means the layers 2, 3 and 4");
    if (!(request.discard >= 0 && request.discard < 1))
        throw UsageError("discard " + std::to_string(request.discard) + " cannot be",
                         "it is the share of attention to leave out, from 0 to less than 1");
}

void checkTarget(const ModelLimits& limits, const Method& method, const Target& target) {
    if (limits.classes == 0)
        throw UsageError(method.name + " explains a class", "and this model has no head that answers with one");
    for (const auto& index : {target.of, target.against})
        if (index)
            requireClass(limits, *index);
    if (target.of && target.of == target.against)
        throw UsageError("class " + text(*target.of) + " against itself", "is no difference; choose two classes");
}

}  // namespace

bool asksIdleToken(const VitConfig& config, const Query& query) {
    return !query.patch && config.class_token && config.pooling == Pooling::PatchMean;
}

MapRequest completed(const ModelLimits& limits, MapRequest request) {
    const Method* method = findMethod(request.method);
    if (!method) {
        std::string names;
        for (const Method& known : methods())
            names += (names.empty() ? "" : ", ") + known.name;
        throw UsageError("method " + request.method + " is not there", "choose one of " + names);
    }
    if (method->usesLayer)
        checkLayer(limits, request);
    else
        request.layer = limits.layers - 1;
    if (method->usesLayers)
        checkLayers(limits, request);
    checkHead(limits, *method, request.head);
    if (method->usesQuery && request.query.patch)
        requirePatch(limits, *request.query.patch);
    if (method->usesTarget)
        checkTarget(limits, *method, request.target);
    return request;
}

void requireAsker(const Capture& capture, const Query& query) {
    if (!query.patch)
        return;
    requirePatch(limitsOf(capture), *query.patch);
    if (isDropped(capture.data().intervention, *query.patch))
        throw UsageError("patch " + text(query.patch->row) + ", " + text(query.patch->col),
                         "was dropped, so it is not in the sequence and asks nothing; choose another one");
}

MapRequest completed(const Capture& capture, MapRequest request) {
    const ModelLimits limits = limitsOf(capture);
    request = completed(limits, std::move(request));
    const Method& method = *findMethod(request.method);
    if (method.usesQuery)
        requireAsker(capture, request.query);
    if (!method.usesTarget || request.target.of)
        return request;
    const std::vector<float>& logits = capture.logits();
    request.target.of = int(std::max_element(logits.begin(), logits.end()) - logits.begin());
    checkTarget(limits, method, request.target);  // the most probable one may be the one it is held against
    return request;
}

MapRequest matrixRequest(MapRequest request) {
    request.query = {};
    request.direction = Direction::From;
    if (const Method* method = findMethod(request.method); !method || !method->matrix) {
        request.method = methods().front().name;
        request.head = {};
    }
    return request;
}

}  // namespace vitrine
