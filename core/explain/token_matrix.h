// TokenMatrix: what every token takes from every other, N x N.
#pragma once

#include "core/explain/map.h"

#include <optional>

namespace vitrine {

/// values[from * tokens + to]: rows are queries. Tokens are the prefix (the class token), then the patches row by row.
struct TokenMatrix {
    int tokens = 0;
    int prefix = 0;
    int rows = 0;  ///< of patches
    int cols = 0;
    std::vector<float> values;

    float at(int from, int to) const { return values[size_t(from) * size_t(tokens) + size_t(to)]; }
    std::optional<Cell> cell(int token) const;  ///< none: in the prefix
    int token(const Query& query) const;        ///< 0 without a patch
    Map row(int token) const;                   ///< what it takes from each patch
    Map column(int token) const;                ///< what each patch takes from it
};

}  // namespace vitrine
