// The class that is explained, as a person calls it: by its number or by its name.
#pragma once

#include "core/explore.h"

#include <string>

namespace vitrine {

struct Scene;

/// The number in `text`, else the class that is called so; else the one whose name has it in it, in whatever case. Throws
/// UsageError where there is none, or more than one: it names some.
int classOf(const ModelPlan& plan, const std::string& text);

/// "cat", "281" or "cat,-dog": a class, or how far it is above another. Throws UsageError.
Target targetOf(const ModelPlan& plan, const std::string& text);

/// A target that the scene calls by its name gets its number.
void findTarget(Scene& scene, const ModelPlan& plan);

}  // namespace vitrine
