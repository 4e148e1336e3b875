// A head's place among the small maps beside a picture: mean, max, min, then each head, in the order of MapSet::byHead.
#pragma once

#include "core/explain/map.h"

#include <utility>
#include <vector>

namespace vitrine::ui {

inline constexpr int fusions = 3;

inline int placeOf(HeadChoice head) { return head.head >= 0 ? fusions + head.head : int(head.fusion); }
inline HeadChoice headAt(int place) {
    return place < fusions ? HeadChoice{-1, Fusion(place)} : HeadChoice{place - fusions, Fusion::Mean};
}

class Session;

/// (layer, head) of the heads that are off, by themselves or with all of their layer's attention.
std::vector<std::pair<int, int>> headsOff(const Session& session);

/// Goes to a head of a layer, with a method that has heads of its own; head -1: the layer alone.
void showHead(Session& session, int layer, int head);

}  // namespace vitrine::ui
