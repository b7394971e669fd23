"""What PyTorch's schedules, gradient clipping and moving averages give: test/goldens/parity/training.json.

/usr/bin/python3 scripts/goldens/training.py > test/goldens/parity/training.json
Made with PyTorch 1.13 (moving averages by the formula of 2.0's get_ema_multi_avg_fn, which 1.13 lacks).
"""
import copy
import json
import warnings

import torch
from torch.optim import lr_scheduler as schedulers

warnings.filterwarnings("ignore")
EPOCHS, UPDATES = 10, 3


def factors(make, per_update=False):
    """Learning rates of every update of a run, in factors of the optimizer's."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))], lr=1.0)
    schedule = make(optimizer)
    rates = []
    for _ in range(EPOCHS):
        for _ in range(UPDATES):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            # PyTorch's one-cycle schedule refuses a step beyond its last.
            if per_update and len(rates) < EPOCHS * UPDATES:
                schedule.step()
        if not per_update:
            schedule.step()
    return rates


def one_cycle(optimizer):
    return schedulers.OneCycleLR(optimizer, max_lr=1.0, total_steps=EPOCHS * UPDATES, cycle_momentum=False)


schedules = [
    ["step", {"step_size": 4, "gamma": 0.1}, factors(lambda o: schedulers.StepLR(o, 4, 0.1))],
    ["multi_step", {"milestones": [2, 7], "gamma": 0.5}, factors(lambda o: schedulers.MultiStepLR(o, [2, 7], 0.5))],
    ["exponential", {"gamma": 0.9}, factors(lambda o: schedulers.ExponentialLR(o, 0.9))],
    ["cosine", {"final": 0.05}, factors(lambda o: schedulers.CosineAnnealingLR(o, EPOCHS, 0.05))],
    ["one_cycle", {"rise": 0.3, "div_factor": 25, "final_div_factor": 1e4}, factors(one_cycle, per_update=True)],
]

gradient = [0.5, -3.0, 0.25, 2.0, -0.125, 1.5]


def clipped(value=None, norm=None):
    parameter = torch.nn.Parameter(torch.zeros(len(gradient)))
    parameter.grad = torch.tensor(gradient)
    if value is not None:
        torch.nn.utils.clip_grad_value_([parameter], value)
    if norm is not None:
        torch.nn.utils.clip_grad_norm_([parameter], norm)
    return {"value": value, "norm": norm, "after": parameter.grad.tolist()}


torch.manual_seed(1)
network = torch.nn.Linear(2, 2)
average = copy.deepcopy(network)
optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
weights, averages = [], []
for update in range(4):
    optimizer.zero_grad()
    network(torch.tensor([[1.0, -2.0], [0.5, 1.0]])).pow(2).mean().backward()
    optimizer.step()
    with torch.no_grad():
        for mean, weight in zip(average.parameters(), network.parameters()):
            mean.copy_(weight if update == 0 else mean.lerp(weight, 1 - 0.9))
    weights.append(network.weight.flatten().tolist())
    averages.append(average.weight.flatten().tolist())

print(
    json.dumps(
        {
            "schedules": [{"schedule": n, "parameters": p, "factors": f} for n, p, f in schedules],
            "clipping": {"gradient": gradient, "cases": [clipped(norm=1.0), clipped(norm=9.0), clipped(value=1.0), clipped(1.0, 1.5)]},
            "movingAverage": {"decay": 0.9, "weights": weights, "averages": averages},
        },
        indent=1,
    )
)
