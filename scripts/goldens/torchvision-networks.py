"""What torchvision's networks answer with hashed weights: the goldens under test/torchvision/goldens.

    python3 scripts/goldens/torchvision-networks.py [NETWORK...]
    python3 scripts/goldens/torchvision-networks.py --files [NETWORK...]

Needs PyTorch and torchvision (made with 1.13.0 and 0.14.1). With `--files` it makes no goldens but saves each network's state
dict, as torchvision initialises it, by torch.save and asks `kpc weights import` to bring the file into the spec.

To add a network, write its spec in test/torchvision/specs, add a line to NETWORKS, and run this with the network's name. The
tests find the golden by themselves; which sizes run in `npm test` is said in test/torchvision/networks.ts.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
import torch
import torchvision
from hashed import drawn, drawn_weight

ROOT = pathlib.Path(__file__).parent.parent.parent
FOLDER = ROOT / "test" / "torchvision" / "goldens"

NETWORKS = {
    # torchvision's name: the spec and the model in it, the sizes of the (square) pictures
    "resnet18": ("resnet#ResNet18", [64, 224]),
    "resnet34": ("resnet#ResNet34", [224]),
    "resnet50": ("resnet#ResNet50", [224]),
    "resnet101": ("resnet#ResNet101", [224]),
    "wide_resnet50_2": ("resnet#WideResNet50", [224]),
    "resnext50_32x4d": ("resnet#ResNeXt50", [224]),
    "vgg11_bn": ("vgg11_bn#Vgg11", [224]),
    "alexnet": ("alexnet#AlexNet", [224]),
    "mobilenet_v2": ("mobilenet_v2#MobileNetV2", [224]),
    "mobilenet_v3_small": ("mobilenet_v3_small#MobileNetV3Small", [64, 224]),
    "squeezenet1_1": ("squeezenet1_1#SqueezeNet", [64, 224]),
    "googlenet": ("googlenet#GoogLeNet", [224]),
    "densenet121": ("densenet#DenseNet121", [64, 224]),
}

BATCH = 2


def made(name):
    options = {"init_weights": False} if name == "googlenet" else {}
    return getattr(torchvision.models, name)(**options).eval()


def scores_of(net, images):
    """A row of scores for each picture; behind GoogLeNet's own those of its two helpers, which it asks while training only."""
    if not isinstance(net, torchvision.models.GoogLeNet):
        return net(images)
    net.training = True  # of the whole alone: batch norm and dropout stay as in use
    scores, late, early = net._forward(images)
    net.training = False
    return torch.cat([scores, early, late], dim=1)


def filled(name):
    """The network with hashed weights, in float64: what differs from it is our error."""
    net = made(name).double()
    for key, tensor in net.state_dict().items():
        tensor.copy_(torch.tensor(drawn_weight(key, tuple(tensor.shape))))
    return net


def rounded(number):
    return float(f"{number:.8g}")


def pictures(size):
    """8x8 coloured squares with noise on them: pictures of noise alone would all look the same to a network."""
    coarse = drawn("coarse", (BATCH, 3, 8, 8), -1.5, 1.5).astype(numpy.float64)
    fine = drawn("fine", (BATCH, 3, size, size), -0.5, 0.5)
    square = numpy.arange(size) * 8 // size
    return (coarse[:, :, square[:, None], square[None, :]] + fine).astype(numpy.float32)


def answer(net, size):
    """A sample of the scores for two pictures, and what shows that the others are right too: their norm."""
    scores = scores_of(net, torch.tensor(pictures(size), dtype=torch.float64)).numpy()
    apart = numpy.abs(scores[0] - scores[1]).max() / numpy.abs(scores).max()
    print(f"  {size}x{size}: largest {numpy.abs(scores).max():.3g}, the two pictures' scores differ by {apart:.2g} of it")
    every = 17
    return {
        "size": size,
        "norm": rounded(numpy.linalg.norm(scores)),
        "largest": rounded(numpy.abs(scores).max()),
        "every": every,
        "samples": [rounded(score) for score in scores.ravel()[::every]],
    }


def golden(name, spec, sizes):
    net = filled(name)
    return {
        "network": name,
        "spec": spec,
        "madeWith": f"PyTorch {torch.__version__}, torchvision {torchvision.__version__}",
        "parameters": sum(parameter.numel() for parameter in net.parameters()),
        "batch": BATCH,
        "answers": [answer(net, size) for size in sizes],
        "state": {key: list(tensor.shape) for key, tensor in net.state_dict().items()},
    }


def text_of(content):
    """JSON with a line for each answer and each tensor."""

    def lines(items):
        return "[\n" + ",\n".join(f"    {item}" for item in items) + "\n  ]"

    compact = lambda value: json.dumps(value, separators=(",", ":"))
    entries = []
    for key, value in content.items():
        if key == "answers":
            entries.append(f'  "answers": {lines(map(compact, value))}')
        elif key == "state":
            entries.append(f'  "state": {lines(compact([name, *shape]) for name, shape in value.items())}')
        else:
            entries.append(f"  {compact(key)}: {compact(value)}")
    return "{\n" + ",\n".join(entries) + "\n}\n"


def import_file(name, spec):
    """Brings a file of torch.save into the spec with the command line, and tells what did not fit."""
    torch.manual_seed(0)
    path, model = spec.split("#")
    with tempfile.TemporaryDirectory() as folder:
        file, out = f"{folder}/{name}.pt", f"{folder}/{name}.safetensors"
        torch.save(made(name).state_dict(), file)
        into = f"test/torchvision/specs/{path}.kpnet#{model}"
        command = ["npx", "tsx", "cli/bin.ts", "weights", "import", file, "--into", into, "--out", out, "--json"]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if ran.returncode not in (0, 1):
            raise SystemExit(f"{name}: {ran.stderr}")
        report = json.loads(ran.stdout)
        print(f"{name}: {report['taken']} of {report['needed']} tensors taken, misfits: {report['misfits'] or 'none'}")


def main():
    torch.set_grad_enabled(False)
    asked = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    for name, (spec, sizes) in NETWORKS.items():
        if asked and name not in asked:
            continue
        if "--files" in sys.argv:
            import_file(name, spec)
            continue
        print(name)
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{name}.json").write_text(text_of(golden(name, spec, sizes)))


if __name__ == "__main__":
    main()
