"""Makes tests/data/weights/: small checkpoints as PyTorch itself writes them, and what they must read as.

Run from the repository root with torch, numpy and safetensors:  python tests/data/make_weights.py
"""

import argparse
import datetime
import decimal
import functools
import json
import random
from collections import Counter, OrderedDict, defaultdict, deque
from pathlib import Path, PurePosixPath

import numpy as np
import torch
from safetensors.torch import save_file

OUT = Path(__file__).parent / "weights"
OUT.mkdir(exist_ok=True)


def ramp(*shape, dtype=torch.float32):
    """Values that every dtype holds exactly, another one at every place."""
    count = int(torch.tensor(shape).prod())
    return (torch.arange(count) % 251 - 125).to(dtype).div(8).reshape(shape)


def save(name, state, **options):
    """NAME.pth, and NAME.safetensors: the same tensors as a plain list of float32."""
    torch.save(state, OUT / f"{name}.pth", **options)
    floats = {k: v.detach().float().contiguous().clone() for k, v in state.items() if v.dtype.is_floating_point}
    save_file(floats, OUT / f"{name}.safetensors")


base = ramp(6, 8)
save("strided", {
    "transposed": base.t(),                 # strides (1, 8)
    "part": base[1:5, 2:7],                 # an offset, and gaps between the rows
    "every_second": base[::2, ::3],
    "shared_whole": base,                   # all of them on one storage
    "shared_row": base[3],
    "scalar": torch.tensor(2.5),
    "empty": torch.empty(0, 4),
})
save("dtypes", {
    "half": ramp(3, 5, dtype=torch.float16),
    "bfloat": ramp(4, 4, dtype=torch.bfloat16),
    "double": ramp(7, dtype=torch.float64),
    "single": ramp(2, 3, 4),
    "num_batches_tracked": torch.tensor(17),
    "mask": torch.tensor([True, False]),
})
module = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
with torch.no_grad():
    for tensor in module.state_dict().values():
        if tensor.dtype.is_floating_point:
            tensor.copy_(ramp(*tensor.shape))
save("parameters", OrderedDict((k, torch.nn.Parameter(v) if v.dtype.is_floating_point else v) for k, v in module.state_dict().items()))
save("protocol4", OrderedDict(module.state_dict()), pickle_protocol=4)  # frames, MEMOIZE, STACK_GLOBAL

optimizer = torch.optim.AdamW(module.parameters())
module(ramp(4, 3)).sum().backward()
optimizer.step()
torch.save({"epoch": 3, "best": 0.5, "note": None, "model": module.state_dict(), "optimizer": optimizer.state_dict()}, OUT / "training.pth")
torch.save(module, OUT / "whole_module.pth")  # a pickle that asks for torch.nn classes
torch.save(ramp(3), OUT / "one_tensor.pth")
torch.jit.save(torch.jit.trace(torch.nn.Linear(2, 2), ramp(1, 2)), OUT / "torchscript.pt")
torch.save({"a": ramp(3)}, OUT / "legacy.pth", _use_new_zipfile_serialization=False)

# What training scripts keep beside the weights: every kind of object that is found in the wild, zip and legacy.
stuff = {
    "epoch": 7, "args": argparse.Namespace(lr=1e-3, path=PurePosixPath("data/train"), device=torch.device("cpu")),
    "optimizer": optimizer.state_dict(), "lr_scheduler": {"best": np.float64(0.5), "last": np.int64(3)},
    "init": functools.partial(torch.nn.init.trunc_normal_, std=0.02), "shape": torch.Size([3, 4]), "dtype": torch.bfloat16,
    "names": Counter("vitrine"), "queue": deque([1, 2], maxlen=5), "groups": defaultdict(list, a=[1]), "set": {1, 2}, "frozen": frozenset("ab"),
    "array": np.arange(6, dtype=np.float32).reshape(2, 3), "rng_state": torch.get_rng_state()[:64], "python_rng": random.Random(0).getstate(),
    "big": 1 << 200, "bytes": b"abc", "when": datetime.timedelta(seconds=3), "rounding": decimal.Decimal("0.1"),
}
state = OrderedDict(module.state_dict())
for suffix, options in {"": {}, "_legacy": {"_use_new_zipfile_serialization": False}, "_protocol4": {"pickle_protocol": 4}}.items():
    torch.save({**stuff, "model_ema": {k: v * 0 for k, v in state.items()}, "model": state}, OUT / f"everything{suffix}.pth", **options)
torch.save({"student": {f"module.backbone.{k}": v * 0 for k, v in state.items()}, "teacher": {f"backbone.{k}": v for k, v in state.items()},
            "dino_loss": {"center": ramp(4)}, "args": stuff["args"]}, OUT / "dino.pth")
torch.save({"model": module, "epoch": 1}, OUT / "module_inside.pth")
torch.serialization.get_source_lines_and_file = lambda obj: ([f"class {obj.__name__}: ..."], 0, "modules.py")  # not this machine's
torch.save(module, OUT / "whole_module_legacy.pth", _use_new_zipfile_serialization=False)
torch.save({k: v.numpy() for k, v in state.items()}, OUT / "numpy.pth")
torch.save({**state, "3.weight": ramp(2, 2).to_sparse()}, OUT / "sparse.pth")   # a weight that depends on a global that is not known
torch.save({"a.weight": torch._neg_view(ramp(2, 3)), "a.bias": ramp(2)}, OUT / "negated.pth")  # stored with the other sign
torch.save({**state, "config": argparse.Namespace(a=1), "steps": 4}, OUT / "beside.pth")  # an object beside the weights
torch.save({"a.weight": ramp(4).to(torch.float8_e4m3fn), "b.weight": ramp(4).to(torch.uint16)}, OUT / "float8.pth")  # untyped storages

# torchvision's interpolate_embeddings on a grid of 4 x 4 and 6 features, to 7 x 7 and to 3 x 3.
positions = torch.sin(torch.arange(17 * 6, dtype=torch.float32)).reshape(1, 17, 6)
expected = {"positions": positions}
for side in (7, 3):
    grid = positions[:, 1:].permute(0, 2, 1).reshape(1, 6, 4, 4)
    moved = torch.nn.functional.interpolate(grid, size=side, mode="bicubic", align_corners=True)
    expected[f"side_{side}"] = torch.cat([positions[:, :1], moved.reshape(1, 6, side * side).permute(0, 2, 1)], dim=1).contiguous()
save_file(expected, OUT / "positions.safetensors")

# As the authors of DINO and DINOv2, of MAE, and of DINOv2 with registers resample them
expected = {}
for rows, cols in ((3, 3), (7, 7), (3, 6)):
    grid = positions[:, 1:].reshape(1, 4, 4, 6).permute(0, 3, 1, 2)
    bicubic = lambda **how: torch.nn.functional.interpolate(grid, mode="bicubic", **how)
    for name, moved in {"dino": bicubic(scale_factor=((rows + 0.1) / 4, (cols + 0.1) / 4)), "mae": bicubic(size=(rows, cols)),
            "registers": bicubic(size=(rows, cols), antialias=True)}.items():
        expected[f"{name}_{rows}x{cols}"] = torch.cat([positions[:, :1], moved.permute(0, 2, 3, 1).reshape(1, -1, 6)], dim=1).contiguous()
save_file(expected, OUT / "positions_authors.safetensors")

print(json.dumps({p.name: p.stat().st_size for p in sorted(OUT.iterdir())}, indent=1))
