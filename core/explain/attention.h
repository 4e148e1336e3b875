// attention: A[h, query, patches] of one layer, A = softmax(Q K^T / sqrt(d)). One row of A is enough for one query:
// q_row K^T, so nothing of the size N x N is formed and the mouse can be the query.
#pragma once

#include "core/explain/methods.h"

namespace at {
class Tensor;
}

namespace vitrine {

/// The query's row in every head. (H, N) float32, where the model ran.
at::Tensor attentionRows(const Capture& capture, int layer, const Query& query);

// The request is valid and complete (methods.cpp sees to it).
Map attentionMap(const Capture& capture, const MapRequest& request);
MapSet attentionAround(const Capture& capture, const MapRequest& request);

}  // namespace vitrine
