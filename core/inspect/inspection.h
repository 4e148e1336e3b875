// What a node of the tree does on one picture, as plain numbers ready to draw. Tensors stay in core.
#pragma once

#include "core/explain/map.h"
#include "core/image/image.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace vitrine {

/// What to look at.
struct InspectRequest {
    std::string node;  ///< a path of the tree; of a fold, "FIRST…LAST", the first block
    Query query{};     ///< the token that is followed
    int target = -1;   ///< the class explained; -1: the most probable one
    bool operator==(const InspectRequest&) const = default;
};

/// conv_proj: its filters as pictures, and how each patch of this picture answers to them.
struct Filters {
    bool principal = false;         ///< the principal components of all filters, else the first ones as they are
    int all = 0;                    ///< filters in all
    std::vector<Image> pictures{};  ///< patch × patch px, each scaled to its own largest weight, 0 is grey
    std::vector<float> share{};     ///< of the filters' variance, 0..1; empty for the plain ones
    std::vector<Map> answers{};     ///< patch · filter (no bias)
};

/// pos_embedding: how alike the learned position of the query and each other one are; core/inside/similarity.h: the tokens.
struct Similarity {
    Map map{};                          ///< cosine, -1..1
    std::optional<float> classToken{};  ///< cosine of the query's and the class token's, where there is one
};

/// self_attention: where each head looks for the query.
struct HeadMaps {
    int layer = 0;
    std::vector<Map> maps{};  ///< attention of the query to the patches
    std::vector<double> entropy_bits{}, distance_px{};
};

/// Counts of values between equal steps.
struct Histogram {
    double low = 0, high = 0;
    std::vector<int64_t> counts{};
    double mean = 0, min = 0, max = 0;
    int64_t values = 0;
};

/// mlp, its linears and GELU: which of the hidden numbers answer.
struct Activations {
    Histogram before{};        ///< of what enters GELU, all tokens
    Histogram after{};         ///< of what leaves it
    double positive = 0;       ///< share of hidden numbers above 0, all tokens
    double positiveQuery = 0;  ///< of the query's
    double silentUnits = 0;    ///< share of units that are above 0 for no token of this picture
    struct Unit {
        int index = 0;
        float atQuery = 0;  ///< after GELU
        float mean = 0;     ///< over all tokens
        Map map;            ///< over the patches, after GELU
    };
    std::vector<Unit> units{};  ///< the most active ones for the query
};

/// out_proj, mlp.3, and attention and MLP as a whole: how much is added to each token.
struct Added {
    Map lengths{};                       ///< of what is added, L2
    Map share{};                         ///< the same over the length of what was there
    std::optional<float> classLength{};  ///< of the class token, where there is one
    std::optional<float> classShare{};
};

/// LayerNorm: its scale by channel, and the tokens' lengths before and after.
struct NormScale {
    std::vector<float> weight{}, bias{};  ///< (D)
    std::vector<float> before{};          ///< L2 length of each token as it enters; the prefix first
    std::vector<float> after{};           ///< and as it leaves
    int prefix = 1;
};

/// A block, the encoder, the model: how long the tokens are as they leave it.
struct Norms {
    int after = 0;                      ///< blocks passed: 0 is the embedding
    Map map{};                          ///< L2
    std::optional<float> classToken{};  ///< where there is one
    float median = 0;                   ///< of the patches
    float threshold = 0;                ///< an outlier is longer: median + 5 robust standard deviations (1.4826 × MAD)
    std::vector<Cell> outliers{};
    std::vector<float> medianByLayer{}, largestByLayer{},
        classByLayer{};  ///< L + 1: the embedding, then after each block; classByLayer empty without a class token
};

/// heads: which features push the target's logit up and down.
struct Contributions {
    int target = 0;
    float logit = 0, bias = 0;
    float up = 0, down = 0;  ///< sums of all that push up and down; bias + up + down = logit
    int features = 0;
    struct Feature {
        int index = 0;
        float weight = 0, value = 0;  ///< the head's weight, and the number that it multiplies
        float push() const { return weight * value; }
    };
    std::vector<Feature> strongest{};  ///< as many that push up, the largest first, as that push down, the lowest first
};

/// class_token: how much it has changed, layer by layer.
struct ClassPath {
    std::vector<float> toStart{}, toEnd{};  ///< L + 1 cosines: to the embedded class token, and to the last one
};

using Finding =
    std::variant<Filters, Similarity, HeadMaps, Activations, Histogram, Added, NormScale, Norms, Contributions, ClassPath>;

struct Inspection {
    InspectRequest request;
    std::vector<Finding> findings{};  ///< in the order in which they are shown
};

}  // namespace vitrine
