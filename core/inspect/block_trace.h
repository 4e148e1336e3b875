// One block run again with every step kept: a capture keeps only what enters and leaves it. For core/**/*.cpp.
#pragma once

#include <ATen/core/Tensor.h>

namespace vitrine {

class Capture;
class Vit;

/// (N, ...) float32 on the CPU.
struct BlockTrace {
    at::Tensor input;      // (N, D) what enters the block
    at::Tensor ln_1;       // (N, D)
    at::Tensor attention;  // (N, D) what self_attention adds
    at::Tensor middle;     // (N, D) input + attention
    at::Tensor ln_2;       // (N, D)
    at::Tensor before;     // (N, M) mlp.0, before GELU
    at::Tensor hidden;     // (N, M) after GELU
    at::Tensor mlp;        // (N, D) what the MLP adds; middle + mlp leaves the block
};

BlockTrace traceBlock(const Vit& vit, const Capture& capture, int layer);

}  // namespace vitrine
