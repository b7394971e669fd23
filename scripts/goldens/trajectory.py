"""Five Adam steps of NoseNet and its alternative in PyTorch: test/goldens/trajectory.json.

    python3 scripts/goldens/trajectory.py

Needs PyTorch (made with 1.13). Weights, pictures, targets and dropout masks come from the same hash as in
test/emit/onnx/hashed-nosenet.ts, so that only what comes out is written down. Computed in float64 from float32 numbers.
"""

import json
import pathlib

import numpy
import torch
from torch import nn

FILE = pathlib.Path(__file__).parent.parent.parent / "test" / "goldens" / "trajectory.json"
KEYS = [f"{layer}.{kind}" for layer in ("conv1", "conv2", "conv3", "conv4", "fc1", "fc2") for kind in ("weight", "bias")]
BATCH, STEPS, RATE, DROPPED = 8, 5, 1e-3, 0.2


def hashed(count, offset):
    """Numbers of [0, 1): a 32-bit hash of (offset + i)."""
    x = (numpy.arange(count, dtype=numpy.uint64) + offset).astype(numpy.uint32)
    x = (x ^ (x >> 16)) * numpy.uint32(0x21F0AAAD)
    x = (x ^ (x >> 15)) * numpy.uint32(0x735A2D97)
    return (x ^ (x >> 15)).astype(numpy.float64) / 2**32


class NoseNet(nn.Module):
    def __init__(self, alternative):
        super().__init__()
        self.alternative = alternative
        for index, (before, to) in enumerate(((1, 6), (6, 16), (16, 32), (32, 32))):
            setattr(self, f"conv{index + 1}", nn.Conv2d(before, to, 3, padding=1))
        self.fc1, self.fc2 = nn.Linear(480, 240), nn.Linear(240, 2)

    def forward(self, x, mask):
        for index in range(1, 5):
            pool = nn.functional.avg_pool2d if self.alternative and index == 1 else nn.functional.max_pool2d
            x = torch.relu(pool(getattr(self, f"conv{index}")(x), 2))
        if self.alternative:
            x = x * mask
        x = self.fc2(torch.relu(self.fc1(x.flatten(1))))
        return torch.sigmoid(x) if self.alternative else x


def trajectory(alternative):
    net = NoseNet(alternative).double()
    weights = dict(net.named_parameters())
    offset = 0
    for key in KEYS:
        tensor = weights[key]
        if key.endswith("weight"):
            fan_in = tensor[0].numel()
        numbers = (hashed(tensor.numel(), offset) * 2 - 1) / numpy.sqrt(fan_in)
        tensor.data = torch.tensor(numbers.astype(numpy.float32).reshape(tensor.shape), dtype=torch.float64)
        offset += tensor.numel()

    def draw(count, shape):
        nonlocal offset
        numbers = hashed(count, offset).astype(numpy.float32)
        offset += count
        return torch.tensor(numbers.reshape(shape), dtype=torch.float64)

    optimizer = torch.optim.Adam(net.parameters(), lr=RATE)
    losses, gradients = [], {}
    for step in range(STEPS):
        image = draw(BATCH * 4800, (BATCH, 1, 60, 80)) - 0.5
        target = draw(BATCH * 2, (BATCH, 2))
        mask = (draw(BATCH * 32, (BATCH, 32, 1, 1)) >= DROPPED) / (1 - DROPPED)
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(net(image, mask), target)
        loss.backward()
        if step == 0:
            gradients = {key: sampled(weights[key].grad) for key in KEYS}
        optimizer.step()
        losses.append(float(f"{loss.item():.10g}"))
    return {"losses": losses, "gradients": gradients}


def sampled(gradient):
    flat = gradient.reshape(-1)
    every = max(1, flat.numel() // 16)
    return {"every": every, "samples": [float(f"{x:.10g}") for x in flat[::every]], "largest": flat.abs().max().item()}


FILE.write_text(json.dumps({name: trajectory(name == "NoseNetAlternative") for name in ("NoseNet", "NoseNetAlternative")}) + "\n")
