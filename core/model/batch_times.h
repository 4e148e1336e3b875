// How long plain passes take, nothing kept of them.
#pragma once

#include "core/image/preprocess.h"

#include <vector>

namespace vitrine {

class Vit;

/// Milliseconds of each of `runs` passes with `batch` copies of a picture, one pass before them to warm up. `answer`, where
/// given, gets the logits of the last one, (batch * C), or its tokens where the model has no head.
std::vector<double> plainPasses(const Vit& vit, const Input& input, int batch, int runs,
                                std::vector<float>* answer = nullptr);

}  // namespace vitrine
