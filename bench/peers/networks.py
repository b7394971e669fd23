"""The networks of specs/ in PyTorch, by the names that the specs give them."""

import torch
from torch import nn
from torch.nn import functional


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


class BlurPool(nn.Module):
    """Zhang 2019: mirrors the edges, then a depthwise convolution with a binomial filter of 4x4, by 2."""

    def __init__(self, channels):
        super().__init__()
        row = torch.tensor([1.0, 3.0, 3.0, 1.0])
        self.register_buffer("filt", (torch.outer(row, row) / 64).repeat(channels, 1, 1, 1))

    def forward(self, x):
        padded = functional.pad(x, (1, 2, 1, 2), mode="reflect")
        return functional.conv2d(padded, self.filt, stride=2, groups=x.shape[1])


def antialiased():
    net = residual("resnet50")
    net.maxpool = nn.Sequential(nn.MaxPool2d(2, stride=1), BlurPool(64))
    for layer in (net.layer2, net.layer3, net.layer4):
        block = layer[0]
        block.conv2.stride = (1, 1)
        block.conv3 = nn.Sequential(BlurPool(block.conv3.in_channels), block.conv3)
        convolution, norm = block.downsample
        convolution.stride = (1, 1)
        block.downsample = nn.Sequential(BlurPool(convolution.in_channels), convolution, norm)
    return net


NETWORKS = {
    "NoseNet": lambda: nosenet((60, 80), (6, 16, 32, 32), 240, 2),
    "FaceNet": lambda: nosenet((120, 160), (16, 32, 64, 128, 256, 512), 512, 116),
    "WideResNet50": lambda: residual("wide_resnet50_2", stem_bias=True, sigmoid=True),
    "ResNet50": lambda: residual("resnet50"),
    "AntialiasedResNet50": antialiased,
}
