// How long the tokens are, layer by layer, and which of them stand out: trained ViTs often keep whole-picture
// information in a few plain patches, whose tokens grow long (Darcet et al. 2024, arXiv 2309.16588).
#pragma once

#include "core/inspect/inspection.h"

#include <vector>

namespace vitrine {

class Capture;

/// After the embedding and after each block (layers + 1), by the rule that a node's card has (Norms).
std::vector<Norms> normsByLayer(const Capture& capture);

}  // namespace vitrine
