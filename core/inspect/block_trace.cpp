#include "core/inspect/block_trace.h"

#include "core/capture/capture_data.h"
#include "core/model/vit.h"

#include <ATen/ATen.h>

namespace vitrine {

namespace {

/// The parameters of one block by the ends of their names.
class BlockWeights {
public:
    BlockWeights(const Vit& vit, int layer)
        : m_vit(vit), m_block("encoder.layers.encoder_layer_" + std::to_string(layer) + ".") {}

    at::Tensor linear(const at::Tensor& x, const std::string& module, const char* dot = ".") const {
        return at::linear(x, at_(module + dot + "weight"), at_(module + dot + "bias"));
    }
    at::Tensor norm(const at::Tensor& x, const std::string& module) const {
        return at::layer_norm(x, {x.size(-1)}, at_(module + ".weight"), at_(module + ".bias"), layerNormEps);
    }

private:
    const at::Tensor& at_(const std::string& name) const { return m_vit.parameter(m_block + name); }
    const Vit& m_vit;
    const std::string m_block;
};

at::Tensor shown(const at::Tensor& tensor) { return tensor.to(at::kCPU, at::kFloat).contiguous(); }

}  // namespace

BlockTrace traceBlock(const Vit& vit, const Capture& capture, int layer) {
    const Capture::Data& data = capture.data();
    const BlockWeights block(vit, layer);
    const int64_t H = data.heads(), N = data.num_tokens();

    const at::Tensor input = data.tokens[size_t(layer)];  // (N, D)
    const int64_t D = input.size(1), d = D / H;
    const at::Tensor ln_1 = block.norm(input, "ln_1");                                                // (N, D)
    const at::Tensor qkv = block.linear(ln_1, "self_attention.in_proj", "_");                         // (N, 3 * D)
    const at::Tensor heads = qkv.view({N, 3, H, d}).permute({1, 2, 0, 3}).unsqueeze(1).contiguous();  // (3, 1, H, N, d)
    at::Tensor attention = at::scaled_dot_product_attention(heads[0], heads[1], heads[2]);            // (1, H, N, d)
    attention = block.linear(attention.transpose(1, 2).reshape({N, D}), "self_attention.out_proj");   // (N, D)
    const at::Tensor middle = input + attention;                                                      // (N, D)
    const at::Tensor ln_2 = block.norm(middle, "ln_2");                                               // (N, D)
    const at::Tensor before = block.linear(ln_2, "mlp.0");                                            // (N, M)
    const at::Tensor hidden = at::gelu(before);                                                       // (N, M)
    const at::Tensor mlp = block.linear(hidden, "mlp.3");                                             // (N, D)
    return {shown(input), shown(ln_1),   shown(attention), shown(middle),
            shown(ln_2),  shown(before), shown(hidden),    shown(mlp)};
}

}  // namespace vitrine
