// Does a map depend on what the model has learnt? Layers are drawn anew, from the top down, and the map is made again each
// time (Adebayo et al., Sanity Checks for Saliency Maps, 2018). One that stays the same explains the picture, not the model.
#pragma once

#include "core/error.h"
#include "core/explain/map.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace vitrine {

class Capture;

struct SanityStep {
    int randomised = 0;  ///< parts drawn anew: 0 none, 1 the top, 2 and the last block, ..., last the embedding too
    int layer = -1;      ///< the lowest block among them; layers() where there is none yet, -1 with the embedding
    Map map;
    std::optional<double> correlation{};           ///< Spearman's, with the map of step 0; none where one is flat
    std::optional<double> absolute_correlation{};  ///< the same of the values' magnitudes
    bool hasHead = true;  ///< the top is head and final norm; else the model has no head: the norm alone
};

/// The highest layer that the map is made of, in a model of so many: what is drawn anew above it cannot change it. `layers`
/// where the head is part of it too.
int reachOf(const MapRequest& request, int layers);

/// The steps, the first of them the run's own map. The target stays that of the run. Weights are drawn from `seed`: linear
/// layers as Xavier & Bengio (2010), embeddings with a standard deviation of 0.02, norms and biases as new. A step shares
/// every tensor that is not drawn anew with the model. Progress counts parts. Throws as explain() does.
std::vector<SanityStep> sanityCheck(const Capture& capture, const MapRequest& request, uint64_t seed = 0,
                                    const Progress& progress = {});

}  // namespace vitrine
