#!/usr/bin/env python3
"""print(model) for sizes that no variant has, and the fingerprint of a small seeded model with a representation_size.

Needs torch and torchvision (made with 2.13.0 and 0.28.0 on a CPU with AVX-512); writes beside itself.
"""
import hashlib
import json
from pathlib import Path

import torch
from torchvision.models import VisionTransformer

here = Path(__file__).parent


def build(case, **more):
    names = ("image_size", "patch_size", "num_layers", "num_heads", "hidden_dim", "mlp_dim", "num_classes")
    return VisionTransformer(**{name: case[name] for name in names}, **more).eval()


for name in ("plain", "deep"):
    case = json.loads((here / "golden" / name / "case.json").read_text())
    (here / "torchvision" / f"golden_{name}.print.txt").write_text(str(build(case)))

# A patch of one pixel makes the deviation of conv_proj so large that trunc_normal_ draws some values again.
case = dict(image_size=4, patch_size=1, num_layers=2, num_heads=4, hidden_dim=512, mlp_dim=40, num_classes=7)
seed = 0
while True:
    torch.manual_seed(seed)
    model = build(case, representation_size=24)
    torch.manual_seed(seed)
    redrawn = []
    normal = torch.Tensor.normal_
    torch.Tensor.normal_ = lambda t, *a, **k: (redrawn.append(tuple(t.shape)), normal(t, *a, **k))[1]
    model = build(case, representation_size=24)
    torch.Tensor.normal_ = normal
    if redrawn.count((512, 3, 1, 1)) > 1:
        break
    seed += 1
(here / "torchvision" / "representation.print.txt").write_text(str(model))


def fingerprint(tensor):
    values = tensor.detach().contiguous()
    return {"sum": values.double().sum().item(), "abs_sum": values.double().abs().sum().item(),
            "first": values.flatten()[:4].tolist(), "sha256": hashlib.sha256(values.numpy().tobytes()).hexdigest()}


tensors = {name: fingerprint(tensor) for name, tensor in model.state_dict().items()}
torch.nn.init.normal_(model.heads.head.weight, std=0.02)
ramp = ((torch.arange(48) % 17 - 8) / 8).view(1, 3, 4, 4)
with torch.inference_mode():
    logits = model(ramp)[0].tolist()
(here / "seeds" / "representation.json").write_text(json.dumps(
    {"seed": seed, **case, "representation_size": 24, "tensors": tensors,
     "input": "values[i] = (i % 17 - 8) / 8", "head_redrawn": "normal_(heads.head.weight, std=0.02), the same generator",
     "logits": logits}, indent=1))
print("seed", seed, logits)
