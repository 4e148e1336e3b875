#!/usr/bin/env python3
"""Our forward pass beside everybody's: the same weights, the same input, the same threads, in turns, medians.

    tools/bench_peers                    sets up the peers in an environment of their own, and runs this
    python tools/bench_peers.py VITRINE [--models vit_b_16,vit_b_32] [--dtypes float32,bfloat16] [--batches 1,8] ...

Every peer is a process that holds its model and waits; they are asked for passes round by round, and only one works at a time.
What each answers is compared with torchvision's logits first. `limit` is the time that the model's multiplications would take
at the fastest matrix product this machine was seen to do (torch, the sizes of the model's own layers and a large square).
A peer that fails ends the run with its own words. Peers that have no such dtype are named under the table.
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

from torch_and_vision import both, random_model

PEERS = ["torchvision", "compile", "timm", "transformers", "onnxruntime", "openvino"]
TOLD = {"vitrine": "Vitrine", "torchvision": "torchvision, eager", "compile": "torchvision, torch.compile and freezing",
        "timm": "timm", "transformers": "Hugging Face, sdpa", "onnxruntime": "ONNX Runtime", "openvino": "OpenVINO"}
LACKING = {("onnxruntime", "bfloat16"): "ONNX Runtime has no bfloat16 matrix product on a CPU"}


# ---------------------------------------------------------------------------------------------------------- the peers
# Each: options -> (a callable that runs one pass of x and gives its logits as a float32 array).

def of_torch(torch, model, options, x):
    model = model.to(options.device, getattr(torch, options.dtype)).eval()
    x = x.to(options.device, getattr(torch, options.dtype))

    def run():
        with torch.inference_mode():
            y = model(x)
            y = y if isinstance(y, torch.Tensor) else y.logits
            return y.float().cpu().numpy()
    return run


def run_torchvision(torch, options, x):
    return of_torch(torch, random_model(options.model), options, x)


def run_compile(torch, options, x):
    import torch._inductor.config as inductor
    inductor.freezing = True
    dtype = getattr(torch, options.dtype)
    model = torch.compile(random_model(options.model).to(options.device, dtype))
    x = x.to(options.device, dtype)

    def run():
        with torch.no_grad():
            return model(x).float().cpu().numpy()
    return run


def run_timm(torch, options, x):
    import timm
    size, patch = options.model.split("_")[1:]
    name = {"b": "base", "l": "large", "h": "huge"}[size]
    model = timm.create_model(f"vit_{name}_patch{patch}_224", pretrained=False, num_classes=1000)
    state = {}
    for key, value in random_model(options.model).state_dict().items():
        key = key.replace("encoder.layers.encoder_layer_", "blocks.").replace("self_attention.in_proj_", "attn.qkv.")
        key = key.replace("self_attention.out_proj", "attn.proj").replace("ln_1", "norm1").replace("ln_2", "norm2")
        key = key.replace("mlp.0", "mlp.fc1").replace("mlp.3", "mlp.fc2").replace("heads.head", "head")
        key = key.replace("encoder.ln", "norm").replace("conv_proj", "patch_embed.proj").replace("class_token", "cls_token")
        state[key.replace("encoder.pos_embedding", "pos_embed")] = value
    model.load_state_dict(state)
    return of_torch(torch, model, options, x)


def run_transformers(torch, options, x):
    from transformers import ViTConfig, ViTForImageClassification
    source = random_model(options.model)
    config = ViTConfig(hidden_size=source.hidden_dim, num_hidden_layers=len(source.encoder.layers),
                       num_attention_heads=source.encoder.layers[0].num_heads, intermediate_size=source.mlp_dim,
                       patch_size=source.patch_size, layer_norm_eps=1e-6, num_labels=1000, image_size=source.image_size,
                       attn_implementation="sdpa")
    model = ViTForImageClassification(config)
    theirs = set(model.state_dict())
    state = {"vit.embeddings.cls_token": source.class_token, "vit.embeddings.position_embeddings": source.encoder.pos_embedding}

    def take(name, weight, bias):
        state[name + ".weight"], state[name + ".bias"] = weight, bias
    take("vit.embeddings.patch_embeddings.projection", source.conv_proj.weight, source.conv_proj.bias)
    take("vit.layernorm", source.encoder.ln.weight, source.encoder.ln.bias)
    take("classifier", source.heads.head.weight, source.heads.head.bias)
    for i, block in enumerate(source.encoder.layers):
        names = [n for n in theirs if f"layer.{i}." in n or f"layers.{i}." in n]

        def named(*ends):
            for name in names:
                for end in ends:
                    if name.endswith(end + ".weight"):
                        return name[:-len(".weight")]
            raise KeyError(f"transformers has no {ends} in layer {i}: {sorted(names)}")
        for name, weight, bias in zip(("q", "k", "v"), block.self_attention.in_proj_weight.chunk(3),
                                      block.self_attention.in_proj_bias.chunk(3)):
            take(named({"q": "query", "k": "key", "v": "value"}[name], name + "_proj"), weight, bias)
        take(named("attention.output.dense", "o_proj"), block.self_attention.out_proj.weight, block.self_attention.out_proj.bias)
        take(named("layernorm_before"), block.ln_1.weight, block.ln_1.bias)
        take(named("layernorm_after"), block.ln_2.weight, block.ln_2.bias)
        take(named("intermediate.dense", "fc1"), block.mlp[0].weight, block.mlp[0].bias)
        rest = [n for n in names if n.endswith(".weight") and n[:-7] + ".weight" not in state]
        assert len(rest) == 1, rest
        take(rest[0][:-len(".weight")], block.mlp[3].weight, block.mlp[3].bias)
    model.load_state_dict(state)
    return of_torch(torch, model, options, x)


def exported(torch, options, x, folder):
    path = os.path.join(folder, "model.onnx")
    torch.onnx.export(random_model(options.model), (x,), path, dynamo=False, opset_version=17, input_names=["x"])
    return path


def run_onnxruntime(torch, options, x):
    import onnxruntime
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    settings.add_session_config_entry("session.intra_op.allow_spinning", "1")
    with tempfile.TemporaryDirectory() as folder:
        session = onnxruntime.InferenceSession(exported(torch, options, x, folder), settings,
                                               providers=["CPUExecutionProvider"])
    feed = {"x": x.numpy()}
    return lambda: session.run(None, feed)[0]


def run_openvino(torch, options, x):
    import openvino
    core = openvino.Core()
    with tempfile.TemporaryDirectory() as folder:
        model = core.read_model(exported(torch, options, x, folder))
        hint = {"float32": "f32", "bfloat16": "bf16"}[options.dtype]
        compiled = core.compile_model(model, "CPU", {"INFERENCE_NUM_THREADS": str(options.threads),
                                                     "INFERENCE_PRECISION_HINT": hint, "PERFORMANCE_HINT": "LATENCY"})
    request, feed = compiled.create_infer_request(), x.numpy()

    def run():
        return request.infer({0: feed})[compiled.output(0)].astype("float32")
    return run


def worker(options):
    torch, _ = both()
    torch.set_num_threads(options.threads)
    x = torch.load(options.input)
    run = globals()["run_" + options.worker](torch, options, x)
    print(json.dumps(run().reshape(-1).tolist()), flush=True)
    for line in sys.stdin:
        times = []
        for _ in range(int(line) + 1):
            start = time.perf_counter()
            run()
            times.append((time.perf_counter() - start) * 1000)
        times = times[1:]  # the first wakes its threads
        print(json.dumps(times), flush=True)


# ------------------------------------------------------------------------------------------------------ the comparison

class Peer:
    """A process that holds its model; `passes` asks it for some."""

    def __init__(self, name, arguments):
        self.name = name
        self.errors = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self.logits = self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        while line and not line.startswith("["):
            line = self.process.stdout.readline()
        if not line:
            self.errors.seek(0)
            sys.exit(f"bench_peers: {TOLD[self.name]} failed:\n" + self.errors.read()[-3000:])
        return json.loads(line)

    def passes(self, count):
        self.process.stdin.write(f"{count}\n")
        self.process.stdin.flush()
        return self.answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def gemm_rate(torch, options, shapes):
    """The best GFLOP/s of several matrix products in the dtype."""
    best = 0
    dtype = getattr(torch, options.dtype)
    for n, k, m in shapes + [(2048, 2048, 2048)]:
        a = torch.randn(n, k, device=options.device).to(dtype)
        b = torch.randn(m, k, device=options.device).to(dtype)
        times = []
        with torch.inference_mode():
            for _ in range(8):
                start = time.perf_counter()
                torch.nn.functional.linear(a, b)[0, 0].item()
                times.append(time.perf_counter() - start)
        best = max(best, 2 * n * k * m / min(times) / 1e9)
    return best


def compare(options, folder):
    torch, _ = both()
    from safetensors.torch import save_file
    torch.set_num_threads(options.threads)
    model = random_model(options.model)
    weights = os.path.join(folder, options.model + ".safetensors")
    save_file(model.state_dict(), weights)
    size = model.image_size
    picture = torch.randn(1, 3, size, size, generator=torch.Generator().manual_seed(1))
    x = picture.repeat(options.batch, 1, 1, 1)
    inputs = os.path.join(folder, "input.pt")
    torch.save(x, inputs)
    save_file({"input": picture[0].contiguous()}, os.path.join(folder, "input.safetensors"))
    tokens, D, M = (size // model.patch_size) ** 2 + 1, model.hidden_dim, model.mlp_dim
    B, N, layers = options.batch, tokens, len(model.encoder.layers)
    operations = 2 * B * (layers * (N * D * (4 * D + 2 * M) + 2 * N * N * D) + (N - 1) * D * 3 * model.patch_size ** 2 + D * 1000)
    shapes = [(B * N, D, 3 * D), (B * N, D, M), (B * N, M, D)]
    rate = 0

    common = ["--threads", str(options.threads), "--dtype", options.dtype, "--device", options.device]
    lacking = [LACKING[p, options.dtype] for p in options.peers if (p, options.dtype) in LACKING]
    peers = [Peer("vitrine", [options.vitrine, "bench", "--weights", weights, "--turns",
                              os.path.join(folder, "input.safetensors"), "--batch", str(options.batch), *common])]
    for name in options.peers:
        if (name, options.dtype) not in LACKING:
            peers.append(Peer(name, [sys.executable, os.path.abspath(__file__), options.vitrine, "--worker", name, "--model",
                                     options.model, "--input", inputs, *common]))
    expected = torch.tensor(next((p for p in peers if p.name == "torchvision"), peers[0]).logits)
    differences = {p.name: float((torch.tensor(p.logits) - expected).abs().max()) for p in peers}
    bound = 1e-3 if options.dtype == "float32" else 0.15
    for name, difference in differences.items():
        if not difference < bound:
            sys.exit(f"bench_peers: {TOLD[name]} computes another model: its logits differ by {difference:g}")
    times = {p.name: [] for p in peers}
    for p in peers:
        p.passes(3)  # warms up
    for turn in range(options.rounds):
        rate = max(rate, gemm_rate(torch, options, shapes))
        for p in peers[turn % len(peers):] + peers[:turn % len(peers)]:
            times[p.name] += p.passes(options.runs)
    for p in peers:
        p.close()
    ms = {name: statistics.median(values) for name, values in times.items()}
    return {"model": options.model, "dtype": options.dtype, "batch": options.batch, "threads": options.threads,
            "device": options.device, "ms": ms, "difference": differences, "lacking": lacking, "gemm_gflops": rate,
            "gflop": operations / 1e9, "limit_ms": operations / rate / 1e6}


def table(found):
    ms = found["ms"]
    ours, best = ms["vitrine"], min((v, k) for k, v in ms.items() if k != "vitrine")
    lines = [f"### {found['model']}, {found['dtype']}, batch {found['batch']}",
             f"{found['gflop']:.1f} GFLOP; fastest matrix product {found['gemm_gflops']:.0f} GFLOP/s: limit {found['limit_ms']:.1f} ms. "
             f"Vitrine takes {ours / best[0]:.2f} of the time of the fastest peer ({TOLD[best[1]]}) and runs at "
             f"{found['limit_ms'] / ours * 100:.0f} % of the limit.", "",
             "| | ms | beside Vitrine | largest difference from torchvision's logits |", "|:--|--:|--:|--:|"]
    for name, value in sorted(ms.items(), key=lambda item: item[1]):
        lines.append(f"| {TOLD[name]} | {value:.1f} | {value / ours:.2f} | {found['difference'][name]:.1e} |")
    return "\n".join(lines + [""] + [text + ".\n" for text in found["lacking"]])


def machine():
    import torch
    name = next((line.split(":")[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                 if line.startswith("model name")), "CPU")
    from importlib.metadata import version
    packages = ["torch", "torchvision", "timm", "transformers", "onnxruntime", "openvino"]
    return (f"{name}, {os.cpu_count()} cores, {torch.backends.cpu.get_cpu_capability()}; "
            + ", ".join(f"{p} {version(p)}" for p in packages))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vitrine", help="the program")
    parser.add_argument("--models", default="vit_b_16")
    parser.add_argument("--dtypes", default="float32")
    parser.add_argument("--batches", default="1")
    parser.add_argument("--peers", default=",".join(PEERS), help="of " + ", ".join(PEERS))
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--runs", type=int, default=6, help="passes of each peer in a round")
    parser.add_argument("--json", action="store_true")
    for hidden in ("--worker", "--model", "--dtype", "--input"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return worker(options)
    options.peers = options.peers.split(",")
    if not options.json:
        print(machine() + f"; {options.threads} threads\n", flush=True)
    for options.model in options.models.split(","):
        for options.dtype in options.dtypes.split(","):
            for options.batch in map(int, options.batches.split(",")):
                with tempfile.TemporaryDirectory() as folder:
                    found = compare(options, folder)
                print(json.dumps(found) if options.json else table(found), flush=True)


if __name__ == "__main__":
    main()
