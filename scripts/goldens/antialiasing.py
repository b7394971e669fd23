"""A residual network with antialiased strides, in PyTorch: the reference of goldens, and what benchmarks time us beside."""

import torch
from torch import nn
from torch.nn import functional


class BlurPool(nn.Module):
    """Zhang 2019: mirrors the edges, then a depthwise convolution with a binomial filter of 4x4, by 2."""

    def __init__(self, channels):
        super().__init__()
        row = torch.tensor([1.0, 3.0, 3.0, 1.0])
        self.register_buffer("filt", (torch.outer(row, row) / 64).repeat(channels, 1, 1, 1))

    def forward(self, x):
        padded = functional.pad(x, (1, 2, 1, 2), mode="reflect")
        return functional.conv2d(padded, self.filt, stride=2, groups=x.shape[1])


def antialiased(net):
    """torchvision's residual network with bottlenecks; changed in place."""
    net.maxpool = nn.Sequential(nn.MaxPool2d(2, stride=1), BlurPool(64))
    for layer in (net.layer2, net.layer3, net.layer4):
        block = layer[0]
        block.conv2.stride = (1, 1)
        block.conv3 = nn.Sequential(BlurPool(block.conv3.in_channels), block.conv3)
        convolution, norm = block.downsample
        convolution.stride = (1, 1)
        block.downsample = nn.Sequential(BlurPool(convolution.in_channels), convolution, norm)
    return net
