#!/usr/bin/env python3
"""From the command to the first prediction: Vitrine beside a Python script on the same checkpoint and picture, in turns, medians.

    python tools/bench_start.py VITRINE [--model vit_b_16] [--runs 5] [--cold]

Rows: `vitrine predict`; the window with its first prediction, painted (`vitrine shot`, which draws it without a screen and ends);
a Python script that imports torch and torchvision, loads the same safetensors file and predicts the same picture with
torchvision's transforms. Every run is a new process. --cold (as root, Linux) empties the page cache before each.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from torch_and_vision import random_model

SCRIPT = """
import sys
from torch_and_vision import both
torch, torchvision = both()
from PIL import Image
from safetensors.torch import load_file
from torchvision.transforms._presets import ImageClassification
name, weights, picture = sys.argv[1:]
with torch.device("meta"):  # no random numbers that are overwritten
    model = getattr(torchvision.models, name)()
model.load_state_dict(load_file(weights), assign=True)
model.eval()
size = model.image_size
image = ImageClassification(crop_size=size)(Image.open(picture).convert("RGB")).unsqueeze(0)
with torch.inference_mode():
    top = model(image).softmax(-1)[0].topk(5)
for value, index in zip(*top):
    print(f"{value:.4f} {index}")
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vitrine", help="the program")
    parser.add_argument("--model", default="vit_b_16")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    picture = str(pathlib.Path(__file__).resolve().parent.parent / "resources/samples/chelsea.png")
    with tempfile.TemporaryDirectory() as folder:
        weights = os.path.join(folder, options.model + ".safetensors")
        script = os.path.join(folder, "predict.py")
        pathlib.Path(script).write_text(SCRIPT)
        from safetensors.torch import save_file
        save_file(random_model(options.model).state_dict(), weights)
        environment = dict(os.environ, PYTHONPATH=os.path.dirname(os.path.abspath(__file__)))  # the script stands elsewhere
        shown = os.path.join(folder, "window.png")
        rows = {"predict": [options.vitrine, "predict", picture, "--weights", weights, "--json"],
                "window": [options.vitrine, "shot", picture, "--weights", weights, "-o", shown],
                "python": [sys.executable, script, options.model, weights, picture]}
        seconds = {name: [] for name in rows}
        answers = {}
        for run in range(options.runs + 1):
            for name, command in rows.items():
                if options.cold:
                    os.sync()
                    pathlib.Path("/proc/sys/vm/drop_caches").write_text("3")
                start = time.perf_counter()
                answers[name] = subprocess.run(command, check=True, capture_output=True, text=True,
                                               env=environment).stdout
                if run or options.cold:  # the first ones fill the page cache
                    seconds[name].append(time.perf_counter() - start)
    ours = json.loads(answers["predict"])[0]["top"][0]
    theirs = answers["python"].split()[:2]
    if str(ours["index"]) != theirs[1] or abs(ours["probability"] - float(theirs[0])) > 1e-3:
        sys.exit(f"bench_start: they do not agree: {ours} and {theirs}")
    median = {name: statistics.median(values) for name, values in seconds.items()}
    if options.json:
        return print(json.dumps({"model": options.model, "cold": options.cold, "seconds": median}))
    print(f"{options.model}, {'cold' if options.cold else 'warm'}, medians of {options.runs}\n")
    print("| | s | of Python's |\n|:--|--:|--:|")
    for name, told in (("predict", "`vitrine predict`"), ("window", "the window with its first prediction"), ("python", "Python")):
        print(f"| {told} | {median[name]:.2f} | {median[name] / median['python']:.2f} |")


if __name__ == "__main__":
    main()
