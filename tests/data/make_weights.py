"""Makes tests/data/weights/: small checkpoints as PyTorch itself writes them, and what they must read as.

Run from the repository root with torch, numpy and safetensors:  python tests/data/make_weights.py
"""

import json
from collections import OrderedDict
from pathlib import Path

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

# torchvision's interpolate_embeddings on a grid of 4 x 4 and 6 features, to 7 x 7 and to 3 x 3.
positions = torch.sin(torch.arange(17 * 6, dtype=torch.float32)).reshape(1, 17, 6)
expected = {"positions": positions}
for side in (7, 3):
    grid = positions[:, 1:].permute(0, 2, 1).reshape(1, 6, 4, 4)
    moved = torch.nn.functional.interpolate(grid, size=side, mode="bicubic", align_corners=True)
    expected[f"side_{side}"] = torch.cat([positions[:, :1], moved.reshape(1, 6, side * side).permute(0, 2, 1)], dim=1).contiguous()
save_file(expected, OUT / "positions.safetensors")

print(json.dumps({p.name: p.stat().st_size for p in sorted(OUT.iterdir())}, indent=1))
