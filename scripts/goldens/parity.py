"""What PyTorch computes for small chains of steps: the goldens under test/goldens/parity.

    python3 scripts/goldens/parity.py [GROUP...]

Needs PyTorch (made with 1.13.0; 2.13 gives the same numbers). Every case is a chain of steps with a loss, run once in
training (dropout masks are given) and once in use. All numbers that go in are float32; what comes out is computed in float64,
so that a difference is ours. Most cases begin with `source`, a linear step from one number to as many as the next step takes:
with two examples, the gradients by its weight and bias determine the gradient by every number that flows into the step under
test.
"""

import json
import math
import math
import pathlib
import re
import sys

import numpy
import torch
from torch import nn
from torch.nn import functional

FOLDER = pathlib.Path(__file__).parent.parent.parent / "test" / "goldens" / "parity"
random = numpy.random.default_rng(20240611)


def float32s(shape, low=-1.0, high=1.0):
    return random.uniform(low, high, shape).astype(numpy.float32)


# Steps in the language's words, and the PyTorch module that each means.


def step(path, op, start=None, joined=(), **parameters):
    """`start`: the step that it takes from, where that isn't the one before; `joined`: those that a join takes besides."""
    places = {**({"from": start} if start else {}), **({"with": list(joined)} if joined else {})}
    return {"path": path, "op": op, **places, "parameters": parameters}


class Unprinted(nn.Module):
    """What PyTorch has no module for."""


class BlurPool(Unprinted):
    """Zhang 2019: mirrors the edges, then a depthwise convolution with a binomial filter."""

    def __init__(self, channels, size, stride):
        super().__init__()
        row = torch.tensor([math.comb(size - 1, i) for i in range(size)], dtype=torch.float32)
        filt = torch.outer(row, row) / row.sum() ** 2
        self.register_buffer("filt", filt.repeat(channels, 1, 1, 1))
        self.stride, self.sides = stride, (math.floor((size - 1) / 2), math.ceil((size - 1) / 2))

    def forward(self, x):
        padded = functional.pad(x, (*self.sides, *self.sides), mode="reflect")
        return functional.conv2d(padded, self.filt, stride=self.stride, groups=x.shape[1])


class SoftArgmax2d(Unprinted):
    """The mean place of the pixels, weighted by a softmax over all of them."""

    def __init__(self, beta):
        super().__init__()
        self.beta = beta

    def forward(self, heat):
        height, width = heat.shape[2:]
        shares = torch.softmax(self.beta * heat.flatten(2), dim=2)
        rows, columns = (torch.arange(size, dtype=heat.dtype) for size in (height, width))
        y, x = torch.meshgrid((rows + 0.5) / height, (columns + 0.5) / width, indexing="ij")
        return shares @ torch.stack([x.flatten(), y.flatten()], dim=1)


class ChannelShuffle(nn.ChannelShuffle):
    """PyTorch 1.13's own has no gradient."""

    def forward(self, x):
        apart = x.unflatten(1, (self.groups, x.shape[1] // self.groups))
        return apart.transpose(1, 2).flatten(1, 2)


class Hardsigmoid(nn.Hardsigmoid):
    """PyTorch's own gradient takes 1/6 in float32, also for float64."""

    def forward(self, x):
        return functional.relu6(x + 3) / 6


def printed(layer):
    """As PyTorch 2 prints a module, which puts the mode of an Upsample in quotes; 1.13 does not."""
    return re.sub(r", mode=(\w+)\)$", r", mode='\1')", str(layer))


def square(value):
    """Pools print what they were given: one number, or a pair."""
    return value[0] if value[0] == value[1] else tuple(value)


def module(op, parameters, shape):
    """The module for a step on one example of this shape."""
    p = parameters
    if op == "conv2d":
        return nn.Conv2d(
            shape[0],
            p["out_channels"]["to"],
            tuple(p["kernel"]),
            stride=tuple(p.get("stride", [1, 1])),
            padding=tuple(p.get("padding", [0, 0])),
            dilation=tuple(p.get("dilation", [1, 1])),
            groups=p.get("groups", 1),
            bias=p.get("bias", True),
        )
    if op == "maxpool2d":
        stride = square(p.get("stride", p["kernel"]))
        padding, dilation = square(p.get("padding", [0, 0])), square(p.get("dilation", [1, 1]))
        return nn.MaxPool2d(square(p["kernel"]), stride, padding, dilation, ceil_mode=p.get("ceil_mode", False))
    if op == "avgpool2d":
        stride, padding = square(p.get("stride", p["kernel"])), square(p.get("padding", [0, 0]))
        options = {key: p[key] for key in ("ceil_mode", "count_include_pad", "divisor_override") if key in p}
        return nn.AvgPool2d(square(p["kernel"]), stride, padding, **options)
    if op == "linear":
        return nn.Linear(shape[0], p["out_features"]["to"], bias=p.get("bias", True))
    if op == "reshape":
        return nn.Unflatten(1, tuple(p["shape"]))
    if op == "leaky_relu":
        return nn.LeakyReLU(p.get("negative_slope", 0.01))
    if op == "softmax":
        return nn.Softmax(p["dim"])
    if op == "channel_shuffle":
        return ChannelShuffle(p["groups"])
    if op == "blurpool":
        return BlurPool(shape[0], p.get("filt_size", 4), p.get("stride", 2))
    if op == "pad":
        (top, left), (bottom, right) = p["padding"], p.get("after", p["padding"])
        pads = {"zero": nn.ZeroPad2d, "reflect": nn.ReflectionPad2d, "replicate": nn.ReplicationPad2d}
        return pads[p.get("mode", "zero")]((left, right, top, bottom))
    if op == "upsample":
        mode = p.get("mode", "nearest")
        to = {key: square(p[key]) for key in ("size", "scale_factor") if key in p}
        return nn.Upsample(**to, mode=mode, align_corners=None if mode == "nearest" else False)
    if op == "conv_transpose2d":
        return nn.ConvTranspose2d(
            shape[0],
            p["out_channels"]["to"],
            tuple(p["kernel"]),
            stride=tuple(p.get("stride", [1, 1])),
            padding=tuple(p.get("padding", [0, 0])),
            output_padding=tuple(p.get("output_padding", [0, 0])),
            groups=p.get("groups", 1),
            bias=p.get("bias", True),
            dilation=tuple(p.get("dilation", [1, 1])),
        )
    if op == "soft_argmax2d":
        return SoftArgmax2d(p.get("beta", 1.0))
    if op == "batchnorm":
        layer = nn.BatchNorm2d if len(shape) == 3 else nn.BatchNorm1d
        return layer(shape[0], eps=p.get("eps", 1e-5), momentum=p.get("momentum", 0.1), affine=p.get("affine", True))
    if op == "groupnorm":
        return nn.GroupNorm(p["groups"], shape[0], eps=p.get("eps", 1e-5), affine=p.get("affine", True))
    if op == "layernorm":
        return nn.LayerNorm(shape, eps=p.get("eps", 1e-5), elementwise_affine=p.get("elementwise_affine", True))
    if op == "adaptive_avgpool2d":
        return nn.AdaptiveAvgPool2d(tuple(p["output_size"]))
    if op in JOINS:
        return None
    if op in ("dropout", "dropout2d"):
        return {"dropout": nn.Dropout, "dropout2d": nn.Dropout2d}[op](p["p"])
    plain = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "flatten": nn.Flatten, "relu6": nn.ReLU6}
    plain |= {"silu": nn.SiLU, "gelu": nn.GELU, "hardswish": nn.Hardswish, "hardsigmoid": Hardsigmoid}
    return plain[op]()


JOINS = {
    "add": lambda values: sum(values[1:], values[0]),
    "mul": lambda values: torch.stack(torch.broadcast_tensors(*values)).prod(0),
    "concat": lambda values: torch.cat(values, dim=1),
}


def loss_function(loss):
    if loss["name"] == "smooth_l1":
        return nn.SmoothL1Loss(beta=loss["parameters"]["beta"])
    if loss["name"] == "wing":
        return lambda prediction, target: wing_loss(prediction, target, **loss["parameters"])
    return {"mse": nn.MSELoss, "l1": nn.L1Loss}[loss["name"]]()


def wing_loss(prediction, target, omega, epsilon):
    """Feng et al. 2018, equation 5, the mean over all numbers."""
    distance = (prediction - target).abs()
    constant = omega - omega * math.log(1 + omega / epsilon)
    return torch.where(distance < omega, omega * torch.log(1 + distance / epsilon), distance - constant).mean()


def mask_for(op, parameters, value):
    """0 or 1 / (1 - p) for each number, or for each channel."""
    shape = value.shape if op == "dropout" else (*value.shape[:2], 1, 1)
    kept = random.uniform(size=shape) >= parameters["p"]
    return (kept / (1 - parameters["p"])).astype(numpy.float32)


def forward(steps, modules, value, masks, values):
    """`values` holds what earlier steps gave, by path, and gains what these give."""
    for each, layer in zip(steps, modules):
        mask = masks.get(each["path"])
        value = values[each["from"]] if "from" in each else value
        if each["op"] in JOINS:
            value = JOINS[each["op"]]([value, *(values[path] for path in each.get("with", []))])
        elif each["op"] in ("dropout", "dropout2d"):
            value = value if mask is None else value * mask
        else:
            value = layer(value)
        values[each["path"]] = value
    return value


def drawn_buffers(path, layer):
    """Buffers; running statistics as in the middle of a run."""
    for name, tensor in layer.named_buffers():
        if name == "num_batches_tracked":
            tensor.fill_(4)
        elif name.startswith("running_"):
            low, high = (0.5, 1.5) if name == "running_var" else (-0.6, 0.6)
            tensor.copy_(torch.tensor(float32s(tuple(tensor.shape), low, high)))
        yield f"{path}.{name}", tensor


# Cases.


def case(name, inputs, steps, loss=None, output=None, weights=None, target=None):
    """Runs a chain. `inputs` are float32 with the batch first; `weights` replace what is drawn."""
    loss = loss or {"name": "mse", "parameters": {}}
    given = {key: numpy.asarray(value, numpy.float32) for key, value in (weights or {}).items()}
    x = torch.tensor(inputs, dtype=torch.float64)
    drawn = {}
    modules, masks, parameters, buffers, prints, values = [], {}, {}, {}, [], {}
    value = x
    for each in steps:
        value = values[each["from"]] if "from" in each else value
        layer = module(each["op"], each["parameters"], tuple(value.shape[1:]))
        prints.append(None if layer is None or isinstance(layer, Unprinted) else printed(layer))
        layer = (layer or nn.Identity()).double()
        for weight, tensor in layer.named_parameters():
            key = f"{each['path']}.{weight}"
            numbers = given.get(key, float32s(tuple(tensor.shape), -0.6, 0.6))
            tensor.data = torch.tensor(numbers.reshape(tuple(tensor.shape)), dtype=torch.float64)
            parameters[key] = tensor
        buffers.update(drawn_buffers(each["path"], layer))
        if each["op"] in ("dropout", "dropout2d"):
            masks[each["path"]] = torch.tensor(mask_for(each["op"], each["parameters"], value), dtype=torch.float64)
        modules.append(layer)
        before = {key: tensor.clone() for key, tensor in buffers.items()}
        value = forward([each], [layer], value, masks, values)
        drawn.update({key: tensor for key, tensor in before.items() if key not in drawn})
    shape = output or list(value.shape[1:])
    goal = float32s((len(inputs), *shape)) if target is None else numpy.asarray(target, numpy.float32)
    prediction = value.reshape(len(inputs), *shape)
    result = loss_function(loss)(prediction, torch.tensor(goal, dtype=torch.float64))
    result.backward()
    with torch.no_grad():
        for _ in range(2):
            forward(steps, modules, x, masks, {})
        moving = ("running_mean", "running_var", "num_batches_tracked")
        after = {key: tensor.clone() for key, tensor in buffers.items() if key.endswith(moving)}
        for key, tensor in buffers.items():
            tensor.copy_(drawn[key])
        for layer in modules:
            layer.eval()
        in_use = forward(steps, modules, x, {}, {}).reshape(prediction.shape)
    optional = {"statistics": {key: numbers_of(tensor, 10) for key, tensor in after.items()}} if after else {}
    return {
        "name": name,
        "input": list(inputs.shape[1:]),
        "steps": [{**each, "torch": text} for each, text in zip(steps, prints)],
        "output": shape,
        "loss": loss,
        "batch": len(inputs),
        "feeds": {
            "input": numbers_of(inputs),
            "target": numbers_of(goal),
            "weights": {key: numbers_of(tensor) for key, tensor in {**parameters, **drawn}.items()},
            "masks": {path: numbers_of(mask) for path, mask in masks.items()},
        },
        "expected": {
            "loss": float(f"{result.item():.12g}"),
            "training": numbers_of(prediction, 10),
            "inference": numbers_of(in_use, 10),
            "gradients": {key: numbers_of(tensor.grad, 10) for key, tensor in parameters.items()},
            **optional,
        },
    }


def numbers_of(values, digits=9):
    """Nine digits are enough for float32."""
    flat = values.detach().numpy() if isinstance(values, torch.Tensor) else values
    return [float(f"{number:.{digits}g}") for number in flat.ravel().tolist()]


def after_source(name, shape, steps, **options):
    """A case whose steps take a value of this shape from `source`."""
    count = int(numpy.prod(shape))
    source = [step("source", "linear", out_features={"to": count})]
    if len(shape) > 1:
        source.append(step("shaped", "reshape", shape=list(shape)))
    return case(name, float32s((2, 1), 0.5, 1.0), source + steps, **options)


def conv_cases():
    def one(name, channels=2, size=(6, 5), to=4, kernel=(3, 3), **rest):
        parameters = {"out_channels": {"to": to}, "kernel": list(kernel), **rest}
        return after_source(name, (channels, *size), [step("conv", "conv2d", **parameters)])

    image = lambda channels: float32s((2, channels, 6, 5))
    first = lambda **rest: [step("conv", "conv2d", out_channels={"to": 3}, kernel=[3, 3], **rest)]
    return [
        one("plain"),
        one("padding", padding=[1, 1]),
        one("one channel", channels=1, padding=[1, 1]),
        one("no bias", bias=False),
        one("pointwise", kernel=(1, 1)),
        one("pointwise with stride", kernel=(1, 1), stride=[2, 2]),
        one("wide kernel", kernel=(1, 5), padding=[0, 2]),
        one("even kernel", kernel=(2, 4), padding=[1, 1]),
        one("kernel of the whole input", kernel=(6, 5)),
        one("stride", stride=[2, 2], padding=[1, 1]),
        one("stride that leaves pixels out", size=(7, 6), stride=[3, 2]),
        one("stride larger than the kernel", kernel=(2, 2), stride=[3, 3]),
        one("dilation", size=(7, 6), dilation=[2, 2], padding=[1, 1]),
        one("dilation by axis, with stride", size=(8, 6), dilation=[2, 1], stride=[1, 2], padding=[2, 1]),
        one("padding larger than the kernel's reach", padding=[3, 3]),
        one("groups", channels=4, size=(5, 4), to=6, groups=2, padding=[1, 1]),
        one("depthwise", channels=3, size=(5, 4), to=3, groups=3, padding=[1, 1]),
        one("depthwise with multiplier and stride", channels=3, size=(5, 4), to=6, groups=3, stride=[2, 2], padding=[1, 1]),
        case("first step, one channel", image(1), first(padding=[1, 1])),
        case("first step, three channels", image(3), first(stride=[2, 2], padding=[1, 1])),
    ]


def pool_cases():
    def one(name, op, shape=(2, 6, 4), weights=None, **parameters):
        return after_source(name, shape, [step("pool", op, **parameters)], weights=weights)

    # Whole numbers from few values, and the same in both examples: every window has ties.
    ties = {"source.weight": numpy.zeros(48), "source.bias": random.integers(-1, 2, 48)}
    equal = {"source.weight": numpy.zeros(48), "source.bias": numpy.full(48, -3)}
    padded = {"kernel": [3, 3], "stride": [2, 2], "padding": [1, 1]}
    return [
        one("max", "maxpool2d", kernel=[2, 2]),
        one("max, dropped rows", "maxpool2d", shape=(2, 7, 5), kernel=[2, 2]),
        one("max, many dropped rows", "maxpool2d", shape=(2, 8, 5), kernel=[3, 3]),
        one("max, ties", "maxpool2d", weights=ties, kernel=[2, 2]),
        one("max, ties and overlap", "maxpool2d", weights=ties, **padded),
        one("max, all equal and negative, padding", "maxpool2d", weights=equal, **padded),
        one("max, overlap", "maxpool2d", kernel=[3, 3], stride=[1, 1]),
        one("max, overlap and padding", "maxpool2d", shape=(2, 7, 5), **padded),
        one("max, stride larger than the kernel", "maxpool2d", shape=(2, 7, 5), kernel=[2, 2], stride=[3, 3]),
        one("max, one row", "maxpool2d", kernel=[1, 3], stride=[1, 1], padding=[0, 1]),
        one("max, dilation", "maxpool2d", shape=(2, 7, 5), kernel=[3, 2], stride=[1, 2], dilation=[2, 1], padding=[1, 0]),
        one("average", "avgpool2d", kernel=[2, 2]),
        one("average, dropped rows", "avgpool2d", shape=(2, 7, 5), kernel=[2, 2]),
        one("average, overlap and padding", "avgpool2d", shape=(2, 7, 5), **padded),
        one("average, by axis", "avgpool2d", shape=(2, 7, 5), kernel=[3, 2], stride=[2, 1], padding=[1, 0]),
        one("average, whole input", "avgpool2d", kernel=[6, 4]),
    ]


def ceil_pool_cases():
    """Pools whose last window may reach over the edge, and all ways to count what a mean is over."""

    def one(name, op, shape=(2, 6, 5), **parameters):
        return after_source(name, shape, [step("pool", op, ceil_mode=True, **parameters)])

    padded = {"kernel": [3, 3], "stride": [2, 2], "padding": [1, 1]}
    # The window that would be the last begins behind the input.
    behind = {"kernel": [2, 2], "stride": [3, 3], "padding": [1, 1]}
    return [
        one("max", "maxpool2d", kernel=[2, 2]),
        one("max, overlap", "maxpool2d", kernel=[3, 3], stride=[2, 2]),
        one("max, overlap and padding", "maxpool2d", **padded),
        one("max, one window left out", "maxpool2d", **behind),
        one("max, stride larger than the kernel", "maxpool2d", kernel=[2, 1], stride=[3, 3]),
        one("max, window larger than the input", "maxpool2d", shape=(2, 2, 1), kernel=[3, 2], stride=[2, 2]),
        one("max, dilation", "maxpool2d", shape=(2, 6, 4), kernel=[2, 2], stride=[3, 2], dilation=[3, 2]),
        one("average", "avgpool2d", kernel=[2, 2]),
        one("average, overlap", "avgpool2d", kernel=[3, 3], stride=[2, 2]),
        one("average, overlap and padding", "avgpool2d", **padded),
        one("average, one window left out", "avgpool2d", **behind),
        one("average, padding not counted", "avgpool2d", count_include_pad=False, **padded),
        one("average, divisor", "avgpool2d", divisor_override=2, **padded),
    ]


def activation_cases():
    # Zeros of either sign and large numbers among them.
    special = numpy.array([0.0, -0.0, 1.0, -1.0, 30.0, -30.0, 1e-3, -1e-3, 2.5, -2.5, 0.25, -0.25], numpy.float32)
    weights = {"source.weight": numpy.zeros(12), "source.bias": special}
    one = lambda name, op, **rest: after_source(name, (12,), [step("act", op, **rest)], weights=weights)
    return [
        one("relu", "relu"),
        one("leaky_relu", "leaky_relu"),
        one("leaky_relu, slope 0.2", "leaky_relu", negative_slope=0.2),
        one("leaky_relu, slope 0", "leaky_relu", negative_slope=0.0),
        one("sigmoid", "sigmoid"),
        one("tanh", "tanh"),
        after_source("relu on feature maps", (2, 3, 4), [step("act", "relu")]),
    ]


def linear_cases():
    linear = lambda **rest: [step("fc", "linear", out_features={"to": 3}, **rest)]
    return [
        after_source("linear", (5,), linear()),
        after_source("linear without bias", (5,), linear(bias=False)),
        after_source("flatten and linear", (2, 3, 2), [step("flat", "flatten"), *linear()]),
        case("first step", float32s((4, 6)), linear()),
        after_source("vector to points", (6,), [step("act", "tanh")], output=[3, 2]),
    ]


def dropout_cases():
    one = lambda name, shape, op, p: after_source(name, shape, [step("drop", op, p=p)])
    return [
        one("dropout", (12,), "dropout", 0.5),
        one("dropout on feature maps", (2, 3, 2), "dropout", 0.2),
        one("dropout2d", (5, 2, 3), "dropout2d", 0.4),
        one("dropout2d that drops nothing", (5, 2, 3), "dropout2d", 0.0),
    ]


def loss_cases():
    # Differences of 0, beta, and both sides of it.
    source = {"source.weight": numpy.zeros(6), "source.bias": [0.5, 1.5, -0.25, 2.0, -3.0, 0.125]}
    target = [[0.5, 0.5, 0.0, 1.0, 0.0, 0.25], [0.25, 1.0, -1.25, 2.5, 1.0, 0.125]]

    def one(name, loss, **parameters):
        losses = {"name": loss, "parameters": parameters}
        return after_source(name, (6,), [], loss=losses, weights=source, target=target)

    return [
        one("mse", "mse"),
        one("l1", "l1"),
        one("smooth_l1", "smooth_l1", beta=1.0),
        one("smooth_l1, beta 0.5", "smooth_l1", beta=0.5),
        one("smooth_l1, beta 2", "smooth_l1", beta=2.0),
    ]


def wing_cases():
    # Differences on both sides of omega, and far out.
    source = {"source.weight": numpy.zeros(6), "source.bias": [0.5, 1.5, -0.25, 2.0, -3.0, 0.125]}
    target = [[0.52, 0.5, -0.2, 1.9, 0.0, 0.25], [0.25, 1.499, -1.25, 2.5, 1.0, 0.127]]

    def one(omega, epsilon):
        loss = {"name": "wing", "parameters": {"omega": omega, "epsilon": epsilon}}
        return after_source(f"wing {omega} {epsilon}", (6,), [], loss=loss, weights=source, target=target)

    return [one(10.0, 2.0), one(0.15, 0.03), one(0.05, 0.001)]


def several_losses():
    """Heatmaps, compared with hills around the points, and the points read from them, by one loss each."""
    drawn = {
        "image": float32s((2, 1, 6, 5)),
        "target": float32s((2, 2, 2), 0.05, 0.95),
        "heat.weight": float32s((2, 1, 3, 3)),
        "heat.bias": float32s((2,)),
    }
    given = {key: torch.tensor(value, dtype=torch.float64) for key, value in drawn.items()}
    weights = [given["heat.weight"].requires_grad_(), given["heat.bias"].requires_grad_()]
    heat = nn.functional.conv2d(given["image"], *weights, padding=1)
    x = (torch.arange(5, dtype=torch.float64) + 0.5) / 5
    y = (torch.arange(6, dtype=torch.float64) + 0.5) / 6
    shares = heat.flatten(2).softmax(2).view_as(heat)
    points = torch.stack([(shares.sum(2) * x).sum(2), (shares.sum(3) * y).sum(2)], 2)
    sigma = 1.5
    across = (x - given["target"][..., 0:1]) * 5
    down = (y - given["target"][..., 1:2]) * 6
    hills = torch.exp(-(down[..., :, None] ** 2 + across[..., None, :] ** 2) / (2 * sigma**2))
    loss = nn.L1Loss()(points, given["target"]) + 0.25 * nn.MSELoss()(heat, hills)
    loss.backward()
    plain = lambda value: value.detach().flatten().tolist()
    expected = {"loss": loss.item(), "points": plain(points), "heat": plain(heat), "hills": plain(hills)}
    gradients = {"heat.weight": plain(weights[0].grad), "heat.bias": plain(weights[1].grad)}
    return {"feeds": {key: value.flatten().tolist() for key, value in drawn.items()}, "expected": {**expected, "gradients": gradients}}


def hidden_points():
    """Losses of points and heatmaps of which some are hidden: the mean over those that are visible in all four examples of a step."""
    drawn = {
        "image": float32s((4, 1, 6, 5)),
        "target": float32s((4, 2, 2), 0.05, 0.95),
        "heat.weight": float32s((2, 1, 3, 3)),
        "heat.bias": float32s((2,)),
    }
    visible = torch.tensor([[1, 0], [1, 1], [0, 0], [1, 1]], dtype=torch.float64)
    given = {key: torch.tensor(value, dtype=torch.float64) for key, value in drawn.items()}
    weights = [given["heat.weight"].requires_grad_(), given["heat.bias"].requires_grad_()]
    target = given["target"]
    x = (torch.arange(5, dtype=torch.float64) + 0.5) / 5
    y = (torch.arange(6, dtype=torch.float64) + 0.5) / 6
    hills = lambda sigma: torch.exp(
        -(((y - target[..., 1:2]) * 6)[..., :, None] ** 2 + ((x - target[..., 0:1]) * 5)[..., None, :] ** 2) / (2 * sigma**2)
    )
    seen = lambda losses: losses[visible == 1].mean()
    wing = lambda d, omega, epsilon: torch.where(
        d < omega, omega * torch.log(1 + d / epsilon), d - omega + omega * math.log(1 + omega / epsilon)
    )
    losses = {
        "{ nose: mse() }": lambda points, heat: seen(nn.MSELoss(reduction="none")(points, target)),
        "{ nose: l1() }": lambda points, heat: seen(nn.L1Loss(reduction="none")(points, target)),
        "{ nose: smooth_l1(beta: 0.1) }": lambda points, heat: seen(nn.SmoothL1Loss(reduction="none", beta=0.1)(points, target)),
        "{ nose: wing(omega: 0.15, epsilon: 0.03) }": lambda points, heat: seen(wing((points - target).abs(), 0.15, 0.03)),
        "{ nose: l1(), map: gaussian_heatmap(sigma: 1.5, weight: 0.25) }": lambda points, heat: seen((points - target).abs())
        + 0.25 * seen((heat - hills(1.5)) ** 2),
    }
    plain = lambda value: value.detach().flatten().tolist()
    expected = []
    for loss, of in losses.items():
        heat = nn.functional.conv2d(given["image"], *weights, padding=1)
        shares = heat.flatten(2).softmax(2).view_as(heat)
        points = torch.stack([(shares.sum(2) * x).sum(2), (shares.sum(3) * y).sum(2)], 2)
        value = of(points, heat)
        gradients = torch.autograd.grad(value, weights)
        outputs = {"points": plain(points), "heat": plain(heat)}
        named = {"heat.weight": plain(gradients[0]), "heat.bias": plain(gradients[1])}
        expected.append({"losses": loss, "loss": value.item(), **outputs, "gradients": named})
    feeds = {key: value.flatten().tolist() for key, value in drawn.items()}
    return {"feeds": {**feeds, "visible": plain(visible)}, "expected": expected}


def network_cases():
    conv = lambda path, to: step(path, "conv2d", out_channels={"to": to}, kernel=[3, 3], padding=[1, 1])
    linear = lambda path, to: step(path, "linear", out_features={"to": to})
    pool = lambda path, op: step(path, op, kernel=[2, 2])
    nose = [conv("conv1", 3), pool("maxpool1", "maxpool2d"), step("relu1", "relu"), conv("conv2", 4)]
    nose += [pool("maxpool2", "maxpool2d"), step("relu2", "relu"), step("flatten#1", "flatten")]
    nose += [linear("fc1", 6), step("relu3", "relu"), linear("fc2", 2)]
    alternative = [conv("conv1", 3), pool("avgpool", "avgpool2d"), step("relu1", "relu"), conv("conv2", 4)]
    alternative += [pool("maxpool2", "maxpool2d"), step("relu2", "relu"), step("drop", "dropout2d", p=0.3)]
    alternative += [step("flatten#1", "flatten"), linear("fc1", 6), step("relu3", "relu"), linear("fc2", 2)]
    alternative += [step("sigmoid", "sigmoid")]
    faces = float32s((3, 1, 10, 9), -0.5, 0.5)
    return [
        case("small NoseNet", faces, nose, output=[1, 2]),
        case("small NoseNetAlternative", faces, alternative, output=[1, 2], loss={"name": "smooth_l1", "parameters": {"beta": 0.1}}),
    ]


def gate_cases():
    # Zeros of either sign, the kinks at 6 and numbers far out among them; hardswish's kinks at -3 and 3 are left out, where
    # versions of PyTorch differ.
    special = numpy.array([0.0, -0.0, 1.0, -1.0, 30.0, -30.0, 6.0, -1e-3, 2.5, -2.5, 4.5, -4.5], numpy.float32)
    weights = {"source.weight": numpy.zeros(12), "source.bias": special}
    one = lambda op: after_source(op, (12,), [step("act", op)], weights=weights)
    soft = lambda name, shape, dim: after_source(name, shape, [step("soft", "softmax", dim=dim)])
    return [
        *(one(op) for op in ("relu6", "silu", "gelu", "hardswish", "hardsigmoid")),
        soft("softmax of a vector", (5,), 1),
        soft("softmax over channels", (3, 2, 2), 1),
        soft("softmax over columns", (2, 2, 3), -1),
        soft("softmax over rows", (2, 3, 2), 2),
        after_source("channel_shuffle", (6, 1, 2), [step("shuffle", "channel_shuffle", groups=3)]),
        after_source("soft_argmax2d", (2, 3, 4), [step("points", "soft_argmax2d")]),
        after_source("soft_argmax2d, beta 5", (2, 2, 3), [step("points", "soft_argmax2d", beta=5.0)]),
    ]


def blurpool_cases():
    def one(shape=(2, 5, 4), **parameters):
        name = ", ".join(["blurpool", *(f"{key} {value}" for key, value in parameters.items())])
        return after_source(name, shape, [step("blur", "blurpool", **parameters)])

    sizes = [one(shape=(1, 5, 4), filt_size=size) for size in (1, 2, 3, 5, 6, 7)]
    return [one(), one(filt_size=3, stride=1), one(filt_size=4, stride=3), one(shape=(2, 3, 3)), *sizes]


def padding_cases():
    one = lambda name, **parameters: after_source(name, (2, 4, 3), [step("pad", "pad", **parameters)])
    return [
        one("zeros", padding=[1, 2]),
        one("zeros at the far side", padding=[0, 0], after=[1, 2]),
        one("reflect", padding=[1, 2], mode="reflect"),
        one("reflect, all that can be", padding=[3, 2], mode="reflect"),
        one("reflect, one row more below", padding=[1, 0], after=[2, 1], mode="reflect"),
        one("replicate", padding=[2, 1], mode="replicate"),
        one("replicate at one side", padding=[0, 3], after=[1, 0], mode="replicate"),
    ]


def upsampling_cases():
    def up(name, **parameters):
        return after_source(name, (2, 3, 2), [step("up", "upsample", **parameters)])

    def painted(name, channels=2, to=3, kernel=(2, 2), **rest):
        parameters = {"out_channels": {"to": to}, "kernel": list(kernel), **rest}
        return after_source(name, (channels, 3, 2), [step("up", "conv_transpose2d", **parameters)])

    return [
        up("nearest", scale_factor=[2, 2]),
        up("nearest by axis", scale_factor=[1, 3]),
        up("nearest to a size", size=[5, 3]),
        up("nearest to a smaller size", size=[2, 2]),
        up("bilinear", scale_factor=[2, 2], mode="bilinear"),
        up("bilinear by axis", scale_factor=[3, 1], mode="bilinear"),
        up("bilinear to a size", size=[4, 5], mode="bilinear"),
        up("bilinear to a smaller size", size=[2, 1], mode="bilinear"),
        painted("conv_transpose2d", stride=[2, 2]),
        painted("conv_transpose2d without bias", bias=False),
        painted("conv_transpose2d, overlap and padding", kernel=(3, 3), stride=[2, 2], padding=[1, 1]),
        painted("conv_transpose2d, output_padding", kernel=(3, 3), stride=[2, 2], padding=[1, 1], output_padding=[1, 1]),
        painted("conv_transpose2d by axis", kernel=(1, 3), stride=[1, 2], padding=[0, 1], output_padding=[0, 1]),
        painted("conv_transpose2d, dilation", kernel=(2, 2), dilation=[2, 1], padding=[1, 0]),
        painted("conv_transpose2d, dilation and stride", kernel=(2, 2), dilation=[1, 2], stride=[2, 2]),
        painted("conv_transpose2d, groups", channels=4, to=2, groups=2, stride=[2, 2]),
        painted("conv_transpose2d, depthwise", channels=2, to=2, groups=2, kernel=(4, 4), stride=[2, 2], padding=[1, 1]),
    ]


def norm_cases():
    one = lambda name, op, shape=(3, 4, 3), **rest: after_source(name, shape, [step("norm", op, **rest)])
    # The mean is nearly a hundred times the deviation.
    far = (50 + float32s((2, 3, 4, 3))).astype(numpy.float32)
    return [
        one("batchnorm", "batchnorm"),
        one("batchnorm without affine", "batchnorm", affine=False, momentum=0.3),
        one("batchnorm, eps and momentum", "batchnorm", eps=0.01, momentum=1.0),
        case("batchnorm far from 0", far, [step("norm", "batchnorm")]),
        case("batchnorm on vectors", float32s((5, 4)), [step("norm", "batchnorm"), step("fc", "linear", out_features={"to": 2})]),
        one("groupnorm", "groupnorm", shape=(4, 3, 2), groups=2),
        one("groupnorm, a group a channel", "groupnorm", groups=3, eps=0.01),
        one("groupnorm without affine", "groupnorm", groups=1, affine=False),
        one("layernorm", "layernorm", shape=(9,)),
        one("layernorm on feature maps", "layernorm", shape=(2, 3, 2), eps=0.001),
        one("layernorm without affine", "layernorm", shape=(9,), elementwise_affine=False),
    ]


def adaptive_pool_cases():
    one = lambda name, shape, to: after_source(name, shape, [step("pool", "adaptive_avgpool2d", output_size=to)])
    return [
        one("mean", (3, 4, 5), [1, 1]),
        one("even parts", (2, 4, 6), [2, 3]),
        one("parts that overlap", (2, 5, 7), [3, 2]),
        one("more parts than pixels", (2, 2, 3), [3, 4]),
    ]


def join_cases():
    """A residual network with batch norm, a gate and a concatenation."""
    conv = lambda path, to, kernel=3, stride=1, **rest: step(
        path, "conv2d", out_channels={"to": to}, kernel=[kernel] * 2, stride=[stride] * 2, padding=[kernel // 2] * 2, **rest
    )
    norm = lambda path: step(path, "batchnorm")
    relu = lambda path: step(path, "relu")
    residual = [conv("conv1", 4, bias=False), norm("bn1"), relu("relu1")]
    residual += [conv("block.conv1", 4, stride=2, bias=False), norm("block.bn1"), relu("block.relu")]
    residual += [conv("block.conv2", 4, bias=False), norm("block.bn2")]
    residual += [conv("block.downsample.0", 4, kernel=1, stride=2, start="relu1", bias=False), norm("block.downsample.1")]
    residual += [step("block.add", "add", start="block.bn2", joined=["block.downsample.1"]), relu("relu2")]
    residual += [step("pool", "adaptive_avgpool2d", output_size=[1, 1]), step("flat", "flatten")]
    residual += [step("fc", "linear", out_features={"to": 2})]
    gate = [conv("conv1", 3), step("mean", "adaptive_avgpool2d", output_size=[1, 1]), conv("squeeze", 3, kernel=1)]
    gate += [step("sigmoid", "sigmoid"), step("gated", "mul", start="conv1", joined=["sigmoid"])]
    dense = [conv("conv1", 2), conv("conv2", 3), step("both", "concat", joined=["conv1"]), conv("conv3", 2)]
    dense += [step("all", "concat", joined=["conv2", "conv1"])]
    faces = float32s((3, 1, 8, 6), -0.5, 0.5)
    small = float32s((2, 2, 4, 3))
    return [
        case("small residual network", faces, residual, output=[1, 2]),
        case("gate on channels", small, gate),
        case("dense connections", small, dense),
        case("a value with itself", small, [conv("conv1", 2), step("sum", "add", joined=["conv1"]), step("product", "mul", joined=["sum", "conv1"])]),
    ]


def heatmap_cases():
    """What specs/unet.kpnet and specs/hourglass.kpnet are made of, small: paths that part and meet at several sizes."""

    def conv(path, to, kernel=3, **rest):
        sizes = {"kernel": [kernel] * 2, "padding": [kernel // 2] * 2}
        return [step(path, "conv2d", out_channels={"to": to}, **sizes, **rest)]

    def convolved(path, to, **rest):
        return [*conv(f"{path}.conv", to, bias=False, **rest), step(f"{path}.bn", "batchnorm"), step(f"{path}.relu", "relu")]

    def up(path, to):
        return step(path, "conv_transpose2d", out_channels={"to": to}, kernel=[2, 2], stride=[2, 2])

    half = lambda path, start=None: step(path, "maxpool2d", start=start, kernel=[2, 2])
    unet = [*convolved("enc1", 2), half("down1"), *convolved("enc2", 3), half("down2"), *convolved("enc3", 4)]
    unet += [up("up2", 3), step("skip2", "concat", start="enc2.relu", joined=["up2"]), *convolved("dec2", 3)]
    unet += [up("up1", 2), step("skip1", "concat", start="enc1.relu", joined=["up1"]), *convolved("dec1", 2)]
    unet += [*conv("heat", 3, kernel=1, bias=False), step("points", "soft_argmax2d")]

    def hourglass(path, start):
        twice = step(f"{path}.up", "upsample", scale_factor=[2, 2])
        parts = [*convolved(f"{path}.side", 3), half(f"{path}.down", start=start), *convolved(f"{path}.low", 3)]
        return [*parts, twice, step(f"{path}.sum", "add", joined=[f"{path}.side.relu"]), *convolved(f"{path}.seen", 3)]

    stacked = [*convolved("stem", 3, stride=[2, 2]), *hourglass("first", "stem.relu"), *conv("first.heat", 2, kernel=1)]
    stacked += [*conv("first.back", 3, kernel=1), step("first.on", "add", joined=["stem.relu", "first.seen.relu"])]
    stacked += [*hourglass("second", "first.on"), *conv("second.heat", 2, kernel=1, bias=False), step("points", "soft_argmax2d")]
    faces = float32s((3, 1, 8, 12), -1, 1)
    return [case("small U-Net", faces, unet, output=[3, 2]), case("small stacked hourglass", faces, stacked, output=[2, 2])]


# NoseNet itself: its 130,750 weights are not written down but computed, here and in test/support/parity.ts, from a hash.


def hashed(count, offset):
    """Numbers of [0, 1): a 32-bit hash of (offset + i), as in test/support/parity.ts."""
    x = (numpy.arange(count, dtype=numpy.uint64) + offset) & 0xFFFFFFFF
    for shift, factor in ((16, 0x21F0AAAD), (15, 0x735A2D97)):
        x = ((x ^ (x >> numpy.uint64(shift))) * numpy.uint64(factor)) & numpy.uint64(0xFFFFFFFF)
    x = x ^ (x >> numpy.uint64(15))
    return x.astype(numpy.float64) / 2**32


def nosenet():
    layers = []
    for before, to in ((1, 6), (6, 16), (16, 32), (32, 32)):
        layers += [nn.Conv2d(before, to, 3, padding=1), nn.MaxPool2d(2), nn.ReLU()]
    net = nn.Sequential(*layers, nn.Flatten(), nn.Linear(480, 240), nn.ReLU(), nn.Linear(240, 2)).double()
    keys = [f"{layer}.{kind}" for layer in ("conv1", "conv2", "conv3", "conv4", "fc1", "fc2") for kind in ("weight", "bias")]
    offset = 0
    for index, tensor in enumerate(net.parameters()):
        fan_in = list(net.parameters())[index - index % 2][0].numel()
        numbers = (hashed(tensor.numel(), offset) * 2 - 1) / numpy.sqrt(fan_in)
        tensor.data = torch.tensor(numbers.astype(numpy.float32).reshape(tensor.shape), dtype=torch.float64)
        offset += tensor.numel()
    image = (hashed(2 * 4800, offset) - 0.5).astype(numpy.float32).reshape(2, 1, 60, 80)
    target = hashed(4, offset + 9600).astype(numpy.float32).reshape(2, 2)
    prediction = net(torch.tensor(image, dtype=torch.float64))
    loss = nn.MSELoss()(prediction, torch.tensor(target, dtype=torch.float64))
    loss.backward()
    gradients = {}
    for key, tensor in zip(keys, net.parameters()):
        flat = tensor.grad.reshape(-1)
        every = max(1, flat.numel() // 16)
        gradients[key] = {"every": every, "samples": numbers_of(flat[::every], 10), "largest": flat.abs().max().item()}
    return {"outputs": numbers_of(prediction, 10), "loss": float(f"{loss.item():.12g}"), "gradients": gradients}


# Optimizers: five updates of eight weights on given gradients, in float32.


def optimizer_case(name, make, **parameters):
    start = float32s((8,))
    gradients = float32s((5, 8)) * numpy.array([1, 1, 10, 0.1, 1e-3, 1, 1, 0], numpy.float32)
    gradients[:, 6] = 0.5
    weight = torch.nn.Parameter(torch.tensor(start))
    options = dict(parameters)
    if "beta1" in options:
        options["betas"] = (options.pop("beta1"), options.pop("beta2"))
    optimizer = make([weight], **options)
    after = []
    for gradient in gradients:
        weight.grad = torch.tensor(gradient)
        optimizer.step()
        after.append(numbers_of(weight))
    return {"optimizer": name, "parameters": parameters, "start": numbers_of(start), "gradients": [numbers_of(g) for g in gradients], "after": after}


def optimizer_cases():
    sgd, adam, adamw, rmsprop = torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, torch.optim.RMSprop
    return [
        optimizer_case("sgd", sgd, lr=0.1),
        optimizer_case("sgd", sgd, lr=0.1, momentum=0.9),
        optimizer_case("sgd", sgd, lr=0.1, momentum=0.9, nesterov=True),
        optimizer_case("sgd", sgd, lr=0.1, momentum=0.8, weight_decay=0.05),
        optimizer_case("sgd", sgd, lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.05),
        optimizer_case("adam", adam),
        optimizer_case("adam", adam, lr=0.01, beta1=0.8, beta2=0.95, eps=1e-3),
        optimizer_case("adam", adam, lr=0.01, weight_decay=0.1),
        optimizer_case("adamw", adamw),
        optimizer_case("adamw", adamw, lr=0.05, weight_decay=0.3),
        optimizer_case("rmsprop", rmsprop),
        optimizer_case("rmsprop", rmsprop, lr=0.02, alpha=0.9, eps=1e-3),
        optimizer_case("rmsprop", rmsprop, lr=0.02, momentum=0.9, weight_decay=0.1),
        optimizer_case("rmsprop", rmsprop, lr=0.02, alpha=0.9, eps=1e-3, momentum=0.5, centered=True),
    ]


def main():
    groups = {
        "conv2d": conv_cases,
        "pools": pool_cases,
        "activations": activation_cases,
        "linear": linear_cases,
        "dropout": dropout_cases,
        "losses": loss_cases,
        "networks": network_cases,
        "nosenet": nosenet,
        "optimizers": optimizer_cases,
        "norms": norm_cases,
        "adaptive_pools": adaptive_pool_cases,
        "joins": join_cases,
    }
    # Each of these draws from a stream of its own, those above from one that they share.
    groups_apart = {
        "ceil_pools": ceil_pool_cases,
        "gates": gate_cases,
        "heatmaps": heatmap_cases,
        "blurpool": blurpool_cases,
        "padding": padding_cases,
        "upsampling": upsampling_cases,
        "wing": wing_cases,
        "several_losses": several_losses,
        "hidden_points": hidden_points,
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in groups.items():
        write(name, make())
    for name, make in groups_apart.items():
        global random
        random = numpy.random.default_rng([20240611, *name.encode()])
        write(name, make())


def write(name, content):
    """Writes a group's file, if it was asked for."""
    if sys.argv[1:] and name not in sys.argv[1:]:
        return
    items = content if isinstance(content, list) else [content]
    text = ",\n".join(json.dumps(item, separators=(",", ":")) for item in items)
    (FOLDER / f"{name}.json").write_text(f"[\n{text}\n]\n")


main()
