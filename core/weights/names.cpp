#include "core/weights/names.h"

#include "core/error.h"
#include "core/weights/dtype.h"

#include <algorithm>
#include <string_view>

namespace vitrine {
namespace {

constexpr std::string_view kOnlyTorchvision = "; Vitrine reads torchvision's names, not these";

std::string torchvisionName(std::string name) {
    for (const auto& [old, now] : {std::pair(".mlp.linear_1.", ".mlp.0."), std::pair(".mlp.linear_2.", ".mlp.3.")})
        if (const size_t at = name.find(old); at != name.npos)
            name.replace(at, std::string_view(old).size(), now);
    return name;
}

bool isTorchvision(std::string_view name) {
    return name == "class_token" || name == "encoder.pos_embedding" || name.starts_with("conv_proj.") ||
           name.starts_with("heads.") || name.starts_with("encoder.layers.encoder_layer_") ||
           name.starts_with("encoder.ln.");
}

/// A name that gives a file away: a whole name, or its beginning where it ends in a dot.
struct Telltale {
    std::string_view name;
    std::string_view whose;
};
constexpr Telltale kTelltales[] = {
    {"module.", "was trained with DataParallel, which puts \"module.\" before every name"},
    {"vision_model.", "is a CLIP or SigLIP model as Hugging Face's transformers name it"},
    {"visual.", "is a CLIP model as OpenAI or OpenCLIP name it"},
    {"vit.", "is a ViT as Hugging Face's transformers name it"},
    {"deit.", "is a DeiT as Hugging Face's transformers name it"},
    {"dinov2.", "is a DINOv2 as Hugging Face's transformers name it"},
    {"dinov2_with_registers.", "is a DINOv2 as Hugging Face's transformers name it"},
    {"embeddings.cls_token", "is a ViT as Hugging Face's transformers name it"},
    {"patch_embed.proj.weight", "is a ViT as timm names it (DeiT, DINO, DINOv2 and MAE do too)"},
    {"layer1.", "is a ResNet, not a Vision Transformer"},
    {"features.",
     "is a convolutional network (VGG, MobileNet, EfficientNet, Swin, ...), not torchvision's VisionTransformer"},
    {"model.diffusion_model.", "is a diffusion model, not a Vision Transformer"},
    {"model.layers.", "is a language model, not a Vision Transformer"},
    {"transformer.h.", "is a language model, not a Vision Transformer"},
    {"bert.", "is a language model, not a Vision Transformer"},
};

std::string whose(const std::vector<TensorInfo>& tensors) {
    for (const Telltale& telltale : kTelltales)
        for (const TensorInfo& tensor : tensors)
            if (telltale.name.ends_with('.') ? tensor.name.starts_with(telltale.name) : tensor.name == telltale.name)
                return std::string(telltale.whose) + " (" + printable(tensor.name) + ", ...)" +
                       std::string(kOnlyTorchvision);
    std::string some;
    for (size_t i = 0; i < std::min<size_t>(tensors.size(), 3); ++i)
        some += (i ? ", " : "") + printable(tensors[i].name);
    return "has no Vision Transformer in it: its " + std::to_string(tensors.size()) + " tensors are named otherwise (" +
           some + ")" + std::string(kOnlyTorchvision);
}

}  // namespace

NamedTensors byTorchvisionName(const Checkpoint& checkpoint) {
    NamedTensors result;
    for (const TensorInfo& tensor : checkpoint.tensors())
        if (!result.emplace(torchvisionName(tensor.name), &tensor).second)
            throw Error(checkpoint.path().string(),
                        "has " + printable(torchvisionName(tensor.name)) + " under its old and its new name");
    return result;
}

void refuseOtherNames(const Checkpoint& checkpoint, const NamedTensors& tensors) {
    const std::string subject = checkpoint.path().string();
    if (tensors.empty())
        throw Error(subject, "has no tensors in it");
    for (const auto& [name, tensor] :
         tensors)  // torchvision's conv_stem_configs; "conv_proj.0" is its Sequential in other hands
        if (name.starts_with("conv_proj.conv_bn_relu_") || name.starts_with("conv_proj.conv_last.") ||
            name.starts_with("conv_proj.0."))
            throw Error(subject,
                        "has a convolution stem (" + printable(name) +
                            ", ...), which Vitrine does not draw; it reads ViTs whose patches are cut by one conv_proj");
    const auto ours =
        size_t(std::count_if(tensors.begin(), tensors.end(), [](const auto& t) { return isTorchvision(t.first); }));
    if (ours * 2 <= tensors.size())
        throw Error(subject, whose(checkpoint.tensors()));
}

}  // namespace vitrine
