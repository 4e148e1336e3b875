#include "core/explain/map.h"

#include <algorithm>

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

float Map::min() const {
    const std::vector<float> there = present();
    return there.empty() ? 0 : *std::min_element(there.begin(), there.end());
}

float Map::max() const {
    const std::vector<float> there = present();
    return there.empty() ? 0 : *std::max_element(there.begin(), there.end());
}

}  // namespace vitrine
