"""Makes the small checkpoints of this folder that other projects' own code wrote and ran: CLIP, SigLIP, MAE, DINO, I-JEPA, DeiT as
transformers names it, a grid that is not square. Needs torch, timm and transformers; run it in this folder.

Each folder: the checkpoint as the library saves it (with its config.json), `expected.safetensors` with `input` (3,H,W) and the
library's `logits`, or `last_hidden_state` (N,D) after the final norm where there is no head, and `case.json`."""
import json, os, torch

try:
    import torchvision  # timm wants it
except RuntimeError:  # a torchvision without its compiled operators will do
    library = torch.library.Library("torchvision", "DEF")
    for name in ("nms", "qnms"):
        library.define(name + "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
import timm
import transformers as T
from safetensors.torch import save_file

HF = dict(hidden_size=32, num_hidden_layers=3, num_attention_heads=2, intermediate_size=128, image_size=64, patch_size=8)
TIMM = dict(img_size=64, patch_size=8, embed_dim=32, depth=3, num_heads=2, num_classes=6)
TEXT = dict(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, vocab_size=64)


def alive(model):
    """Weights far enough from zero that every part of the model matters."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.add_(torch.randn_like(parameter) * (0.05 if parameter.dim() > 1 else 0.1))
    return model.eval()


def keep(folder, run, note, facts={}, size=(64, 64)):
    os.makedirs(folder, exist_ok=True)
    x = torch.randn(1, 3, *size)
    with torch.no_grad():
        name, value = run(x)
    save_file({"input": x[0].contiguous(), name: value[0].contiguous()}, folder + "/expected.safetensors")
    facts = {"num_heads": 2, "image_size": size[0], "patch_size": 8, **facts, "note": note}
    if size[0] != size[1]:
        facts["image_width"] = size[1]
    json.dump(facts, open(folder + "/case.json", "w"), indent=1)


def transformers_model(folder, model, run, note, facts={}, size=(64, 64)):
    alive(model)
    model.save_pretrained(folder)
    for extra in os.listdir(folder):
        if extra not in ("config.json", "model.safetensors"):
            os.remove(folder + "/" + extra)
    keep(folder, lambda x: run(model, x), note, facts, size)


def logits(model, x):
    return "logits", model(pixel_values=x).logits


torch.manual_seed(0)
transformers_model("clip", T.CLIPVisionModelWithProjection(T.CLIPVisionConfig(**HF, projection_dim=16)),
    lambda m, x: ("last_hidden_state", m.vision_model.post_layernorm(m.vision_model(x).last_hidden_state)),
    "vision tower; the library norms the class token alone, here all are; visual_projection is not used")
transformers_model("clip-whole", T.CLIPModel(T.CLIPConfig(vision_config=HF, text_config=TEXT, projection_dim=16)),
    lambda m, x: ("last_hidden_state", m.vision_model.post_layernorm(m.vision_model(x).last_hidden_state)),
    "text tower beside it; the heads are in vision_config")
transformers_model("clip-classification", T.CLIPForImageClassification(T.CLIPConfig(vision_config=HF, text_config=TEXT, num_labels=6)),
    logits, "the mean of the patches without the final norm")
transformers_model("siglip", T.SiglipVisionModel(T.SiglipVisionConfig(**HF)),
    lambda m, x: ("last_hidden_state", m(x).last_hidden_state), "no class token; its attention pooling is not used")
transformers_model("siglip-classification",
    T.SiglipForImageClassification(T.SiglipConfig(vision_config=HF, text_config=TEXT, num_labels=6)), logits,
    "no class token, the mean of the patches")
transformers_model("deit-huggingface", T.DeiTForImageClassificationWithTeacher(T.DeiTConfig(**HF, num_labels=6)), logits,
    "two heads, transformers' names")
transformers_model("mae", T.ViTMAEForPreTraining(T.ViTMAEConfig(**HF, mask_ratio=0.0, decoder_hidden_size=16, decoder_num_hidden_layers=1,
    decoder_num_attention_heads=2, decoder_intermediate_size=16)),
    lambda m, x: ("last_hidden_state", m.vit(x, noise=torch.arange(64.0)[None]).last_hidden_state),
    "headless, nothing masked; its decoder is not used")
transformers_model("ijepa", T.IJepaModel(T.IJepaConfig(**HF), add_pooling_layer=False),
    lambda m, x: ("last_hidden_state", m(x).last_hidden_state), "no class token, no head")


def timm_model(folder, model, note, run=lambda m, x: ("logits", m(x)), rename=lambda s: s, file="model.safetensors", facts={}, size=(64, 64),
        config=None):
    alive(model)
    os.makedirs(folder, exist_ok=True)
    if config:
        json.dump(config, open(folder + "/config.json", "w"))
    state = rename({k: v.contiguous() for k, v in model.state_dict().items()})
    if file.endswith(".safetensors"):
        save_file(state, folder + "/" + file)
    else:
        torch.save(state, folder + "/" + file)
    keep(folder, lambda x: run(model, x), note, facts, size)


def features(model, x):
    return "last_hidden_state", model.forward_features(x)


def dino(state):
    return {"teacher": {"module.backbone." + k: v for k, v in state.items()} | {"module.head.mlp.0.weight": torch.randn(8, 32)},
            "student": {"module.backbone." + k: torch.zeros_like(v) for k, v in state.items()}, "epoch": 3}


def coarse(width, **kwargs):
    """timm's norm_layer of its CLIPs; weights so small that its eps is seen."""
    norm = torch.nn.LayerNorm(width, eps=1e-5)
    torch.nn.init.constant_(norm.weight, 0.01)
    return norm


V = timm.models.vision_transformer.VisionTransformer
timm_model("dino", V(**{**TIMM, "num_classes": 0}), "headless; the teacher's backbone in a training checkpoint", features, dino, "model.pth")
timm_model("mae-authors", V(**{**TIMM, "num_classes": 0}), "headless; mask token and decoder beside it", features,
    lambda s: {"model": s | {"mask_token": torch.zeros(1, 1, 16), "decoder_pos_embed": torch.zeros(1, 65, 16)}}, "model.pth")
timm_model("timm-oblong", V(**{**TIMM, "img_size": (48, 80)}), "a grid of 6 x 10 patches", size=(48, 80))
timm_model("timm-class-token-avgpool", V(**TIMM, global_pool="avg"), "a class token that nobody reads: the mean of the patches and fc_norm")
timm_model("timm-clip", V(**TIMM, pre_norm=True, act_layer="quick_gelu", norm_layer=coarse),
    "a LayerNorm before the blocks, eps 1e-5 as all of timm's CLIPs have it, QuickGELU (config.json says it)",
    config={"architecture": "vit_tiny_patch8_clip_quickgelu_64"})
timm_model("timm-reg-positions", V(**TIMM, reg_tokens=4), "registers that have positions of their own")


def openai(state):
    names = [("cls_token", "visual.class_embedding"), ("pos_embed", "visual.positional_embedding"), ("patch_embed.proj", "visual.conv1"),
        ("norm_pre", "visual.ln_pre"), ("blocks.", "visual.transformer.resblocks."), ("norm1", "ln_1"), ("norm2", "ln_2"),
        ("attn.qkv.", "attn.in_proj_"), ("attn.proj", "attn.out_proj"), ("mlp.fc1", "mlp.c_fc"), ("mlp.fc2", "mlp.c_proj")]
    out = {"logit_scale": torch.tensor(4.6), "text_projection": torch.randn(16, 16), "positional_embedding": torch.randn(77, 16),
        "transformer.resblocks.0.ln_1.weight": torch.randn(16), "visual.proj": torch.randn(32, 16)}
    for k, v in state.items():
        if k.startswith("norm."):
            k = "visual.ln_post." + k[5:]
        for a, b in names:
            k = k.replace(a, b)
        out[k] = {"visual.class_embedding": v.flatten(), "visual.positional_embedding": v[0] if v.dim() == 3 else v}.get(k, v)
    return out


timm_model("clip-openai", V(**{**TIMM, "num_classes": 0}, pre_norm=True, act_layer="quick_gelu",
    norm_layer=lambda d, **k: torch.nn.LayerNorm(d, eps=1e-5)), "OpenAI's names (renamed from timm's), a text tower beside it", features, openai, "model.pth")


def processors():
    """processors.json and .safetensors: how the libraries' own processors (those of Pillow, where there are two) prepare one photo for a
    picture of 32 px, and what they write beside a checkpoint."""
    import numpy as np
    from PIL import Image
    photo = Image.open("../golden/plain/photo.png").convert("RGB")  # 451 x 300
    small = dict(size={"height": 32, "width": 32})
    cropped = dict(size={"shortest_edge": 36}, crop_size={"height": 32, "width": 32})
    imagenet = dict(image_mean=[0.485, 0.456, 0.406], image_std=[0.229, 0.224, 0.225])
    facts, inputs = {}, {}
    for name, processor in {"vit": T.ViTImageProcessorPil(**small), "vit-no-normalize": T.ViTImageProcessorPil(**small, do_normalize=False),
            "vit-no-rescale": T.ViTImageProcessorPil(**small, do_rescale=False, image_mean=[127.5] * 3, image_std=[64.0] * 3),
            "vit-other-rescale": T.ViTImageProcessorPil(**small, rescale_factor=1 / 127.5, image_mean=[1.0] * 3),
            "clip": T.CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32}),
            "dinov2": T.BitImageProcessorPil(**cropped, **imagenet), "siglip": T.SiglipImageProcessorPil(**small)}.items():
        facts[name] = {"preprocessor_config.json": json.loads(processor.to_json_string())}
        inputs[name] = torch.from_numpy(np.ascontiguousarray(processor(photo, return_tensors="np")["pixel_values"][0], np.float32))
    for name, cfg in {"timm": dict(crop_pct=0.9, interpolation="bicubic", mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5)),
            "timm-squash": dict(crop_pct=1.0, interpolation="bilinear", crop_mode="squash"), "timm-defaults": {}}.items():
        cfg = {"input_size": [3, 32, 32], **cfg}
        facts[name] = {"config.json": {"architecture": "vit_tiny_patch8_32", "pretrained_cfg": cfg}}
        transform = timm.data.create_transform(**timm.data.resolve_data_config(pretrained_cfg=cfg))
        inputs[name] = transform(photo).contiguous()
    json.dump(facts, open("processors.json", "w"), indent=1)
    save_file(inputs, "processors.safetensors")


processors()

torch.manual_seed(1)
timm_model("timm-fc-norm-token", V(**TIMM, fc_norm=True), "fc_norm of the class token (config.json says global_pool)",
    config={"architecture": "vit_tiny_patch8_64", "model_args": {"fc_norm": True, "global_pool": "token"}})
SIGLIP = dict(**TIMM, class_token=False, global_pool="avg", fc_norm=False)
timm_model("timm-siglip", V(**SIGLIP), "one of timm's SigLIPs that have the exact GELU", config={"architecture": "vit_base_patch16_siglip_gap_224"})
timm_model("timm-siglip-tanh", V(**SIGLIP, act_layer="gelu_tanh"), "one of those with its tanh form",
    config={"architecture": "vit_so400m_patch16_siglip_gap_256"})
timm_model("timm-training-ema", V(**TIMM), "what timm's train.py saves; timm loads the average",
    rename=lambda s: {"epoch": 3, "arch": "vit_tiny_patch8_64", "state_dict": {k: torch.zeros_like(v) for k, v in s.items()}, "state_dict_ema": s,
        "metric": 71.5}, file="model.pth")

torch.manual_seed(2)
model = T.Dinov2WithRegistersForImageClassification.from_pretrained("huggingface-dinov2-registers").eval()
keep("resized-huggingface-dinov2-registers", lambda x: logits(model, x), "at 96 x 64: positions interpolated antialiased",
    {"weights": "../huggingface-dinov2-registers/model.safetensors"}, size=(96, 64))
