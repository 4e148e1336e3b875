// How long plain passes take, nothing kept of them.
#pragma once

#include "core/image/preprocess.h"

#include <vector>

namespace vitrine {

class Vit;

/// Milliseconds of each of `runs` passes with `batch` copies of a picture, one pass before them to warm up.
std::vector<double> plainPasses(const Vit& vit, const Input& input, int batch, int runs);

}  // namespace vitrine
