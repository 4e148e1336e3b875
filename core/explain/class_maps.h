// Methods that look at one place of the model for a target. A_l attention, G_l = d target / d A_l.
// attn_grad: max(0, A_l * G_l)[h, query, patches] of one layer.
// legrad (Bousselham et al., LeGrad, arXiv 2404.03214): of each layer the gradient of s_l by A_l, where s_l is the model's
// reading of the mean of the layer's tokens (prefix too); max(0, .), mean over heads and queries, then over the layers.
// gradcam (Selvaraju et al., ICCV 2017): Z = the output of the last block's ln_1, w = mean over patches of d target / d Z,
// max(0, sum_c w_c Z_c). Not the block's output: only the class token reaches the head, its patches have no gradient.
#pragma once

#include "core/explain/methods.h"

namespace vitrine {

// The request is valid and complete (methods.cpp sees to it).
Map attnGradMap(const Capture& capture, const MapRequest& request, const Progress& progress);
MapSet attnGradAround(const Capture& capture, const MapRequest& request, const Progress& progress);
Map legradMap(const Capture& capture, const MapRequest& request, const Progress& progress);
MapSet legradAround(const Capture& capture, const MapRequest& request, const Progress& progress);
Map gradcamMap(const Capture& capture, const MapRequest& request, const Progress& progress);

}  // namespace vitrine
