#!/usr/bin/env python3
"""Time and peak memory of every method, beside the textbook Python: attention kept by every block, autograd over the whole
model, on the same LibTorch. Each row is two processes of its own, one after the other; random weights, one picture.

    python tools/bench_methods.py VITRINE [--model vit_b_16] [--image-size 224] [--methods a,b] [--runs 3]

VITRINE is the program. Milliseconds are those of a pass and its map, medians; MiB are what the process grew by over the model
and one plain pass (its largest resident size). The textbook is written from the papers' definitions below.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time

from torch_and_vision import both, random_model

ALL = ["attention", "rollout", "grad_rollout", "chefer", "attn_grad", "legrad", "gradcam", "input_grad", "ig", "occlusion"]


def textbook(options):
    torch, _ = both()
    model = random_model(options.model, image_size=options.image_size)
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    image = torch.randn(1, 3, options.image_size, options.image_size)
    attentions, tokens, normals = [], [], []

    def forward_block(block, x):  # need_weights, as the hooks of every tool want it
        y = block.ln_1(x)
        if y.requires_grad:
            y.retain_grad()
        normals.append(y)
        attention = block.self_attention
        B, N, D = y.shape
        H = attention.num_heads
        q, k, v = (y @ attention.in_proj_weight.T + attention.in_proj_bias).view(B, N, 3, H, D // H).permute(2, 0, 3, 1, 4)
        A = torch.softmax(q @ k.transpose(-2, -1) / (D // H) ** 0.5, -1)
        if A.requires_grad:
            A.retain_grad()
        attentions.append(A)
        x = x + attention.out_proj((A @ v).transpose(1, 2).reshape(B, N, D))
        x = x + block.mlp(block.ln_2(x))
        tokens.append(x)
        return x

    def embed(images):
        x = model._process_input(images)
        return torch.cat([model.class_token.expand(x.shape[0], -1, -1), x], 1) + model.encoder.pos_embedding

    def blocks(x):
        attentions.clear(), tokens.clear(), normals.clear()
        for block in model.encoder.layers:
            x = forward_block(block, x)
        return model.heads(model.encoder.ln(x)[:, 0])

    def forward(images):
        return blocks(embed(images))

    def gradients():  # the graph begins at the embedding: no gradient of pixels is made where none is wanted
        blocks(embed(image).requires_grad_())[0].max().backward()

    def attention():
        with torch.no_grad():
            forward(image)
        return attentions[-1][0].mean(0)[0, 1:]

    def rollout():
        with torch.no_grad():
            forward(image)
            R = torch.eye(attentions[0].shape[-1])
            for A in attentions:
                A = A[0].mean(0) + torch.eye(R.shape[0])
                R = (A / A.sum(1, keepdim=True)) @ R
        return R[0, 1:]

    def grad_rollout():
        gradients()
        R = torch.eye(attentions[0].shape[-1])
        for A in attentions:
            A = (A.detach() * A.grad)[0].mean(0).clamp(min=0) + torch.eye(R.shape[0])
            R = (A / A.sum(1, keepdim=True)) @ R
        return R[0, 1:]

    def chefer():
        gradients()
        R = torch.eye(attentions[0].shape[-1])
        for A in attentions:
            R = R + (A.detach() * A.grad)[0].clamp(min=0).mean(0) @ R
        return R[0, 1:]

    def attn_grad():
        gradients()
        return (attentions[-1].detach() * attentions[-1].grad)[0].clamp(min=0).mean(0)[0, 1:]

    def legrad():
        target = int(blocks(embed(image).requires_grad_())[0].argmax())
        maps = []
        for layer, A in enumerate(attentions):
            score = model.heads(model.encoder.ln(tokens[layer].mean(1)))[0, target]
            maps.append(torch.autograd.grad(score, A, retain_graph=True)[0][0].clamp(min=0).mean((0, 1))[1:])
        return torch.stack(maps).mean(0)

    def gradcam():
        gradients()
        Z, G = normals[-1].detach()[0], normals[-1].grad[0]
        return (Z[1:] @ G[1:].mean(0)).clamp(min=0)

    # These want no attention: torchvision's own forward, fused.
    def input_grad():
        leaf = image.clone().requires_grad_()
        model(leaf)[0].max().backward()
        return (leaf.detach() * leaf.grad).abs().sum(1)

    def ig():
        black = torch.full_like(image, -2.0)
        total = torch.zeros_like(image)
        target = int(model(image)[0].argmax())
        for step in range(32):
            leaf = (black + (step + 0.5) / 32 * (image - black)).requires_grad_()
            model(leaf)[0, target].backward()
            total += leaf.grad
        return ((image - black) * total / 32).sum(1)

    def occlusion():
        P, drops = model.patch_size, []
        with torch.no_grad():
            whole = model(image)[0].max()
            for y in range(0, options.image_size, P):
                for x in range(0, options.image_size, P):
                    changed = image.clone()
                    changed[..., y:y + P, x:x + P] = -2.0
                    drops.append(whole - model(changed)[0].max())
        return torch.stack(drops)

    with torch.no_grad():
        model(image)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = []
    for _ in range(options.runs):
        start = time.perf_counter()
        locals()[options.textbook]()
        times.append((time.perf_counter() - start) * 1000)
    print(json.dumps({"ms": statistics.median(times),
                      "mib": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}))


def bench(options, methods):
    command = [options.vitrine, "bench", "--model", options.model, "--weights", "random", "--image-size",
               str(options.image_size), "--runs", str(options.runs), "--methods", methods, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def ours(options, method):
    """A map is computed from a pass that is kept: that pass is part of the time, as it is of the textbook's."""
    plain, told = bench(options, "none"), bench(options, method)
    return (told["ms"]["forward_with_capture"] + told["ms"]["explain"][method],
            told["peak_memory_mb"] - plain["peak_memory_mb"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vitrine", nargs="?")
    parser.add_argument("--model", default="vit_b_16")
    parser.add_argument("--image-size", type=int, default=224)
    parser.add_argument("--methods", default=",".join(ALL))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--textbook", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.textbook:
        return textbook(options)
    print(f"{options.model}, {options.image_size} px, float32, CPU with {len(os.sched_getaffinity(0))} cores")
    print(f"{'method':<14}{'ms':>9}{'Python':>9}{'ratio':>7}{'MiB':>9}{'Python':>9}")
    for method in options.methods.split(","):
        command = [sys.executable, __file__, "--textbook", method, "--model", options.model, "--image-size",
                   str(options.image_size), "--runs", str(options.runs)]
        theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        ms, mib = ours(options, method)
        print(f"{method:<14}{ms:>9.0f}{theirs['ms']:>9.0f}{ms / theirs['ms']:>7.2f}{mib:>9.0f}{theirs['mib']:>9.0f}",
              flush=True)


if __name__ == "__main__":
    main()
