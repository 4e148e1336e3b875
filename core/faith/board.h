// What a board asks of core: which maps, measured how.
#pragma once

#include "core/faith/evaluate.h"
#include "core/view.h"

#include <string>
#include <vector>

namespace vitrine {

/// As a Board has them: each once, without the baselines. All must be methods.
std::vector<std::string> boardMethods(const std::vector<std::string>& names);

/// The board's methods and behind them the baselines, each as it is by default (the class token, the last layer or all of
/// them, the mean of the heads), for that target.
std::vector<MapRequest> boardRequests(const Board& board, const Target& target);

/// How they are measured in a picture of so many patches. Without perturbation, which a board does not show.
MeasureOptions boardMeasures(const Board& board, const Target& target, int patches);

}  // namespace vitrine
