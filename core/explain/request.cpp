#include "core/explain/request.h"

#include "core/capture/capture.h"
#include "core/error.h"

#include <algorithm>

namespace vitrine {

namespace {

std::string text(int value) { return std::to_string(value); }

std::string upTo(const char* things, int count) {
    return std::string("this model has ") + things + " 0 to " + text(count - 1);
}

void checkLayer(const MapLimits& limits, MapRequest& request) {
    if (request.layer == -1)
        request.layer = limits.layers - 1;
    if (request.layer < 0 || request.layer >= limits.layers)
        throw UsageError("layer " + text(request.layer) + " is not there", upTo("layers", limits.layers));
}

void checkHead(const MapLimits& limits, const Method& method, const HeadChoice& choice) {
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
    if (choice.head < 0 || choice.head >= limits.heads)
        throw UsageError("head " + text(choice.head) + " is not there", upTo("heads", limits.heads));
}

void checkLayers(const MapLimits& limits, MapRequest& request) {
    LayerRange& layers = request.layers;
    if (layers.last == -1)
        layers.last = limits.layers;
    const std::string range = text(layers.first) + ":" + text(layers.last);
    if (layers.first < 0 || layers.first >= limits.layers || layers.last < 0 || layers.last > limits.layers)
        throw UsageError("layers " + range + " are not there", upTo("layers", limits.layers));
    if (layers.first >= layers.last)
        throw UsageError("layers " + range + " are none", "2:5 means the layers 2, 3 and 4");
    if (!(request.discard >= 0 && request.discard < 1))
        throw UsageError("discard " + std::to_string(request.discard) + " cannot be",
                         "it is the share of attention to leave out, from 0 to less than 1");
}

void checkTarget(const MapLimits& limits, const Method& method, const Target& target) {
    if (limits.classes == 0)
        throw UsageError(method.name + " explains a class", "and this model has no head that answers with one");
    for (const auto& index : {target.of, target.against})
        if (index && (*index < 0 || *index >= limits.classes))
            throw UsageError("class " + text(*index) + " is not there", upTo("classes", limits.classes));
    if (target.of && target.of == target.against)
        throw UsageError("class " + text(*target.of) + " against itself", "is no difference; choose two classes");
}

}  // namespace

void requirePatch(const MapLimits& limits, const Cell& patch, const char* role) {
    const auto [row, col] = patch;
    if (row < 0 || row >= limits.rows || col < 0 || col >= limits.cols)
        throw UsageError(std::string(role) + " " + text(row) + ", " + text(col) + " is not there",
                         upTo("rows", limits.rows) + " and columns 0 to " + text(limits.cols - 1));
}

bool asksIdleToken(const VitConfig& config, const Query& query) {
    return !query.patch && config.class_token && config.pooling == Pooling::PatchMean;
}

MapRequest completed(const MapLimits& limits, MapRequest request) {
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

MapRequest completed(const Capture& capture, MapRequest request) {
    const std::vector<float>& logits = capture.logits();
    request = completed(MapLimits{capture.layers(), capture.heads(), capture.rows(), capture.cols(), int(logits.size())},
                        std::move(request));
    if (findMethod(request.method)->usesTarget && !request.target.of)
        request.target.of = int(std::max_element(logits.begin(), logits.end()) - logits.begin());
    if (findMethod(request.method)->usesTarget && request.target.of == request.target.against)
        throw UsageError("class " + text(*request.target.of) + " against itself",
                         "is no difference; choose two classes");
    return request;
}

}  // namespace vitrine
