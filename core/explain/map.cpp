#include "core/explain/map.h"

#include <algorithm>

namespace vitrine {

float Map::min() const { return values.empty() ? 0 : *std::min_element(values.begin(), values.end()); }
float Map::max() const { return values.empty() ? 0 : *std::max_element(values.begin(), values.end()); }

}  // namespace vitrine
