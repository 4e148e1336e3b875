// Whether a map is faithful: if it marks what the model relies on, the answer must fall quickly as the marked patches are
// taken away, and come back quickly as they are put in. Each measure needs a run, a map of it and a class, and sends
// changed pictures through the model.
#pragma once

#include "core/error.h"
#include "core/explain/map.h"
#include "core/model/intervention.h"

#include <functional>
#include <optional>
#include <vector>

namespace vitrine {

class Capture;

/// How an answer changes with the share of the picture that was taken away (deletion) or put in (insertion).
struct Curve {
    std::vector<float> shares;  ///< from 0, ascending; of the picture's patches, or pixels
    std::vector<float> values;  ///< the answer at each; fewer than shares while it grows
    double auc = 0;             ///< the area under it by trapezoids, once it is whole

    bool whole() const { return !shares.empty() && values.size() == shares.size(); }
};

/// Chefer et al., Transformer Interpretability Beyond Attention Visualization, CVPR 2021: 0, 10 .. 90 % of the pixels set
/// to 0 before normalisation, in the order of the map made as large as the picture (bilinear). Areas are times 100, so
/// between 0 and 90. Theirs is of `top1`, whose mean over pictures is the accuracy.
struct Perturbation {
    Curve probability;  ///< of the class
    Curve top1;         ///< 1 while no other class is more probable, else 0
};

struct MeasureOptions {
    std::optional<int> of{};  ///< the class whose probability is measured; none: the most probable. For a map that
                              ///< explains a difference of two classes: the first of them
    Fill fill = Fill::Black;  ///< of deletion and insertion, not perturbation; Drop is a UsageError: no picture shows it
    int step = 1;             ///< patches at a time in deletion and insertion: more is coarser, and quicker
    bool perturbation = true;  ///< whether to measure that too: 20 passes
    bool deletion = true;      ///< and each of these: a curve that is known already need not be measured again
    bool insertion = true;
};

/// What is measured of one map.
struct Faithfulness {
    Map map;
    bool flat = false;      ///< one value everywhere: it says nothing, and its order is that of reading
    Curve deletion;         ///< patches are filled, those with the highest values first, ties by index. Lower is better
    Curve insertion;        ///< from all filled, patches of the picture come back in that order. Higher is better
    Perturbation positive;  ///< the highest first; lower is better. Empty where it is not wanted
    Perturbation negative;  ///< the lowest first; higher is better
    double sparsity = 0;    ///< giniIndex() of the patches in the sequence
    double ms = 0;          ///< to make the map
};

/// Told of what there is so far, after each batch.
using FaithfulnessGrows = std::function<void(const Faithfulness& soFar)>;

/// The class that is measured. Throws UsageError for one that is not there, and for a model without a head.
int measuredClass(const Capture& capture, const MeasureOptions& options);

/// Throws UsageError for more patches at a time than a picture has: the curve would be a line between its ends.
void requireStep(int step, int patches);

/// How many passes measure() takes for this run.
int passesOf(const Capture& capture, const MeasureOptions& options);

/// Deletion and insertion (Petsiuk et al., RISE, 2018, by patches), perturbation and sparsity of a map of this run (of
/// any of it: what was changed in the run stays changed; patches that were left out of it come last in every order).
/// Progress counts passes. Throws UsageError for a class that is not there, a model without a head, a map of another size or
/// with NaN in it, Drop, and a step below 1 or beyond the picture's patches; Error where the model is closed; Cancelled.
Faithfulness measure(const Capture& capture, Map map, const MeasureOptions& options = {}, const Progress& progress = {},
                     const FaithfulnessGrows& grows = {});

/// Flat indices, the highest value first, ties by index.
std::vector<int> descending(const std::vector<float>& values);

/// The Gini index of the magnitudes, 0 (all alike, or all 0) to 1 - 1/n (one alone): how much of the map is in few
/// patches. Hurley & Rickard, Comparing Measures of Sparsity, 2009.
double giniIndex(const std::vector<float>& values);

/// Spearman's rank correlation, -1 to 1; equal values share the mean of their ranks. None where one of the two is
/// flat or has values that are no numbers.
std::optional<double> rankCorrelation(const std::vector<float>& a, const std::vector<float>& b);
/// rankCorrelation() of two maps of one run, of the patches in the sequence.
std::optional<double> mapCorrelation(const Map& a, const Map& b);

}  // namespace vitrine
