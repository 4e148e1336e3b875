#!/usr/bin/env python3
"""Median milliseconds of torchvision's forward pass, random weights, batch 1: what Vitrine's is compared with.

    python tools/bench_torchvision.py [vit_b_16] [--dtype float32] [--threads N] [--runs N] [--device cpu]
"""
import argparse
import json
import statistics
import time

import torch

try:
    import torchvision
except RuntimeError:  # torch and torchvision of different builds: the models need none of the compiled operators
    library = torch.library.Library("torchvision", "DEF")
    for name in ("nms", "qnms"):
        library.define(name + "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    import torchvision

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("model", nargs="?", default="vit_b_16")
parser.add_argument("--dtype", default="float32", choices=("float32", "bfloat16", "float16"))
parser.add_argument("--threads", type=int, default=0)
parser.add_argument("--runs", type=int, default=20)
parser.add_argument("--device", default="cpu")
options = parser.parse_args()

if options.threads:
    torch.set_num_threads(options.threads)
torch.manual_seed(0)
dtype = getattr(torch, options.dtype)
model = getattr(torchvision.models, options.model)().eval().to(options.device, dtype)
image = torch.randn(1, 3, model.image_size, model.image_size, device=options.device, dtype=dtype)
synchronize = torch.cuda.synchronize if options.device.startswith("cuda") else lambda: None

times = []
with torch.inference_mode():
    for run in range(options.runs + 3):
        start = time.perf_counter()
        model(image)
        synchronize()
        if run >= 3:  # the first ones warm up
            times.append((time.perf_counter() - start) * 1000)
print(json.dumps({"model": options.model, "device": options.device, "dtype": options.dtype, "batch": 1,
                  "threads": torch.get_num_threads(), "torch": torch.__version__, "torchvision": torchvision.__version__,
                  "ms": {"forward": round(statistics.median(times), 3), "fastest": round(min(times), 3)}}))
