// A chain of matrices, one a layer, asked for one query: products of a vector with a matrix, last layer first, so that no
// product of two N x N matrices is ever made. Rollout and the methods like it. For core/**/*.cpp alone.
#pragma once

#include "core/explain/methods.h"
#include "core/explain/tensor_map.h"

#include <ATen/core/Tensor.h>

#include <functional>

namespace vitrine {

/// What a layer does to a row of shares: (N, N) float32.
using Step = std::function<at::Tensor(int layer)>;

/// 1 at the query; shared out evenly where all patches ask. (1, N)
at::Tensor oneHot(const Capture::Data& data, const Query& query);

/// The query's row of the product (From), or its column (To). (1, N)
at::Tensor chainLine(const Capture::Data& data, const Step& step, const MapRequest& request);

/// The same for the chains of layers first..l, for every l (layer l alone below `first`), in one pass. (L, N)
at::Tensor chainLines(const Capture::Data& data, const Step& step, const MapRequest& request);

/// The whole product.
TokenMatrix chainMatrix(const Capture::Data& data, const Step& step, const MapRequest& request,
                        const Progress& progress);

}  // namespace vitrine
