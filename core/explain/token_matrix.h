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
    std::vector<bool> dropped{};  ///< by token: not in the sequence, its row and its column are 0; empty: none
    bool hasClassToken = true;    ///< the first of the prefix; registers may stand there alone

    float at(int from, int to) const { return values[size_t(from) * size_t(tokens) + size_t(to)]; }
    bool isDropped(int token) const { return size_t(token) < dropped.size() && dropped[size_t(token)]; }
    std::optional<Cell> cell(int token) const;  ///< none: in the prefix
    int token(const Query& query) const;        ///< without a patch the class token's, 0; -1 where there is none
    Map row(int token) const;  ///< what it takes from each patch; of -1 the mean of the rows of those in the sequence
    Map column(int token) const;  ///< what each patch takes from it; of -1 their mean

private:
    template <typename Value>
    Map patchesOf(const Value& value) const;  // value(patch) for each
    template <typename Value>
    float meanOver(const Value& value) const;  // of value(patch)
};

}  // namespace vitrine
