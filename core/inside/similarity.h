// How alike the tokens of a layer are to the query's: cosines, 1 for the same direction, 0 for nothing in common, -1 for
// the opposite. A layer's tokens share a large common part (Godey et al. 2024 call it anisotropy), so most cosines are
// above 0: what tells is which are higher.
#pragma once

#include "core/inspect/inspection.h"

#include <vector>

namespace vitrine {

class Capture;

/// After the embedding and after each block (layers + 1): the query's token against each patch's, and against the class
/// token's where there is one. Without a patch the query is the class token, or in a model without one the mean of the
/// patches' tokens. Throws UsageError for a patch that is not there.
std::vector<Similarity> tokenSimilarity(const Capture& capture, const Query& query);

}  // namespace vitrine
