// Attention weighed by what it does for a target, followed through the layers. A_l attention, G_l = d target / d A_l.
// chefer (Chefer, Gur & Wolf, Generic Attention-model Explainability, ICCV 2021): R = I; for each layer in order
// R = R + mean_h(max(0, A_l * G_l)) R.
// grad_rollout: rollout with fuse_h = max(0, fuse_h(A_l * G_l)) (vit-explain's idea; there the gradients of the layers are
// paired with the wrong attentions, its issue 6).
#pragma once

#include "core/explain/methods.h"

namespace vitrine {

// The request is valid and complete (methods.cpp sees to it).
Map cheferMap(const Capture& capture, const MapRequest& request, const Progress& progress);
MapSet cheferAround(const Capture& capture, const MapRequest& request, const Progress& progress);
TokenMatrix cheferMatrix(const Capture& capture, const MapRequest& request, const Progress& progress);
Map gradRolloutMap(const Capture& capture, const MapRequest& request, const Progress& progress);
MapSet gradRolloutAround(const Capture& capture, const MapRequest& request, const Progress& progress);
TokenMatrix gradRolloutMatrix(const Capture& capture, const MapRequest& request, const Progress& progress);

}  // namespace vitrine
