// The sanity switch: the same architecture with random weights, and back. A map that does not change was not the model's.
#pragma once

#include "core/explore.h"

#include <optional>

namespace vitrine::ui {

class Session;

/// The request of the other side; nothing where random weights have no trained ones to go back to.
std::optional<ModelRequest> otherWeights(const ModelRequest& now);

/// Opens it, or says why there is none.
void switchRandom(Session& session);

}  // namespace vitrine::ui
