// Methods that ask how the answer depends on the pixels. x: the input, normalised.
// input_grad: sum over a patch of |x * d target / d x| (Simonyan et al. 2014; times the input, Shrikumar et al. 2017).
// ig (Sundararajan et al., Integrated Gradients, ICML 2017): from black to x in 32 steps, taken at their middles; signed
// sum over a patch. All values sum to target(x) - target(black), but for what the steps are too coarse for: that is told.
// occlusion (Zeiler & Fergus, ECCV 2014): how far the target falls when the patch is black.
#pragma once

#include "core/explain/methods.h"

namespace vitrine {

// The request is valid and complete (methods.cpp sees to it).
Map inputGradMap(const Capture& capture, const MapRequest& request, const Progress& progress);
Map igMap(const Capture& capture, const MapRequest& request, const Progress& progress);
Map occlusionMap(const Capture& capture, const MapRequest& request, const Progress& progress);

// The baselines that no model is needed for: what an explanation has to be better than.

/// Evenly distributed numbers, drawn by the request's seed.
Map randomMap(const Capture& capture, const MapRequest& request, const Progress& progress);
/// 1 in the middle of the picture, falling with the distance to 0 in the corners.
Map centreMap(const Capture& capture, const MapRequest& request, const Progress& progress);

}  // namespace vitrine
