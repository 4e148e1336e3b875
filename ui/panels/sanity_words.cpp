#include "ui/panels/sanity_words.h"

#include "core/explain/methods.h"
#include "ui/core_words.h"
#include "ui/numbers.h"
#include "ui/tr.h"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr double alike = 0.7;  // a rank correlation that is still a resemblance

/// The first step that draws something anew that this map is made of.
size_t firstThatCounts(const MapRequest& request, int layers) { return size_t(layers - reachOf(request, layers)) + 1; }

bool isAlike(const SanityStep& step) { return step.absolute_correlation.value_or(0) >= alike; }

}  // namespace

QString drawnWords(const SanityStep& step) {
    if (step.randomised == 1)
        return step.hasHead ? tr("the head") : tr("the final norm");
    return step.layer < 0 ? tr("the embedding") : tr("layer %1").arg(step.layer);
}

QString correlationText(const std::optional<double>& value) { return value ? numberText(*value, 'f', 2) : tr("flat"); }

QString sanityVerdict(const MapRequest& request, const std::vector<SanityStep>& steps) {
    const Method* method = findMethod(request.method);
    if (!method || steps.size() < 2)
        return {};
    const QString name = methodTitle(*method), end = correlationText(steps.back().absolute_correlation);
    if (method->isBaseline)
        return tr("%1 does not look at the model: nothing can change it").arg(name);
    const size_t first = firstThatCounts(request, steps.front().layer);
    size_t change = first;  // the first step that no longer resembles
    double least = 1;       // of those before it
    for (; change < steps.size() && isAlike(steps[change]); ++change)
        least = std::min(least, *steps[change].absolute_correlation);
    const QString low = correlationText(least);
    if (change >= steps.size())
        return tr("%1 stays alike to the end (rank correlation %2 or more): it shows the picture, not what was learnt")
            .arg(name, low);
    if (isAlike(steps.back()))
        return tr("%1 changes from %2 on, but ends alike (rank correlation %3)").arg(name, drawnWords(steps[change]), end);
    if (change == first)
        return tr("%1 changes from %2 on (rank correlation %3 at the end)").arg(name, drawnWords(steps[change]), end);
    return tr("%1 stays alike (rank correlation %2 or more) until %3 is drawn anew; %4 at the end")
        .arg(name, low, drawnWords(steps[change]), end);
}

QString sanityReach(const MapRequest& request, const std::vector<SanityStep>& steps) {
    const Method* method = findMethod(request.method);
    if (!method || method->isBaseline || steps.empty())
        return {};
    const int layers = steps.front().layer;
    const size_t first = firstThatCounts(request, layers);
    if (first == 1)
        return {};
    const int top = layers + 1 - int(first);
    if (top == layers - 1)
        return steps.front().hasHead ? tr("The head is no part of this map: drawing it anew changes nothing.")
                                     : tr("The final norm is no part of this map: drawing it anew changes nothing.");
    return tr("What is above layer %1 is no part of this map: drawing it anew changes nothing.").arg(top);
}

}  // namespace vitrine::ui
