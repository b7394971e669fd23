"""State dicts as PyTorch writes them, and files that must be refused: test/weights/goldens.

    python3 scripts/goldens/weights.py

Needs PyTorch (made with 1.13). `expected.json` has each file's tensors, and what NoseNet answers with the weights of nosenet.pt.
"""

import collections
import json
import os
import pathlib
import pickle
import zipfile

import numpy
import torch
from torch import nn

FOLDER = pathlib.Path(__file__).parent.parent.parent / "test" / "weights" / "goldens"


def hashed(count, offset):
    """Numbers of [0, 1): a 32-bit hash of (offset + i), as in test/support/parity.ts."""
    x = (numpy.arange(count, dtype=numpy.uint64) + offset).astype(numpy.uint32)
    x = (x ^ (x >> 16)) * numpy.uint32(0x21F0AAAD)
    x = (x ^ (x >> 15)) * numpy.uint32(0x735A2D97)
    return (x ^ (x >> 15)).astype(numpy.float64) / 2**32


def every_dtype():
    numbers = torch.tensor([0, 1, -2.5, 100.125, -7, 3])
    dtypes = ("float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool")
    return collections.OrderedDict((name, numbers.abs().to(getattr(torch, name)).reshape(2, 3)) for name in dtypes)


def views():
    """Tensors that share one storage, strided, transposed, expanded, offset; parameters; a scalar; an empty one."""
    base = torch.arange(24.0)
    return {
        "whole": base,
        "part": base[5:9],
        "transposed": base.reshape(4, 6).t(),
        "strided": base.reshape(2, 3, 4)[:, ::2, 1:3],
        "expanded": base[3:5].reshape(2, 1).expand(2, 3),
        "parameter": nn.Parameter(base[20:].reshape(2, 2)),
        "scalar": torch.tensor(7.5),
        "empty": torch.zeros(0, 3),
    }


def batch_norm():
    torch.manual_seed(1)
    return nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2)).state_dict()


def nose_net():
    """NoseNet whose weights are overlapping views of one small storage, so that the file is small."""
    layers = []
    for before, to in ((1, 6), (6, 16), (16, 32), (32, 32)):
        layers += [nn.Conv2d(before, to, 3, padding=1), nn.MaxPool2d(2), nn.ReLU()]
    net = nn.Sequential(*layers, nn.Flatten(), nn.Linear(480, 240), nn.ReLU(), nn.Linear(240, 2))
    names = ("conv1", "conv2", "conv3", "conv4", "fc1", "fc2")
    keys = [f"{layer}.{kind}" for layer in names for kind in ("weight", "bias")]
    pool = torch.tensor((hashed(2400, 0) * 0.2 - 0.1).astype(numpy.float32))
    state = collections.OrderedDict()
    for index, (key, parameter) in enumerate(zip(keys, net.parameters())):
        shape = tuple(parameter.shape)
        inner = int(numpy.prod(shape[1:]))
        flat = pool.as_strided((shape[0], inner), (7, 1), index * 11) if len(shape) > 1 else pool[index : index + shape[0]]
        # Rows of 9 numbers of a kernel are consecutive, so that the shape of a convolution is a view too.
        strides = (7, 9, 3, 1) if len(shape) == 4 else flat.stride()
        state[key] = pool.as_strided(shape, strides, flat.storage_offset())
    net.load_state_dict({name: state[key] for key, (name, _) in zip(keys, net.named_parameters())})
    image = torch.tensor((hashed(2 * 4800, 5000) - 0.5).astype(numpy.float32).reshape(2, 1, 60, 80))
    with torch.no_grad():
        return state, [float(f"{x:.10g}") for x in net.double()(image.double()).flatten()]


def numbers_of(tensor):
    return {"shape": list(tensor.shape), "data": tensor.detach().double().flatten().tolist()}


class System:
    """A pickle of it runs a command where Python loads it."""

    def __reduce__(self):
        return (os.system, ("echo this must never run",))


class Evaluated:
    def __reduce__(self):
        return (eval, ("1 + 1",))


def hostile(name, value):
    """A file as torch.save writes it, whose pickle is another one."""
    with zipfile.ZipFile(FOLDER / name, "w") as file:
        file.writestr("archive/data.pkl", pickle.dumps(value, 2))
        file.writestr("archive/version", "3\n")


def check_written(state):
    """written.pt is what kpc makes of the tensors of views.pt: PyTorch must load it, in the way that runs no code too."""
    for options in ({}, {"weights_only": True}):
        loaded = torch.load(FOLDER / "written.pt", **options)
        assert isinstance(loaded, collections.OrderedDict) and list(loaded) == list(state)
        assert all(torch.equal(loaded[key], tensor) and loaded[key].is_contiguous() for key, tensor in state.items())


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    nose, answers = nose_net()
    files = {"dtypes": every_dtype(), "views": views(), "batchnorm": batch_norm()}
    for name, state in files.items():
        torch.save(state, FOLDER / f"{name}.pt")
        torch.save(state, FOLDER / f"{name}.legacy.pt", _use_new_zipfile_serialization=False)
    for protocol in (3, 4, 5):
        torch.save(files["views"], FOLDER / f"views.protocol{protocol}.pt", pickle_protocol=protocol)
    with zipfile.ZipFile(FOLDER / "views.pt") as file:
        with zipfile.ZipFile(FOLDER / "views.deflated.pt", "w", zipfile.ZIP_DEFLATED) as packed:
            for entry in file.namelist():
                packed.writestr(entry, file.read(entry))
    torch.save(nose, FOLDER / "nosenet.pt")
    torch.save(nn.Linear(2, 1), FOLDER / "module.pt")
    torch.save({"epoch": 3, "state_dict": {"a": torch.ones(1)}}, FOLDER / "checkpoint.pt")
    torch.save(torch.ones(2), FOLDER / "tensor.pt")
    hostile("system.pt", {"a": System()})
    hostile("eval.pt", {"a": Evaluated()})
    check_written(files["views"])
    expected = {name: {key: numbers_of(tensor) for key, tensor in state.items()} for name, state in files.items()}
    (FOLDER / "expected.json").write_text(json.dumps({"files": expected, "nosenet": answers}) + "\n")


main()
