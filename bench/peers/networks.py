"""The networks of specs/ in PyTorch, by the names that the specs give them."""

import pathlib
import sys

from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "scripts" / "goldens"))
from antialiasing import antialiased  # noqa: E402


def nosenet(size, widths, hidden, numbers):
    """Convolutions of these widths, each with a pool and a ReLU, then two fully connected layers."""
    layers, before, (height, width) = [], 1, size
    for to in widths:
        layers += [nn.Conv2d(before, to, 3, padding=1), nn.MaxPool2d(2), nn.ReLU()]
        before, height, width = to, height // 2, width // 2
    inner = before * height * width
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(inner, hidden), nn.ReLU(), nn.Linear(hidden, numbers))


def residual(name, stem_bias=False, sigmoid=False):
    """torchvision's, for one gray channel and 68 points."""
    import torchvision

    net = getattr(torchvision.models, name)(num_classes=136)
    net.conv1 = nn.Conv2d(1, 64, 7, stride=2, padding=3, bias=stem_bias)
    return nn.Sequential(net, nn.Sigmoid()) if sigmoid else net


NETWORKS = {
    "NoseNet": lambda: nosenet((60, 80), (6, 16, 32, 32), 240, 2),
    "FaceNet": lambda: nosenet((120, 160), (16, 32, 64, 128, 256, 512), 512, 116),
    "WideResNet50": lambda: residual("wide_resnet50_2", stem_bias=True, sigmoid=True),
    "ResNet50": lambda: residual("resnet50"),
    "AntialiasedResNet50": lambda: antialiased(residual("resnet50")),
}
