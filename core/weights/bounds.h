// Bounds against files that are made to fill the memory; far beyond what real ones hold.
#pragma once

#include <cstddef>

namespace vitrine {

constexpr size_t kMostTensors = 100'000;  // of a checkpoint
constexpr size_t kLongestName = 1000;     // bytes, of a tensor
constexpr size_t kLongestJson = 4 << 20;  // bytes; the labels of ImageNet-21K are 1.5 MB so
constexpr size_t kMostLabels = 100'000;   // classes that have names

}  // namespace vitrine
