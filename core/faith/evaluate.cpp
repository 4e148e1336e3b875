#include "core/faith/evaluate.h"

#include "core/capture/capture_data.h"
#include "core/explain/methods.h"

#include <algorithm>
#include <chrono>

namespace vitrine {

namespace {

/// The row and column of the newest map, beside the others.
void correlate(Evaluation& evaluation) {
    const auto& methods = evaluation.methods;
    const size_t newest = methods.size() - 1;
    const Faithfulness& b = methods[newest].faithfulness;
    for (size_t i = 0; i < newest; ++i) {
        const auto correlation = mapCorrelation(methods[i].faithfulness.map, b.map);
        evaluation.correlations[i][newest] = evaluation.correlations[newest][i] = correlation;
    }
}

}  // namespace

TimedMap timedMap(const Capture& capture, const MapRequest& request, const Progress& progress) {
    capture.data().forgetMaps();
    const auto start = std::chrono::steady_clock::now();
    Map map = explain(capture, request, progress);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    return {std::move(map), took.count()};
}

std::vector<MapRequest> withBaselines(std::vector<MapRequest> requests) {
    for (const Method& method : methods())
        if (method.isBaseline && std::none_of(requests.begin(), requests.end(), [&](const MapRequest& request) {
                return request.method == method.name;
            })) {
            MapRequest request;
            request.method = method.name;
            requests.push_back(request);
        }
    return requests;
}

Evaluation evaluate(const Capture& capture, const std::vector<MapRequest>& requests, const MeasureOptions& options,
                    const Progress& progress, const EvaluationGrows& grows) {
    const std::vector<MapRequest> all = withBaselines(requests);
    MeasureOptions sameClass = options;
    Evaluation evaluation;
    sameClass.of = evaluation.of = measuredClass(capture, options);
    evaluation.correlations.assign(all.size(), std::vector<std::optional<double>>(all.size()));
    for (size_t i = 0; i < all.size(); ++i)
        evaluation.correlations[i][i] = 1;
    const int each = passesOf(capture, options), total = each * int(all.size());
    for (const MapRequest& request : all) {
        const int before = int(evaluation.methods.size()) * each;
        report(progress, before, total);
        auto [map, ms] = timedMap(capture, request, [&](int, int) { return !progress || progress(before, total); });
        Faithfulness& result = evaluation.methods.emplace_back(request).faithfulness;
        result.map = map;
        correlate(evaluation);
        const auto grown = [&](const Faithfulness& soFar) {
            result = soFar;
            result.ms = ms;
            if (grows)
                grows(evaluation);
        };
        const Progress passes = [&](int done, int) { return !progress || progress(before + done, total); };
        result = measure(capture, std::move(map), sameClass, passes, grown);
        result.ms = ms;
    }
    return evaluation;
}

}  // namespace vitrine
