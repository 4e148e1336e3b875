#include "core/inspect/block_trace.h"

#include "core/capture/capture_data.h"
#include "core/model/block.h"
#include "core/model/vit.h"

#include <ATen/ATen.h>

namespace vitrine {

namespace {

at::Tensor shown(const at::Tensor& tensor) { return tensor.to(at::kCPU, at::kFloat).contiguous(); }

}  // namespace

BlockTrace traceBlock(const Vit& vit, const Capture& capture, int layer) {
    const VitConfig& config = vit.config();
    const auto held = vit.block(layer);
    const Block& block = *held;
    const at::Tensor input = capture.data().tokens[size_t(layer)];                                        // (N, D)
    const at::Tensor ln_1 = layerNorm(input, block.ln_1, config.eps);                                     // (N, D)
    const at::Tensor attention = attend(config, block, splitHeads(config, block, ln_1.unsqueeze(0)))[0];  // (N, D)
    const at::Tensor middle = input + attention;                                                          // (N, D)
    const at::Tensor ln_2 = layerNorm(middle, block.ln_2, config.eps);                                    // (N, D)
    const at::Tensor before = linear(ln_2, block.mlp_0);                    // (N, M), or (N, 2 * M)
    const at::Tensor hidden = activate(config.activation, before.clone());  // (N, M)
    const at::Tensor mlp = project(block, hidden);                          // (N, D)
    return {shown(input), shown(ln_1),   shown(attention), shown(middle),
            shown(ln_2),  shown(before), shown(hidden),    shown(mlp)};
}

}  // namespace vitrine
