// What was measured, for people and for programs.
#pragma once

#include "app/commands/output.h"
#include "core/explore.h"
#include "core/faith/summary.h"

#include <filesystem>
#include <string>

namespace vitrine::commands {

/// The areas of each method, its distance from random and centre, and how alike the methods' orders are.
/// `label`: of the class measured; empty: of each picture its own most probable one.
/// `change`: interventionText(); empty: nothing was changed in the runs.
std::string summaryText(const Summary& summary, const std::string& label, const std::string& change);

/// One picture: {"image", "target", "methods": {NAME: {"deletion", "deletion_auc", ...}}}, and what else is known.
Json evaluationJson(const std::filesystem::path& file, const ModelPlan& plan, const Evaluation& evaluation,
                    const Target& target);

/// All of them: {"pictures", "methods": {NAME: {"deletion": {"n", "mean", "standard_error", "minus_random", ...}}}}.
Json summaryJson(const Summary& summary);

}  // namespace vitrine::commands
