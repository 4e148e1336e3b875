// rollout (Abnar & Zuidema 2020): attention followed through the layers, the residual connection counted as attention
// to oneself. R = I; for each layer in order R = norm(fuse_h(A) with the lowest `discard` share set to 0 + I) R, where
// norm divides each row by its sum. One query needs one row of R: e_query times the layers' matrices, the last first.
// How much of the query has reached the others is one column of R: the layers' matrices times e_query, the first first.
#pragma once

#include "core/explain/methods.h"

namespace at {
class Tensor;
}

namespace vitrine {

/// What one layer does to the rollout, from its fused heads: norm(fused with its lowest entries set to 0 + I). (N, N);
/// may write over `fused`. `absent`, (N) bool or undefined: tokens that are not in the sequence; they count among no
/// share, and keep to themselves.
at::Tensor rolloutStep(at::Tensor fused, double discard, const at::Tensor& absent);

// The request is valid and complete (methods.cpp sees to it).
Map rolloutMap(const Capture& capture, const MapRequest& request, const Progress& progress);
MapSet rolloutAround(const Capture& capture, const MapRequest& request, const Progress& progress);
TokenMatrix rolloutMatrix(const Capture& capture, const MapRequest& request, const Progress& progress);

}  // namespace vitrine
