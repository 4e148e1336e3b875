#include "core/faith/measures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vitrine {

namespace {

/// Ranks from 0, ascending; equal values share the mean of theirs.
std::vector<double> averageRanks(const std::vector<float>& values) {
    const std::vector<int> order = descending(values);
    const size_t n = order.size();
    std::vector<double> ranks(n);
    for (size_t first = 0, end = 0; first < n; first = end) {
        end = first + 1;
        while (end < n && values[size_t(order[end])] == values[size_t(order[first])])
            ++end;
        for (size_t i = first; i < end; ++i)
            ranks[size_t(order[i])] = double(n - 1) - double(first + end - 1) / 2;
    }
    return ranks;
}

}  // namespace

std::vector<int> descending(const std::vector<float>& values) {
    std::vector<int> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&values](int a, int b) { return values[size_t(a)] > values[size_t(b)]; });
    return order;
}

double giniIndex(const std::vector<float>& values) {
    std::vector<double> sizes;
    for (const float value : values)
        sizes.push_back(std::abs(double(value)));
    std::sort(sizes.begin(), sizes.end());
    const double sum = std::accumulate(sizes.begin(), sizes.end(), 0.0), n = double(sizes.size());
    if (sum == 0)
        return 0;
    double lorenz = 0;
    for (size_t k = 0; k < sizes.size(); ++k)
        lorenz += sizes[k] / sum * (n - double(k) - 0.5) / n;
    return 1 - 2 * lorenz;
}

std::optional<double> rankCorrelation(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.size() != b.size())
        throw UsageError("the rank correlation", "is of two maps of one size");
    for (const std::vector<float>* values : {&a, &b})
        if (std::any_of(values->begin(), values->end(), [](float v) { return std::isnan(v); }))
            return {};  // what is no number has no order
    const std::vector<double> x = averageRanks(a), y = averageRanks(b);
    const double mean = (double(a.size()) - 1) / 2;
    double xy = 0, xx = 0, yy = 0;
    for (size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - mean) * (y[i] - mean);
        xx += (x[i] - mean) * (x[i] - mean);
        yy += (y[i] - mean) * (y[i] - mean);
    }
    if (xx == 0 || yy == 0)
        return {};
    return xy / std::sqrt(xx * yy);
}

std::optional<double> mapCorrelation(const Map& a, const Map& b) { return rankCorrelation(a.present(), b.present()); }

}  // namespace vitrine
