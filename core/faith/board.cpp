#include "core/faith/board.h"

#include "core/explain/methods.h"

#include <algorithm>

namespace vitrine {

namespace {

constexpr int usualSteps = 32;  // of a curve

}  // namespace

std::vector<MapRequest> boardRequests(const Board& board, const Target& target) {
    std::vector<MapRequest> requests;
    for (const std::string& method : board.methods) {
        MapRequest& request = requests.emplace_back();
        request.method = method;
        if (const Method* found = findMethod(method); found && found->usesTarget)
            request.target = target;
    }
    return withBaselines(requests);
}

MeasureOptions boardMeasures(const Board& board, const Target& target, int patches) {
    MeasureOptions options;
    options.of = target.of;
    options.fill = board.fill;
    options.step = board.step > 0 ? board.step : std::max(1, (patches + usualSteps / 2) / usualSteps);
    options.perturbation = false;
    return options;
}

}  // namespace vitrine
