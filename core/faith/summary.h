// The same over many pictures: what is left when one picture's luck is averaged away.
#pragma once

#include "core/faith/evaluate.h"

#include <optional>
#include <string>
#include <vector>

namespace vitrine {

/// A mean over pictures.
struct Estimate {
    int n = 0;
    double mean = 0;
    std::optional<double> error{};  ///< the standard error of the mean, s / sqrt(n); none for fewer than two
};

/// A method against another on the same pictures.
struct Paired {
    Estimate difference;  ///< the method's minus the other's
    double better = 0;    ///< the share of pictures where the method did better; a tie counts half
};

/// One measure of one method.
struct MeasureSummary {
    Estimate value;
    std::optional<Paired> random;  ///< against the method `random`; none where that was not measured, or is this one
    std::optional<Paired> centre;
};

struct MethodSummary {
    std::string method;
    int flat = 0;  ///< pictures where its map was flat; they are counted in all below
    MeasureSummary deletion, insertion;
    MeasureSummary positive, negative;            ///< areas under Perturbation::probability; n = 0: not measured
    MeasureSummary positive_top1, negative_top1;  ///< under Perturbation::top1
    Estimate sparsity, ms;
};

struct Summary {
    int pictures = 0;
    std::vector<MethodSummary> methods;
    std::vector<std::vector<Estimate>> correlations;  ///< over the pictures where neither map was flat
};

/// Of evaluations with the same requests in the same order; else UsageError.
Summary summarise(const std::vector<Evaluation>& evaluations);

}  // namespace vitrine
