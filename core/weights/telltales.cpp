#include "core/weights/telltales.h"

#include "core/weights/dtype.h"

#include <algorithm>
#include <string_view>

namespace vitrine {
namespace {

struct Telltale {
    enum class Where { Starts, Holds } where;
    std::string_view part;
    std::string_view what;
};
using enum Telltale::Where;

/// The surest first.
constexpr Telltale kTelltales[] = {
    {Starts, "layer1.", "a ResNet, not a Vision Transformer"},
    {Holds, "patch_embed.backbone.", "a hybrid, whose patches come from a convolutional network"},
    {Holds, "patch_embeddings.backbone.", "a hybrid, whose patches come from a convolutional network"},
    {Holds, ".downsample.", "a Swin Transformer or another with stages, whose patches are merged on the way"},
    {Starts, "layers.0.blocks.", "a Swin Transformer, whose windows and stages Vitrine does not draw"},
    {Starts, "features.",
     "a convolutional network (VGG, MobileNet, EfficientNet, Swin, ...), not torchvision's VisionTransformer"},
    {Starts, "model.diffusion_model.", "a diffusion model, not a Vision Transformer"},
    {Starts, "model.layers.", "a language model, not a Vision Transformer"},
    {Starts, "transformer.h.", "a language model, not a Vision Transformer"},
    {Starts, "bert.", "a language model, not a Vision Transformer"},
    {Holds, "relative_position", "a ViT with relative positions (BEiT, Data2Vec), which Vitrine does not compute"},
    {Holds, ".lambda_1", "a BEiT or one of its kin (Data2Vec, InternVL), which Vitrine does not compute"},
    {Holds, "rel_pos", "a ViT with relative positions, which Vitrine does not compute"},
    {Holds, "rope", "a ViT with rotary positions (EVA, DINOv3), which Vitrine does not compute"},
    {Holds, "attention.k_bias", "a ViT with rotary positions (DINOv3), which Vitrine does not compute"},
    {Starts, "layer.0.attention.q_proj.", "a ViT with rotary positions (DINOv3), which Vitrine does not compute"},
    {Holds, ".attn.q_bias", "a ViT with rotary or relative positions (EVA, BEiT), which Vitrine does not compute"},
    {Holds, ".mlp.fc1_g.",
     "a ViT whose MLP has a gate of its own (SwiGLU in three parts), which Vitrine does not compute"},
    {Holds, ".mlp.w1.", "a ViT whose MLP has a gate of its own (SwiGLU in three parts), which Vitrine does not compute"},
    {Holds, ".mlp.norm.", "a ViT with norms within its MLP (BEiT-3), which Vitrine does not compute"},
    {Holds, ".attn.lambda_q1", "a ViT with differential attention, which Vitrine does not compute"},
    {Holds, ".attns.0.", "a ViT whose blocks run several branches beside each other, which Vitrine does not compute"},
    {Holds, ".in_proj.weight", "a ViT whose attention and MLP run beside each other, which Vitrine does not compute"},
};

}  // namespace

std::string looksLike(const std::vector<TensorInfo>& tensors) {
    for (const Telltale& telltale : kTelltales)
        for (const TensorInfo& tensor : tensors) {
            const size_t at = tensor.name.find(telltale.part);
            if (at == 0 || (at != tensor.name.npos && telltale.where == Holds))
                return std::string(telltale.what) + " (" + printable(tensor.name) + ", ...)";
        }
    return {};
}

}  // namespace vitrine
