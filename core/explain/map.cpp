#include "core/explain/map.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace vitrine {

namespace {

/// Of the patches in the sequence the one that comes before all others; 0 without any.
template <class Before>
float extreme(const Map& map, Before before) {
    const float* found = nullptr;
    for (size_t i = 0; i < map.values.size(); ++i)
        if ((map.dropped.empty() || !map.dropped[i]) && (!found || before(map.values[i], *found)))
            found = &map.values[i];
    return found ? *found : 0;
}

}  // namespace

std::vector<float> Map::present() const {
    if (dropped.empty())
        return values;
    std::vector<float> there;
    for (size_t i = 0; i < values.size(); ++i)
        if (!dropped[i])
            there.push_back(values[i]);
    return there;
}

std::vector<float> Map::bridged() const {
    std::vector<float> bridge = values;
    std::vector<bool> missing = dropped;
    // From its edges inwards, a patch further with every round.
    for (bool any = !dropped.empty(); any;) {
        any = false;
        const std::vector<bool> before = missing;
        for (int row = 0; row < rows; ++row)
            for (int col = 0; col < cols; ++col) {
                const auto patch = size_t(row) * size_t(cols) + size_t(col);
                if (!before[patch])
                    continue;
                double sum = 0;
                int count = 0;
                for (int r = std::max(0, row - 1); r < std::min(rows, row + 2); ++r)
                    for (int c = std::max(0, col - 1); c < std::min(cols, col + 2); ++c)
                        if (const auto other = size_t(r) * size_t(cols) + size_t(c); !before[other]) {
                            sum += double(bridge[other]);
                            ++count;
                        }
                if (count == 0)
                    continue;
                bridge[patch] = float(sum / count);
                missing[patch] = false;
                any = true;
            }
    }
    return bridge;
}

std::vector<float> Map::numbers() const {
    std::vector<float> all = values;
    for (size_t i = 0; i < dropped.size(); ++i)
        if (dropped[i])
            all[i] = std::nanf("");
    return all;
}

float Map::min() const { return extreme(*this, std::less<>()); }
float Map::max() const { return extreme(*this, std::greater<>()); }

Map Map::besides(const Cell& cell) const {
    Map others = *this;
    others.dropped.resize(values.size());
    others.dropped[size_t(cell.row) * size_t(cols) + size_t(cell.col)] = true;
    return others;
}

Cell Map::highest() const {
    const float most = max();
    for (int row = 0; row < rows; ++row)
        for (int col = 0; col < cols; ++col)
            if (!isDropped(row, col) && at(row, col) == most)
                return {row, col};
    return {};
}

}  // namespace vitrine
