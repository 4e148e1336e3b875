// Several methods on one picture, beside the baselines.
#pragma once

#include "core/faith/measures.h"

#include <functional>
#include <optional>
#include <vector>

namespace vitrine {

/// A method as it was asked, and how its map did.
struct MethodResult {
    MapRequest request;
    Faithfulness faithfulness{};
};

struct Evaluation {
    int of = 0;  ///< the class that was measured
    std::vector<MethodResult> methods;
    /// Between every two maps, [i][j]; none where one of them is flat, or not there yet. 1 on the diagonal.
    std::vector<std::vector<std::optional<double>>> correlations;
};

/// Told of what there is so far, after each batch: the methods that are done, and the one that grows.
using EvaluationGrows = std::function<void(const Evaluation& soFar)>;

/// A map, and how long it took.
struct TimedMap {
    Map map;
    double ms = 0;
};

/// explain(), with nothing that an earlier map left behind in the run: the time is the method's own. Throws the same.
TimedMap timedMap(const Capture& capture, const MapRequest& request, const Progress& progress = {});

/// These, and `random` and `centre` behind them where they are not among them.
std::vector<MapRequest> withBaselines(std::vector<MapRequest> requests);

/// Every request's map (with its own target) and its measures, in the order of withBaselines(). Progress counts passes of
/// the measures; it is asked during a slow map too, with the same count. Throws what explain() and measure() throw.
Evaluation evaluate(const Capture& capture, const std::vector<MapRequest>& requests, const MeasureOptions& options = {},
                    const Progress& progress = {}, const EvaluationGrows& grows = {});

}  // namespace vitrine
