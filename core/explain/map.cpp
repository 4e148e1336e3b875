#include "core/explain/map.h"

#include <algorithm>
#include <cmath>

namespace vitrine {

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

float Map::min() const {
    const std::vector<float> there = present();
    return there.empty() ? 0 : *std::min_element(there.begin(), there.end());
}

float Map::max() const {
    const std::vector<float> there = present();
    return there.empty() ? 0 : *std::max_element(there.begin(), there.end());
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
