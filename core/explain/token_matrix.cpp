#include "core/explain/token_matrix.h"

#include <algorithm>

namespace vitrine {

template <typename Value>
Map TokenMatrix::patchesOf(const Value& value) const {
    Map map{rows, cols, {}};
    for (int patch = prefix; patch < tokens; ++patch)
        map.values.push_back(value(patch));
    if (!dropped.empty())
        map.dropped.assign(dropped.begin() + prefix, dropped.end());
    return map;
}

template <typename Value>
float TokenMatrix::meanOver(const Value& value) const {
    double sum = 0;
    int count = 0;
    for (int patch = prefix; patch < tokens; ++patch) {
        if (isDropped(patch))
            continue;
        sum += double(value(patch));
        ++count;
    }
    return float(sum / std::max(1, count));
}

std::optional<Cell> TokenMatrix::cell(int token) const {
    if (token < prefix || token >= tokens || cols <= 0)
        return std::nullopt;
    return Cell{(token - prefix) / cols, (token - prefix) % cols};
}

int TokenMatrix::token(const Query& query) const {
    if (query.patch)
        return prefix + query.patch->row * cols + query.patch->col;
    return prefix > 0 && hasClassToken ? 0 : -1;
}

Map TokenMatrix::row(int token) const {
    return patchesOf(
        [&](int patch) { return token < 0 ? meanOver([&](int asks) { return at(asks, patch); }) : at(token, patch); });
}

Map TokenMatrix::column(int token) const {
    return patchesOf([&](int patch) {
        return token < 0 ? meanOver([&](int asked) { return at(patch, asked); }) : at(patch, token);
    });
}

}  // namespace vitrine
