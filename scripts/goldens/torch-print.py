"""Makes test/goldens/torch-print.txt: a hundred random models as .kpnet text, and what PyTorch prints for each.

Run from the root of the project with a Python that has PyTorch (the committed file was made with 1.13):

    python3 scripts/goldens/torch-print.py > test/goldens/torch-print.txt

Each model is drawn step by step; a step is kept where PyTorch can run it on what flows in. The text and the module are
made from the same draw, so that the test can compile the one and compare with the other.
"""

import random
from dataclasses import dataclass, field

import torch
from torch import nn

MODELS = 100
SEED = 294


@dataclass
class Step:
    """One step: what stands in the spec, and the module; a step without a name is no module."""

    name: str | None
    call: str
    module: nn.Module


@dataclass
class Block:
    """A block declaration of its own, and the module that it makes."""

    name: str
    input: torch.Size
    steps: list[Step] = field(default_factory=list)

    def module(self) -> nn.Module:
        module = type(self.name, (nn.Module,), {})()
        for step in self.steps:
            if step.name is not None:
                module.add_module(step.name, step.module)
        return module


class Draw:
    """Draws steps that fit on a value of a shape, and follows the shape by running them."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.counts: dict[str, int] = {}

    def name(self, op: str) -> str | None:
        if self.random.random() < 0.15 and op not in ("conv2d", "linear"):
            return None
        base = op.replace("2d", "")
        self.counts[base] = self.counts.get(base, 0) + 1
        return f"{base}{self.counts[base]}"

    def pair(self, low: int, high: int) -> tuple[int, int]:
        first = self.random.randint(low, high)
        return (first, first) if self.random.random() < 0.6 else (first, self.random.randint(low, high))

    def step(self, value: torch.Tensor) -> tuple[Step, torch.Tensor]:
        """A step that fits on the value, and what it makes of it."""
        while True:
            draws = SPATIAL if value.dim() == 4 else FLAT
            op, draw = self.random.choice(draws)
            drawn = draw(self, value)
            if drawn is None:
                continue
            call, module = drawn
            try:
                made = module(value)
            except (RuntimeError, ValueError):
                continue
            if made.numel() > 200_000 or min(made.shape) < 1:
                continue
            return Step(self.name(op), call, module), made


def pair_text(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"[{pair[0]}, {pair[1]}]"


def pool_size(pair: tuple[int, int]) -> int | tuple[int, int]:
    """Pools print a size as it was given: whoever means the same both ways gives one number."""
    return pair[0] if pair[0] == pair[1] else pair


def options(**given: str | None) -> str:
    return "".join(f", {name}: {text}" for name, text in given.items() if text is not None)


def conv2d(draw: Draw, value: torch.Tensor):
    channels = value.shape[1]
    groups = draw.random.choice([1, 1, 1, channels, 2])
    if channels % groups != 0:
        return None
    out = groups * draw.random.randint(1, max(1, 24 // groups))
    kernel, stride = draw.pair(1, 5), draw.pair(1, 2)
    padding, dilation = draw.pair(0, 2), draw.random.choice([(1, 1), (1, 1), (2, 2), (1, 2)])
    bias = draw.random.random() < 0.7
    width = f"{channels} -> {out}" if draw.random.random() < 0.2 else str(out)
    call = f"conv2d({width}, kernel: {pair_text(kernel)}" + options(
        stride=None if stride == (1, 1) else pair_text(stride),
        padding=None if padding == (0, 0) else pair_text(padding),
        dilation=None if dilation == (1, 1) else pair_text(dilation),
        groups=None if groups == 1 else str(groups),
        bias=None if bias else "false",
    )
    module = nn.Conv2d(channels, out, kernel, stride, padding, dilation, groups, bias)
    return call + ")", module


def maxpool2d(draw: Draw, _value: torch.Tensor):
    kernel, stride, padding = draw.pair(2, 3), draw.pair(1, 3), draw.random.choice([(0, 0), (0, 0), (1, 1), (0, 1)])
    dilation = draw.random.choice([(1, 1), (1, 1), (1, 1), (2, 1)])
    stride_text = None if stride == kernel else pair_text(stride)
    call = f"maxpool2d({pair_text(kernel)}" + options(
        stride=stride_text,
        padding=None if padding == (0, 0) else pair_text(padding),
        dilation=None if dilation == (1, 1) else pair_text(dilation),
    )
    sizes = [pool_size(pair) for pair in (kernel, stride, padding, dilation)]
    return call + ")", nn.MaxPool2d(*sizes)


def avgpool2d(draw: Draw, _value: torch.Tensor):
    kernel, stride, padding = draw.pair(2, 3), draw.pair(1, 3), draw.random.choice([(0, 0), (0, 0), (1, 1), (0, 1)])
    call = f"avgpool2d({pair_text(kernel)}" + options(
        stride=None if stride == kernel else pair_text(stride),
        padding=None if padding == (0, 0) else pair_text(padding),
    )
    return call + ")", nn.AvgPool2d(*[pool_size(pair) for pair in (kernel, stride, padding)])


def leaky_relu(draw: Draw, _value: torch.Tensor):
    slope = draw.random.choice(["0.01", "0.2", "0.3", "0.00001", "1", "0"])
    return f"leaky_relu({slope})", nn.LeakyReLU(float(slope))


def probability(draw: Draw) -> str:
    return draw.random.choice(["0.1", "0.2", "0.25", "0.5", "0"])


def dropout(draw: Draw, _value: torch.Tensor):
    p = probability(draw)
    return f"dropout({p})", nn.Dropout(float(p))


def dropout2d(draw: Draw, _value: torch.Tensor):
    p = probability(draw)
    return f"dropout2d(p: {p})", nn.Dropout2d(float(p))


def linear(draw: Draw, value: torch.Tensor):
    features, out = value.shape[1], draw.random.randint(1, 64)
    bias = draw.random.random() < 0.8
    width = f"{features} -> {out}" if draw.random.random() < 0.2 else str(out)
    return f"linear({width}{'' if bias else ', bias: false'})", nn.Linear(features, out, bias)


def reshape(draw: Draw, value: torch.Tensor):
    features = value.shape[1]
    channels = draw.random.choice([n for n in range(1, 65) if features % n == 0])
    return f"reshape([{channels}, {features // channels}, 1])", nn.Unflatten(1, (channels, features // channels, 1))


def plain(call: str, module: type[nn.Module]):
    return lambda _draw, _value: (call, module())


ANYWHERE = [
    ("relu", plain("relu()", nn.ReLU)),
    ("leaky_relu", leaky_relu),
    ("sigmoid", plain("sigmoid()", nn.Sigmoid)),
    ("tanh", plain("tanh()", nn.Tanh)),
    ("dropout", dropout),
]
SPATIAL = [("conv2d", conv2d)] * 4 + [("maxpool2d", maxpool2d), ("avgpool2d", avgpool2d), ("dropout2d", dropout2d)]
SPATIAL += ANYWHERE + [("flatten", plain("flatten()", nn.Flatten))]
FLAT = [("linear", linear)] * 3 + ANYWHERE + [("reshape", reshape)]


def step_text(step: Step) -> str:
    return step.call if step.name is None else f"{step.name} = {step.call}"


def draw_block(draw: Draw, name: str, value: torch.Tensor) -> tuple[Block, torch.Tensor]:
    """A block of a few steps on feature maps that end as feature maps."""
    block = Block(name, value.shape[1:])
    inner = Draw(draw.random.randrange(2**30))
    while len(block.steps) < draw.random.randint(2, 4):
        step, made = inner.step(value)
        if made.dim() == 4:
            block.steps.append(step)
            value = made
    return block, value


def draw_model(index: int) -> str:
    """The spec's text, a line of dashes, and PyTorch's print."""
    draw = Draw(SEED * 1000 + index)
    channels, height, width = draw.random.choice([1, 3, 4]), draw.random.randint(20, 60), draw.random.randint(20, 60)
    value = torch.zeros(1, channels, height, width)
    module = type(f"Model{index}", (nn.Module,), {})()
    lines = [f"model Model{index} {{", f"  input image: image[{channels}, {height}, {width}] in -1..1"]
    blocks: list[Block] = []
    for _ in range(draw.random.randint(3, 14)):
        if value.dim() == 4 and index % 3 == 0 and draw.random.random() < 0.3:
            block, value = draw_block(draw, f"Block{index}x{len(blocks) + 1}", value)
            blocks.append(block)
            name = f"block{len(blocks)}"
            lines.append(f"  {name} = {block.name}()")
            module.add_module(name, block.module())
            continue
        step, value = draw.step(value)
        lines.append(f"  {step_text(step)}")
        if step.name is not None:
            module.add_module(step.name, step.module)
    sizes = ", ".join(str(size) for size in value.shape[1:])
    lines += [f"  output result: {'features' if value.dim() == 4 else 'vector'}[{sizes}]", "}"]
    return "\n".join([*(block_text(block) for block in blocks), *lines, "---", repr(module)])


def block_text(block: Block) -> str:
    steps = [f"  {step_text(step)}" for step in block.steps]
    sizes = ", ".join(str(size) for size in block.input)
    return "\n".join([f"block {block.name}() {{", f"  input x: features[{sizes}]", *steps, "}"])


if __name__ == "__main__":
    torch.manual_seed(SEED)
    print("\n===\n".join(draw_model(index) for index in range(1, MODELS + 1)))
