#include "core/weights/families.h"

#include <array>

namespace vitrine {

namespace {

// https://github.com/pytorch/vision, torchvision/models/vision_transformer.py; its published files have linear_1, linear_2
constexpr NameRule kTorchvision[] = {
    {"class_token", "class_token"},
    {"conv_proj", "conv_proj"},
    {"encoder.pos_embedding", "encoder.pos_embedding"},
    {"encoder.layers.encoder_layer_#.ln_1", "#.ln_1"},
    {"encoder.layers.encoder_layer_#.self_attention.in_proj_weight", "#.self_attention.in_proj_weight"},
    {"encoder.layers.encoder_layer_#.self_attention.in_proj_bias", "#.self_attention.in_proj_bias"},
    {"encoder.layers.encoder_layer_#.self_attention.out_proj", "#.self_attention.out_proj"},
    {"encoder.layers.encoder_layer_#.ln_2", "#.ln_2"},
    {"encoder.layers.encoder_layer_#.mlp.0", "#.mlp.0"},
    {"encoder.layers.encoder_layer_#.mlp.3", "#.mlp.3"},
    {"encoder.layers.encoder_layer_#.mlp.linear_1", "#.mlp.0"},
    {"encoder.layers.encoder_layer_#.mlp.linear_2", "#.mlp.3"},
    {"encoder.ln", "encoder.ln"},
    {"heads.pre_logits", "heads.pre_logits"},
    {"heads.head", "heads.head"},
};

// https://github.com/huggingface/pytorch-image-models, timm/models/vision_transformer.py; DeiT, DINO, DINOv2 and MAE as
// their authors publish them have the same names
constexpr NameRule kTimm[] = {
    {"cls_token", "class_token"},
    {"dist_token", "dist_token"},
    {"reg_token", "register_tokens"},
    {"register_tokens", "register_tokens"},
    {"mask_token", "mask_token"},
    {"pos_embed", "encoder.pos_embedding"},
    {"patch_embed.proj", "conv_proj"},
    {"norm_pre", "encoder.ln_pre"},
    {"blocks.#.norm1", "#.ln_1"},
    {"blocks.#.attn.qkv.weight", "#.self_attention.in_proj_weight"},
    {"blocks.#.attn.qkv.bias", "#.self_attention.in_proj_bias"},
    {"blocks.#.attn.q_norm", "#.self_attention.q_norm"},
    {"blocks.#.attn.k_norm", "#.self_attention.k_norm"},
    {"blocks.#.attn.proj", "#.self_attention.out_proj"},
    {"blocks.#.ls1.gamma", "#.ls_1.gamma"},
    {"blocks.#.norm2", "#.ln_2"},
    {"blocks.#.mlp.fc1", "#.mlp.0"},
    {"blocks.#.mlp.fc2", "#.mlp.3"},
    {"blocks.#.mlp.w12", "#.mlp.0"},
    {"blocks.#.mlp.w3", "#.mlp.3"},
    {"blocks.#.ls2.gamma", "#.ls_2.gamma"},
    {"norm", "encoder.ln"},
    {"fc_norm", "fc_norm"},
    {"pre_logits.fc", "heads.pre_logits"},
    {"head", "heads.head"},
    {"head_dist", "heads.head_dist"},
};

// https://github.com/huggingface/transformers: ViT, DeiT, DINOv2 (with registers), MAE, I-JEPA; what their files say, and
// what transformers 5 calls the same tensors in memory
constexpr NameRule kHuggingFace[] = {
    {"embeddings.cls_token", "class_token"},
    {"embeddings.distillation_token", "dist_token"},
    {"embeddings.register_tokens", "register_tokens"},
    {"embeddings.mask_token", "mask_token"},
    {"embeddings.position_embeddings", "encoder.pos_embedding"},
    {"embeddings.patch_embeddings.projection", "conv_proj"},
    {"encoder.layer.#.layernorm_before", "#.ln_1"},
    {"encoder.layer.#.norm1", "#.ln_1"},
    {"encoder.layer.#.attention.attention.query", "#.self_attention.q"},
    {"encoder.layer.#.attention.attention.key", "#.self_attention.k"},
    {"encoder.layer.#.attention.attention.value", "#.self_attention.v"},
    {"encoder.layer.#.attention.q_proj", "#.self_attention.q"},
    {"encoder.layer.#.attention.k_proj", "#.self_attention.k"},
    {"encoder.layer.#.attention.v_proj", "#.self_attention.v"},
    {"encoder.layer.#.attention.output.dense", "#.self_attention.out_proj"},
    {"encoder.layer.#.attention.o_proj", "#.self_attention.out_proj"},
    {"encoder.layer.#.layer_scale1.lambda1", "#.ls_1.gamma"},
    {"encoder.layer.#.layernorm_after", "#.ln_2"},
    {"encoder.layer.#.norm2", "#.ln_2"},
    {"encoder.layer.#.intermediate.dense", "#.mlp.0"},
    {"encoder.layer.#.output.dense", "#.mlp.3"},
    {"encoder.layer.#.mlp.fc1", "#.mlp.0"},
    {"encoder.layer.#.mlp.fc2", "#.mlp.3"},
    {"encoder.layer.#.mlp.weights_in", "#.mlp.0"},
    {"encoder.layer.#.mlp.weights_out", "#.mlp.3"},
    {"encoder.layer.#.layer_scale2.lambda1", "#.ls_2.gamma"},
    {"layers.#.layernorm_before", "#.ln_1"},
    {"layers.#.attention.q_proj", "#.self_attention.q"},
    {"layers.#.attention.k_proj", "#.self_attention.k"},
    {"layers.#.attention.v_proj", "#.self_attention.v"},
    {"layers.#.attention.o_proj", "#.self_attention.out_proj"},
    {"layers.#.layernorm_after", "#.ln_2"},
    {"layers.#.mlp.fc1", "#.mlp.0"},
    {"layers.#.mlp.fc2", "#.mlp.3"},
    {"layernorm", "encoder.ln"},
    {"classifier", "heads.head"},
    {"cls_classifier", "heads.head"},
    {"distillation_classifier", "heads.head_dist"},
};

// transformers' CLIP and SigLIP, the vision tower
constexpr NameRule kVisionTower[] = {
    {"embeddings.class_embedding", "class_token"},
    {"embeddings.position_embedding.weight", "encoder.pos_embedding"},
    {"embeddings.patch_embedding", "conv_proj"},
    {"pre_layrnorm", "encoder.ln_pre"},
    {"pre_layernorm", "encoder.ln_pre"},
    {"encoder.layers.#.layer_norm1", "#.ln_1"},
    {"encoder.layers.#.self_attn.q_proj", "#.self_attention.q"},
    {"encoder.layers.#.self_attn.k_proj", "#.self_attention.k"},
    {"encoder.layers.#.self_attn.v_proj", "#.self_attention.v"},
    {"encoder.layers.#.self_attn.out_proj", "#.self_attention.out_proj"},
    {"encoder.layers.#.layer_norm2", "#.ln_2"},
    {"encoder.layers.#.mlp.fc1", "#.mlp.0"},
    {"encoder.layers.#.mlp.fc2", "#.mlp.3"},
    {"post_layernorm", "encoder.ln"},
    {"classifier", "heads.head"},
};

// https://github.com/openai/CLIP and https://github.com/mlfoundations/open_clip, the vision tower
constexpr NameRule kOpenClip[] = {
    {"class_embedding", "class_token"},
    {"positional_embedding", "encoder.pos_embedding"},
    {"conv1", "conv_proj"},
    {"ln_pre", "encoder.ln_pre"},
    {"transformer.resblocks.#.ln_1", "#.ln_1"},
    {"transformer.resblocks.#.attn.in_proj_weight", "#.self_attention.in_proj_weight"},
    {"transformer.resblocks.#.attn.in_proj_bias", "#.self_attention.in_proj_bias"},
    {"transformer.resblocks.#.attn.out_proj", "#.self_attention.out_proj"},
    {"transformer.resblocks.#.ln_2", "#.ln_2"},
    {"transformer.resblocks.#.mlp.c_fc", "#.mlp.0"},
    {"transformer.resblocks.#.mlp.c_proj", "#.mlp.3"},
    {"ln_post", "encoder.ln"},
};

using std::string_view;

constexpr std::array<string_view, 0> kNone{};
constexpr string_view kTimmPrefixes[] = {"encoder."};
constexpr string_view kTimmUnused[] = {"decoder_", "decoder.",       "head.mlp.", "head.last_layer.", "attn_pool.",
                                       "pooler.",  "predictor_head", "proj.",     "projector."};
constexpr string_view kHuggingFacePrefixes[] = {
    "dinov2_with_registers.", "dinov2.", "ijepa.", "vit_mae.", "deit.", "vit."};
constexpr string_view kHuggingFaceUnused[] = {"decoder.", "pooler."};
constexpr string_view kTowerPrefixes[] = {"vision_model."};
constexpr string_view kTowerUnused[] = {
    "text_model.", "text_projection.",   "visual_projection.",     "logit_scale", "logit_bias",
    "head.",       "vision_model.head.", "embeddings.position_ids"};
constexpr string_view kOpenClipPrefixes[] = {"visual."};
constexpr string_view kOpenClipUnused[] = {"proj"};

using Kind = Family::Kind;
constexpr Family kFamilies[] = {
    {Kind::Torchvision, "torchvision", kTorchvision, kNone, kNone, {}, 1e-6, Activation::Gelu, PositionResampling::Torchvision},
    {Kind::Timm, "timm", kTimm, kTimmPrefixes, kTimmUnused, {}, 1e-6, Activation::Gelu, PositionResampling::Timm},
    {Kind::HuggingFace, "Hugging Face", kHuggingFace, kHuggingFacePrefixes, kHuggingFaceUnused, {}, 1e-12},
    {Kind::VisionTower,
     "Hugging Face CLIP/SigLIP",
     kVisionTower,
     kTowerPrefixes,
     kTowerUnused,
     {},
     1e-5,
     Activation::QuickGelu},
    {Kind::OpenClip, "OpenAI CLIP", kOpenClip, kOpenClipPrefixes, kOpenClipUnused, "visual.", 1e-5,
     Activation::QuickGelu},
};

/// Whether `name` is `pattern`, whose # stands for digits, which `digits` then holds.
bool matches(string_view pattern, string_view name, string_view& digits) {
    const size_t hash = pattern.find('#');
    if (hash == string_view::npos)
        return name == pattern;
    if (name.substr(0, hash) != pattern.substr(0, hash))
        return false;
    const size_t end = name.find_first_not_of("0123456789", hash);
    if (end == string_view::npos || end == hash || name.substr(end) != pattern.substr(hash + 1))
        return false;
    digits = name.substr(hash, end - hash);
    return true;
}

}  // namespace

std::span<const Family> families() { return kFamilies; }

std::string ourName(const Family& family, string_view name) {
    const size_t dot = name.rfind('.');
    const string_view module = name.substr(0, dot == string_view::npos ? 0 : dot);
    for (const NameRule& rule : family.rules)
        for (const string_view whole : {name, module}) {
            string_view digits;
            if (whole.empty() || !matches(rule.from, whole, digits))
                continue;
            const string_view leaf = name.substr(whole.size());  // ".weight", or nothing
            if (whole == module && leaf != ".weight" && leaf != ".bias")
                continue;
            const bool ofBlock = rule.to.starts_with('#');
            return (ofBlock ? "encoder.layers.encoder_layer_" + std::string(digits) : std::string()) +
                   std::string(rule.to.substr(ofBlock ? 1 : 0)) + std::string(leaf);
        }
    return {};
}

std::string theirName(const Family& family, const std::string& ours) {
    const size_t dot = ours.rfind('.');
    const string_view all = ours, module = all.substr(0, dot == string_view::npos ? 0 : dot);
    for (const NameRule& rule : family.rules)
        for (const string_view whole : {all, module}) {
            const std::string to =
                (rule.to.starts_with('#') ? "encoder.layers.encoder_layer_" : "") + std::string(rule.to);
            string_view digits;
            if (whole.empty() || !matches(to, whole, digits))
                continue;
            std::string theirs(rule.from);
            if (const size_t hash = theirs.find('#'); hash != std::string::npos)
                theirs.replace(hash, 1, digits);
            return theirs + std::string(all.substr(whole.size()));
        }
    return ours;
}

}  // namespace vitrine
