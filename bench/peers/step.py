"""PyTorch's side of bench/step.ts. For every line "train 8 60 80 5 100" on stdin it does 5 steps and then 100 that are
timed, on batches of 8 pictures of 60x80, and prints the median time in ms and the process's peak memory in MB.

    python3 bench/peers/step.py THREADS NETWORK
"""

import resource
import statistics
import sys
import time

import torch
from torch import nn

from networks import NETWORKS

torch.set_num_threads(int(sys.argv[1]))
net = NETWORKS[sys.argv[2]]()
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
    kind, *numbers = line.split()
    batch, height, width, warm_ups, count = (int(number) for number in numbers)
    image = torch.rand(batch, 1, height, width) - 0.5
    with torch.no_grad():
        target = torch.rand(batch, net.eval()(image[:1]).shape[1])
    net.train(kind == "train")
    act = {"train": train, "infer": infer}[kind]
    for _ in range(warm_ups):
        act(image, target)
    times = []
    for _ in range(count):
        began = time.perf_counter()
        act(image, target)
        times.append((time.perf_counter() - began) * 1000)
    print(statistics.median(times), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)
