// What a sanity check tells of a map, in words.
#pragma once

#include "core/change/sanity.h"

#include <QtCore/QString>

namespace vitrine::ui {

/// A rank correlation: "0.21", "−0.10"; "flat" where a map is the same everywhere.
QString correlationText(const std::optional<double>& value);

/// The lowest part that a step draws anew: "the head", "layer 11", "the embedding".
QString drawnWords(const SanityStep& step);

/// One sentence of the steps that were computed for this request: where the map begins to change, and how it ends. It goes
/// by the values' magnitudes. Empty without steps.
QString sanityVerdict(const MapRequest& request, const std::vector<SanityStep>& steps);

/// That what is above the map's layers is no part of it, and cannot change it; empty where all of the model is.
QString sanityReach(const MapRequest& request, const std::vector<SanityStep>& steps);

}  // namespace vitrine::ui
