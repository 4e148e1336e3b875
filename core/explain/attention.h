// attention: A[h, query, patches] of one layer, A = softmax(Q K^T / sqrt(d)). One row of A is enough for one query:
// q_row K^T, so nothing of the size N x N is formed and the mouse can be the query. The other way round, how much the
// others attend to it, is one column of A: exp(Q k_query / sqrt(d)) over each row's own sum, which is kept with the
// capture.
#pragma once

#include "core/explain/methods.h"

namespace at {
class Tensor;
}

namespace vitrine {

/// The query's row in every head. (H, N) float32, where the model ran.
at::Tensor attentionRows(const Capture& capture, int layer, const Query& query);

/// The query's column: how much of it each token takes in. A column does not sum to 1. (H, N) float32
at::Tensor attentionColumns(const Capture& capture, int layer, const Query& query);

/// The one or the other. (H, N)
at::Tensor attentionLines(const Capture& capture, int layer, const Query& query, Direction direction);

// The request is valid and complete (methods.cpp sees to it).
Map attentionMap(const Capture& capture, const MapRequest& request, const Progress& progress);
MapSet attentionAround(const Capture& capture, const MapRequest& request, const Progress& progress);
TokenMatrix attentionMatrix(const Capture& capture, const MapRequest& request, const Progress& progress);

}  // namespace vitrine
