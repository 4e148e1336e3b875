// The numbers of a board as a file: .csv or .json.
#pragma once

#include "core/faith/evaluate.h"

#include <filesystem>
#include <string>

namespace vitrine {

/// What an Evaluation does not know of itself.
struct EvaluationNames {
    std::string picture, model, label;  ///< label: of the class
    std::string against{};              ///< of the class that the maps set it against, where they explain a difference
    std::string change{};               ///< interventionText(); empty: nothing was changed in the run
    std::string fill;                   ///< what stood in the place of removed patches
};

/// By the extension of `file`. Complete or not there. Throws Error.
///   .csv   a line a method: areas, sparsity, time, rank correlations, then deletion and insertion point by point
///   .json  as `vitrine evaluate --json` names them: {"image", "model", "target", "fill", "change", "methods": {NAME: {"deletion",
///          "deletion_auc", "insertion", "insertion_auc", "sparsity", "flat", "ms"}}, "rank_correlation"}
/// Without a class there are no areas and no curves.
void writeEvaluation(const Evaluation& evaluation, const EvaluationNames& names, const std::filesystem::path& file);

}  // namespace vitrine
