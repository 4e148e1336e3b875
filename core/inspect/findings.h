// What inspect() is made of: one function a finding. For core/**/*.cpp.
#pragma once

#include "core/capture/capture_data.h"
#include "core/inspect/block_trace.h"
#include "core/inspect/inspection.h"

#include <ATen/core/Tensor.h>

namespace vitrine {

struct Input;
struct ReadOut;

/// The filters of a patch embedding as vectors, with what a picture of them needs. (k, 3·P·P) float32 on the CPU.
struct FilterSet {
    bool principal = false;
    int all = 0;
    int patch = 0;
    at::Tensor vectors;
    std::vector<float> share;
};

inline constexpr int shownFilters = 28;  // as many as the ViT paper's figure 7

FilterSet firstFilters(const at::Tensor& weight);      // (D, 3, P, P)
FilterSet principalFilters(const at::Tensor& weight);  // centred; the sign that makes the largest weight positive
Filters drawFilters(const FilterSet& set, const Input& input);

/// Cosine of one vector (D) to each row (n, D). (n)
at::Tensor cosines(const at::Tensor& one, const at::Tensor& rows);
Similarity positionSimilarity(const Capture::Data& data, const at::Tensor& positions, const Query& query);

/// Lengths of all tokens after the embedding and each block. (L + 1, N) float32 on the CPU.
at::Tensor tokenLengths(const Capture::Data& data);
Norms tokenNorms(const Capture::Data& data, const at::Tensor& lengths, int after);
ClassPath classPath(const Capture::Data& data);

HeadMaps headMaps(const Capture& capture, int layer, const Query& query);
/// The rows of tokens that are in the sequence. (N, ...) -> (N', ...)
at::Tensor presentRows(const Capture::Data& data, const at::Tensor& rows);
Activations activations(const Capture::Data& data, const BlockTrace& trace, const Query& query);
Added addedTo(const Capture::Data& data, const at::Tensor& was, const at::Tensor& added);
Histogram histogramOf(const at::Tensor& values);
NormScale scaleOf(const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& before, const at::Tensor& after,
                  int prefix);
Contributions contributions(const Capture& capture, int target);

}  // namespace vitrine
