#include "core/explain/token_matrix.h"

namespace vitrine {

std::optional<Cell> TokenMatrix::cell(int token) const {
    if (token < prefix || token >= tokens || cols <= 0)
        return std::nullopt;
    return Cell{(token - prefix) / cols, (token - prefix) % cols};
}

int TokenMatrix::token(const Query& query) const {
    return query.patch ? prefix + query.patch->row * cols + query.patch->col : 0;
}

Map TokenMatrix::row(int token) const {
    Map map{rows, cols, {}};
    for (int patch = prefix; patch < tokens; ++patch)
        map.values.push_back(at(token, patch));
    return map;
}

Map TokenMatrix::column(int token) const {
    Map map{rows, cols, {}};
    for (int patch = prefix; patch < tokens; ++patch)
        map.values.push_back(at(patch, token));
    return map;
}

}  // namespace vitrine
