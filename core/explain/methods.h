// The methods by name. A new method is a file of its own and an entry in method_table.cpp.
#pragma once

#include "core/error.h"
#include "core/explain/map.h"
#include "core/explain/token_matrix.h"

#include <functional>
#include <string_view>
#include <vector>

namespace vitrine {

class Capture;

/// A map, and the small ones beside it (see explainAround).
struct MapSet {
    Map map;
    std::vector<Map> byLayer;
    std::vector<Map> byHead;
};

/// How many passes of the model a map takes.
enum class MapCost {
    Little,      ///< a few at most
    Steps,       ///< dozens, forward and back
    EveryPatch,  ///< one for each patch
};

struct Method {
    std::string name;     ///< "rollout", as --method takes it
    std::string title;    ///< "Rollout"
    std::string summary;  ///< one paragraph for a student, with the paper

    // What can be asked of it.
    bool usesLayer = false;    ///< --layer
    bool usesLayers = false;   ///< --layers
    bool usesHead = false;     ///< --head with one head's number
    bool usesFusion = false;   ///< --head with mean, max or min
    bool usesDiscard = false;  ///< --discard
    bool usesQuery = false;    ///< --query, --direction
    bool usesTarget = false;   ///< --target
    bool usesSeed = false;     ///< --seed of the map

    bool isAttention = false;  ///< its values are attention as the model computes it: entropy, distance and the sheet of
                               ///< all heads are of the same
    MapCost cost = MapCost::Little;
    bool isBaseline = false;  ///< what explanations are compared with: it explains nothing
    std::function<Map(const Capture&, const MapRequest&, const Progress&)>
        compute{};  ///< of a request that explain() completed and checked
    std::function<MapSet(const Capture&, const MapRequest&, const Progress&)>
        around{};  ///< the same with the small maps beside it; empty: it has none
    std::function<TokenMatrix(const Capture&, const MapRequest&, const Progress&)>
        matrix{};  ///< of all queries at once; empty: it has one map for all of them
};

const std::vector<Method>& methods();
const Method* findMethod(std::string_view name);
const Method& methodForClass();  ///< the one to begin with where a class is to be explained: chefer

/// The request without what its method has no use for: two of one map are equal.
MapRequest relevant(MapRequest request);

/// The map of one request. From: the query's row, A[h, query, patches] (rollout: R[query, patches]). To: its column,
/// A[h, patches, query] (R[patches, query]): the value of a patch is how much that patch, asking itself, takes from the
/// query. Only the patches ask, so the class token's own share is not in the map; a column sums to anything. Heads are
/// fused value by value, as rows are. Methods with a target run the model again: the one of the capture must be alive.
/// Throws UsageError for a method, layer, head, patch or class that is not there, Error, and Cancelled.
Map explain(const Capture& capture, const MapRequest& request, const Progress& progress = {});

/// What the window shows at once for one query: the map, and the small ones beside it. Safe from several threads; what
/// a method derives from a capture is kept with it, so that the second query is quick.
/// byLayer: of methods with one layer byLayer[l] is the request at layer l, of methods with several that of layers
/// first..l (layer l alone below `first`). byHead: mean, max, min, then each head where one can be chosen. Either may be
/// empty.
MapSet explainAround(const Capture& capture, const MapRequest& request, const Progress& progress = {});

/// All queries at once, N x N; the request's own query and direction do not matter. Progress counts what can be counted.
/// Throws as explain() does, and UsageError for a method that has no such matrix.
TokenMatrix explainMatrix(const Capture& capture, const MapRequest& request, const Progress& progress = {});

/// What a class is called.
using ClassName = std::function<std::string(int index)>;

/// In words, with the defaults filled in: "attention of the class token · layer 10 · mean of 6 heads", "Chefer · for cat ·
/// of the class token · layers 0 to 11". Without names classes are numbers.
std::string caption(const Capture& capture, const MapRequest& request, const ClassName& name = {});

/// How one layer's heads look: the entropy in bits of the query's row (all tokens; of its column, scaled to sum to 1,
/// when that is asked for), and the mean distance in pixels of
/// the model's input from each patch to what it attends to (patch size times the grid distance, weighted by attention,
/// class token left out and the rest scaled to sum to 1; Raghu et al. 2021, Dosovitskiy et al. 2021). Of one head, or
/// for any fusion the mean of the heads' figures: a fused row would look wider than each of its heads does.
struct AttentionStats {
    double entropy_bits = 0;
    double distance_px = 0;
};
AttentionStats attentionStats(const Capture& capture, int layer, HeadChoice head, Query query,
                              Direction direction = Direction::From);

}  // namespace vitrine
