#!/usr/bin/env python3
"""Makes tests/data/crops/expected.safetensors: parts of pictures, cut out and resized by Pillow.

python3 tests/data/make_crops.py   (needs Pillow 13 or later, numpy, safetensors)
"""
from pathlib import Path

import numpy as np
from PIL import Image
from safetensors.numpy import save_file

HERE = Path(__file__).parent / "crops"
FILTERS = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}
# picture, x, y, width, height of the part, side of the model's input
CROPS = [(50, 40, 3, 4, 30, 30, 28), (50, 40, 0, 0, 50, 40, 28), (50, 40, 10, 5, 28, 28, 28), (50, 40, 10, 5, 28, 11, 28),
         (50, 40, 49, 39, 1, 1, 16), (50, 40, 20, 0, 7, 40, 32), (40, 90, 1, 2, 33, 88, 21), (200, 60, 160, 20, 40, 40, 24),
         (9, 7, 2, 1, 5, 5, 48)]

rng = np.random.default_rng(5)
expected = {}
for width, height, x, y, w, h, side in CROPS:
    pixels = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
    pixels[: height // 3] = pixels[: height // 3] // 128 * 255
    name = f"{width}x{height}-{x},{y},{w},{h}-{side}"
    expected[f"{name}/source"] = pixels
    for filter_name, pillow in FILTERS.items():
        cut = Image.fromarray(pixels).crop((x, y, x + w, y + h)).resize((side, side), pillow)
        expected[f"{name}/{filter_name}"] = np.asarray(cut)

HERE.mkdir(exist_ok=True)
save_file(expected, HERE / "expected.safetensors")
