// The middle of some numbers.
#pragma once

#include <algorithm>
#include <vector>

namespace vitrine {

/// Of an even number of them the mean of the two in the middle; 0 of none.
inline double median(std::vector<double> all) {
    std::sort(all.begin(), all.end());
    const size_t n = all.size();
    if (n == 0)
        return 0;
    return n % 2 ? all[n / 2] : (all[n / 2 - 1] + all[n / 2]) / 2;
}

}  // namespace vitrine
