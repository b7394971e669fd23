"""What PyTorch computes with the networks of specs/: the goldens under test/goldens/networks.

    OMP_NUM_THREADS=2 python3 scripts/goldens/spec-networks.py [MODEL[@HEIGHTxWIDTH]...]

Needs PyTorch and torchvision (made with 1.13.0 and 0.14.1; each file says what made it). Weights, pictures and masks are not
written down but computed from a hash (hashed.py). The reference is computed in float64; PyTorch's own float32 is measured
against it, so that a test can ask of another float32 that it be as exact. Of a gradient, which may have millions of numbers,
the file keeps a sketch (see `sketch`), its norm and, without batch norm, some of the numbers.

Through batch norm, gradients hang on which side of 0 each number falls that a ReLU takes: of a million, a few lie so near 0
that rounding decides. One that falls on the other side changes gradients everywhere by a per cent, as chance has it (in maps
of 2x2 most). So two errors of float32 are measured: `free`, over several batches, and `float32Error`, where every ReLU decides
as in float64. `decisions` names the numbers that lie near 0, and how float64 decided.
224x224 needs 5 GB and some minutes a network.
"""

import gc
import json
import pathlib
import sys

import numpy
import torch
import torchvision
from torch import nn

from antialiasing import antialiased
from hashed import drawn, drawn_weight, hash32

FOLDER = pathlib.Path(__file__).parent.parent.parent / "test" / "goldens" / "networks"


def sketch(values, buckets):
    """Sums of the numbers with hashed signs, each in a hashed bucket: a count sketch (Charikar, Chen and Farach-Colton 2002).

    It is linear, and the norm of the sketch of a difference is, but for some 20 % with 16 buckets, the norm of the difference.
    """
    hashes = hash32(numpy.arange(values.size, dtype=numpy.uint64))
    signed = numpy.where(hashes >> numpy.uint32(31), values.ravel(), -values.ravel())
    return numpy.bincount(hashes % buckets, weights=signed, minlength=buckets)


# Networks.


class NoseNet(nn.Sequential):
    """Convolutions of these widths, each with pool and ReLU, then two linear steps; `better` is the document's alternative."""

    def __init__(self, size, widths, hidden, numbers, better):
        super().__init__()
        before, (height, width) = 1, size
        for index, to in enumerate(widths, start=1):
            self.add_module(f"conv{index}", nn.Conv2d(before, to, 3, padding=1))
            first = better and index == 1
            self.add_module("avgpool" if first else f"maxpool{index}", nn.AvgPool2d(2) if first else nn.MaxPool2d(2))
            self.add_module(f"relu{index}", nn.ReLU())
            before, height, width = to, height // 2, width // 2
        if better:
            self.conv2_drop = Masked("conv2_drop", before, 0.2)
        self.flatten = nn.Flatten()
        self.fc1 = nn.Linear(before * height * width, hidden)
        self.relu_fc = nn.ReLU()
        self.fc2 = nn.Linear(hidden, numbers)
        if better:
            self.sigmoid = nn.Sigmoid()


class Masked(nn.Module):
    """Dropout of channels by a mask that is computed from a hash."""

    def __init__(self, path, channels, p):
        super().__init__()
        self.path, self.channels, self.p = path, channels, p

    def forward(self, x):
        if not self.training:
            return x
        kept = drawn(self.path, (len(x), self.channels, 1, 1), 0, 1) >= self.p
        return x * torch.tensor(kept / numpy.float32(1 - self.p)).to(x)


def residual(make, stem_bias, sigmoid):
    """torchvision's, for one gray channel and 68 points."""
    net = make(num_classes=136)
    net.conv1 = nn.Conv2d(1, 64, 7, stride=2, padding=3, bias=stem_bias)
    if sigmoid:
        net.register_forward_hook(lambda _module, _inputs, output: torch.sigmoid(output))
    return net


def nose(better):
    return lambda size: NoseNet(size, (6, 16, 32, 32), 240, 2, better)


def face(better):
    return lambda size: NoseNet(size, (16, 32, 64, 128, 256, 512), 512, 116, better)


models = torchvision.models
CASES = [
    # model, spec, how it is made, the sizes and batches at which it runs
    ("NoseNet", "nosenet", nose(False), [(32, 48, 4), (60, 80, 4)]),
    ("NoseNetAlternative", "nosenet", nose(True), [(32, 48, 4), (60, 80, 4)]),
    ("FaceNet", "facenet", face(False), [(64, 64, 4), (120, 160, 4)]),
    ("FaceNetAlternative", "facenet", face(True), [(64, 64, 4), (120, 160, 4)]),
    ("ResNet50", "resnet50", lambda _: residual(models.resnet50, False, False), [(64, 64, 2), (224, 224, 2)]),
    ("AntialiasedResNet50", "antialiased-resnet50", lambda _: antialiased(residual(models.resnet50, False, False)), [(64, 64, 2), (224, 224, 2)]),
    ("WideResNet50", "wide-resnet50", lambda _: residual(models.wide_resnet50_2, True, True), [(64, 64, 2), (224, 224, 2)]),
]


# What is computed.


class Decisions:
    """Stands in for ReLU: writes down which numbers are let through, or lets those through that another run did."""

    def __init__(self):
        self.taken, self.inputs, self.given = [], [], None

    def relu(self, x):
        kept = (x > 0) if self.given is None else self.given[len(self.taken)]
        self.taken.append(kept)
        self.inputs.append(x.detach().to(torch.float32))
        return x * kept


def prepared(make, size, dtype):
    net = make(size).to(dtype)
    with torch.no_grad():
        for key, tensor in net.state_dict().items():
            if not key.endswith(".filt"):
                tensor.copy_(torch.tensor(drawn_weight(key, tuple(tensor.shape))))
    return net


def pictures(size, batch, outputs, draw):
    """Pictures, and points to be found in them."""
    return drawn(f"image{draw}", (batch, 1, *size), -1, 1), drawn(f"target{draw}", (batch, outputs), 0, 1)


def computed(make, size, batch, dtype, draw="", decisions=None):
    """Everything that one precision gives."""
    net = prepared(make, size, dtype)
    outputs = list(net.parameters())[-1].numel()
    image, target = (torch.tensor(each).to(dtype) for each in pictures(size, batch, outputs, draw))
    net.eval()
    with torch.no_grad():
        inference = net(image).numpy()
    net.train()
    forward = nn.ReLU.forward
    if decisions is not None:
        nn.ReLU.forward = lambda _layer, x: decisions.relu(x)
    prediction = net(image)
    nn.ReLU.forward = forward
    loss = nn.MSELoss()(prediction, target)
    loss.backward()
    gradients = {key: tensor.grad.numpy() for key, tensor in net.named_parameters()}
    with torch.no_grad():
        for _ in range(2):
            net(image)
    moving = ("running_mean", "running_var", "num_batches_tracked")
    statistics = {key: tensor.numpy() for key, tensor in net.named_buffers() if key.endswith(moving)}
    return {
        "inference": inference,
        "training": prediction.detach().numpy(),
        "loss": loss.item(),
        "gradients": gradients,
        "statistics": statistics,
    }


def near_zero(exact, single):
    """The numbers at each ReLU that another float32 may put on the other side of 0, and where float64 has them."""
    for kept, x, rounded_x in zip(exact.taken, exact.inputs, single.inputs):
        reach = 4 * (x - rounded_x).abs().max()
        near = (x.abs() < reach).flatten()
        kept = kept.flatten()
        indices = lambda mask: torch.nonzero(mask).flatten().tolist()
        yield {"count": kept.numel(), "on": indices(near & kept), "off": indices(near & ~kept)}


def error(exact, single):
    """Norm of the difference by the norm."""
    difference = single.ravel().astype(numpy.float64) - exact.ravel()
    return rounded(numpy.linalg.norm(difference) / numpy.linalg.norm(exact), 3)


def free_errors(exact, single, floor):
    """Median and largest error of the gradients that aren't 0."""
    pairs = [(exact[key], single[key]) for key in exact if numpy.linalg.norm(exact[key]) >= floor]
    errors = [error(*pair) for pair in pairs]
    return {"median": rounded(numpy.median(errors), 3), "most": max(errors)}


def rounded(number, digits):
    return float(f"{number:.{digits}g}")


def floor_of(gradients):
    """Norms below are 0 but for rounding."""
    return 1e-9 * max(numpy.linalg.norm(gradient) for gradient in gradients.values())


def summary(exact, single, floor=0.0, samples=0, buckets=8, digits=8):
    """What a test needs to know of a tensor."""
    flat = exact.ravel().astype(numpy.float64)
    norm = numpy.linalg.norm(flat)
    if norm < floor:
        return {"zero": True, "float32Norm": rounded(numpy.linalg.norm(single), 3)}
    of = lambda numbers: [rounded(number, digits) for number in numbers]
    every = max(1, flat.size // max(samples, 1))
    return {
        "norm": rounded(norm, digits),
        "largest": rounded(numpy.abs(flat).max(), digits),
        "float32Error": error(exact, single),
        "sketch": of(sketch(flat, buckets)),
        **({"every": every, "samples": of(flat[::every][:samples])} if samples else {}),
    }


def golden(model, spec, make, height, width, batch):
    size = (height, width)
    normed = any(isinstance(layer, nn.BatchNorm2d) for layer in make(size).modules())
    decisions = Decisions() if normed else None
    exact = computed(make, size, batch, torch.float64, decisions=decisions)
    floor = floor_of(exact["gradients"])
    forced = None
    if normed:
        forced = Decisions()
        forced.given = decisions.taken
    single = computed(make, size, batch, torch.float32, decisions=forced)
    summaries = lambda kind, **rest: {key: summary(each, single[kind][key], **rest) for key, each in exact[kind].items()}
    # Rounding is far larger with batch norm than without, so less of a number says as much.
    detail = {"digits": 6} if normed else {"samples": 8}
    digits = lambda array: [rounded(number, 8) for number in array.ravel()]
    content = {
        "model": model,
        "spec": spec,
        "madeWith": f"PyTorch {torch.__version__}, torchvision {torchvision.__version__}",
        "size": [height, width],
        "batch": batch,
        "inference": digits(exact["inference"]),
        "training": digits(exact["training"]),
        "loss": rounded(exact["loss"], 10),
        "gradients": summaries("gradients", floor=floor, buckets=16, **detail),
        "statistics": summaries("statistics", samples=2),
    }
    if normed:
        content["decisions"] = list(near_zero(decisions, forced))
        del decisions, forced, single
        gc.collect()
        content["free"] = [free_errors(exact["gradients"], computed(make, size, batch, torch.float32)["gradients"], floor)]
        del exact
        # Where maps are small, one batch says little.
        for draw in "abcde" if max(size) < 100 else "":
            pair = [computed(make, size, batch, dtype, draw)["gradients"] for dtype in (torch.float64, torch.float32)]
            content["free"].append(free_errors(*pair, floor))
    return content


def text_of(content):
    """JSON with one line for each tensor."""
    line = lambda value: json.dumps(value, separators=(",", ":"))
    lines = []
    for key, value in content.items():
        if isinstance(value, dict) and value:
            inner = ",\n".join(f"    {line(name)}: {line(each)}" for name, each in value.items())
            lines.append(f"  {line(key)}: {{\n{inner}\n  }}")
        else:
            lines.append(f"  {line(key)}: {line(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    asked = sys.argv[1:]
    for model, spec, make, sizes in CASES:
        for height, width, batch in sizes:
            name = f"{model}@{height}x{width}"
            if asked and model not in asked and name not in asked:
                continue
            content = golden(model, spec, make, height, width, batch)
            (FOLDER / f"{name}.json").write_text(text_of(content))
            errors = [each["float32Error"] for each in content["gradients"].values() if "float32Error" in each]
            print(name, f"float32: median {numpy.median(errors):.2e}, most {max(errors):.2e}", content.get("free", ""), flush=True)
            gc.collect()


if __name__ == "__main__":
    main()
