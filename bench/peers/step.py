"""PyTorch's side of bench/step.ts: for every line "train 8 100" on stdin it does 100 steps, and prints the median time in ms.

    python3 bench/peers/step.py THREADS
"""

import statistics
import sys
import time

import torch
from torch import nn

torch.set_num_threads(int(sys.argv[1]))


def nosenet():
    layers = []
    for before, to in ((1, 6), (6, 16), (16, 32), (32, 32)):
        layers += [nn.Conv2d(before, to, 3, padding=1), nn.MaxPool2d(2), nn.ReLU()]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(480, 240), nn.ReLU(), nn.Linear(240, 2))


net = nosenet()
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)


def train(image, target):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(net(image), target)
    loss.backward()
    optimizer.step()
    return loss.item()


def infer(image, _target):
    with torch.no_grad():
        return net(image)


for line in sys.stdin:
    kind, batch, count = line.split()
    image, target = torch.rand(int(batch), 1, 60, 80) - 0.5, torch.rand(int(batch), 2)
    act = {"train": train, "infer": infer}[kind]
    for _ in range(5):
        act(image, target)
    times = []
    for _ in range(int(count)):
        began = time.perf_counter()
        act(image, target)
        times.append((time.perf_counter() - began) * 1000)
    print(statistics.median(times), flush=True)
