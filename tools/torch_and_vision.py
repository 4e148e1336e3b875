"""PyTorch and torchvision as the benchmarks need them: the models, none of the compiled operators."""


def both():
    """(torch, torchvision), also where their builds do not match."""
    import torch
    try:
        import torchvision
    except RuntimeError:
        library = torch.library.Library("torchvision", "DEF")
        for name in ("nms", "qnms"):
            library.define(name + "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        import torchvision
    return torch, torchvision


def random_model(name, **options):
    """torchvision's model with the weights of seed 0, and a head that is not zero: any answer equals that of a zero head."""
    torch, torchvision = both()
    torch.manual_seed(0)
    model = getattr(torchvision.models, name)(**options).eval()
    torch.nn.init.normal_(model.heads.head.weight, std=0.02)
    return model
