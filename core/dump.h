// What --dump writes: the tensors of one run as a .safetensors file.
#pragma once

#include <filesystem>

namespace vitrine {

struct Map;
struct Result;

/// float32: `input` (3,H,W), `logits` (C), `probabilities` (C), `attention` (L,H,N,N), `tokens` (L+1,N,D: the embedding,
/// then after each block), `logit_lens` (L+1,C). Throws Error.
void dumpResult(const Result& result, const std::filesystem::path& file);

/// `map` (rows, cols), not scaled.
void dumpMap(const Map& map, const std::filesystem::path& file);

}  // namespace vitrine
