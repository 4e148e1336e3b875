// The architecture as text for people.
#pragma once

#include "core/explore.h"

#include <string>

namespace vitrine::commands {

/// A line on the whole, then one a module: name, kind, output, parameters, share, GMACs. Neighbours that are alike are
/// one line, "encoder_layer_0 … 11  × 12", with their sum; what stands below is one of them.
std::string treeText(const ModelPlan& plan);

}  // namespace vitrine::commands
