// From tensors over the tokens to a Map over the patches. For core/**/*.cpp.
#pragma once

#include "core/capture/capture_data.h"
#include "core/explain/map.h"
#include "core/explain/token_matrix.h"

#include <ATen/core/Tensor.h>

namespace vitrine {

/// The tokens that ask: a patch, the class token, or, in a model without one, all patches, whose mean is meant.
struct Askers {
    int64_t first = 0;
    int64_t count = 1;
};
Askers askersOf(const Capture::Data& data, const Query& query);

/// How much each of them counts, (count): evenly, those that were dropped not at all.
at::Tensor sharesOf(const Capture::Data& data, const Askers& askers);

/// (N, D) -> (D): the askers' mean, without those that were dropped.
at::Tensor meanOf(const Capture::Data& data, const at::Tensor& tokens, const Askers& askers);

/// Flat indices of the patches that are in the sequence, on the CPU. (P')
at::Tensor presentPatches(const Capture::Data& data);

/// (H, ...) -> (...): the mean, the largest or the smallest over the heads, or one of them.
at::Tensor chooseHead(const at::Tensor& byHead, const HeadChoice& choice);

/// By patch: not in the sequence; empty: all are.
std::vector<bool> droppedOf(const Capture::Data& data);

/// The map, told of droppedOf(); 0 stands there.
Map withoutDropped(Map map, const std::vector<bool>& dropped);

/// A row over all tokens (N) -> the patches' part of it as a grid, withoutDropped().
Map patchMap(const Capture::Data& data, const at::Tensor& row);

/// Several rows (n, N), with one copy from the device.
std::vector<Map> patchMaps(const Capture::Data& data, const at::Tensor& rows);

/// (N, N) -> the same on the CPU.
TokenMatrix tokenMatrixOf(const Capture::Data& data, const at::Tensor& matrix);

}  // namespace vitrine
