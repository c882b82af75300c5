"""Building blocks shared by the architectures.

Every convolution has a channel count that divides by 4, because one WebGPU runtime returns wrong
results for some other counts.
"""

import torch
from torch import nn
from torch.nn import functional as F

EMBEDDING = 4
LAND_USE_CLASSES = 24
SLOPE = 0.1
OUTPUT_SCALE_DB = 20.0
"""Heads work in units of 20 dB, the typical spread of the residual."""

SPREAD_SCALE_DB = 10.0


class LandUseEmbedding(nn.Module):
    """Appends a learned embedding of the land-use code to the features."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Embedding(LAND_USE_CLASSES, EMBEDDING)

    def forward(self, features: torch.Tensor, land_use: torch.Tensor) -> torch.Tensor:
        embedded = self.table(land_use).permute(0, 3, 1, 2)
        return torch.cat([features, embedded], dim=1)


class ConvNorm(nn.Module):
    """Convolution, batch normalisation (folded at export) and leaky ReLU."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int = 3,
        stride: int = 1,
        groups: int = 1,
        activate: bool = True,
    ) -> None:
        super().__init__()
        padding = (kernel - 1) // 2
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=groups, bias=False)
        self.norm: nn.Module = nn.BatchNorm2d(outputs)
        self.activate = activate

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.norm(self.conv(x))
        return F.leaky_relu(x, SLOPE) if self.activate else x


class Pointwise(nn.Conv2d):
    """A 1x1 convolution; trains as a matrix product, which is faster on CPUs at small batches."""

    def __init__(self, inputs: int, outputs: int, bias: bool = True) -> None:
        super().__init__(inputs, outputs, 1, bias=bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return super().forward(x)
        rows = F.linear(x.permute(0, 2, 3, 1), self.weight[:, :, 0, 0], self.bias)
        return rows.permute(0, 3, 1, 2)


class Up(nn.Module):
    """Nearest upsampling by 2, joined with a skip connection, and one convolution."""

    def __init__(self, inputs: int, skip: int, outputs: int) -> None:
        super().__init__()
        self.conv = ConvNorm(inputs + skip, outputs)

    def forward(self, x: torch.Tensor, skip: torch.Tensor) -> torch.Tensor:
        x = F.interpolate(x, scale_factor=2.0, mode="nearest")
        return self.conv(torch.cat([x, skip], dim=1))


def softplus(x: torch.Tensor) -> torch.Tensor:
    """Written out in elementary operations that every runtime has."""
    return torch.log(torch.exp(-torch.abs(x)) + 1.0) + torch.relu(x)


class Head(nn.Module):
    """Residual and spread [dB] from features; starts at residual 0 everywhere.

    The spread is a softplus. It is fitted after the training, with a calibration factor measured on
    the validation maps (see `fit_spread`).
    """

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.out = nn.Conv2d(inputs, 2, 1)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)
        self.register_buffer("spread_calibration", torch.ones(()))

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        y = self.out(x)
        residual = y[:, :1] * OUTPUT_SCALE_DB
        return residual, softplus(y[:, 1:]) * (SPREAD_SCALE_DB * self.spread_calibration)


class DetailHead(nn.Module):
    """Brings half-resolution features to full resolution beside the input itself, then the heads.

    The half-resolution features carry four sub-pixels each, so only one small convolution runs at
    full resolution, where arithmetic is dearest.
    """

    def __init__(self, inputs: int, detail: int, width: int) -> None:
        super().__init__()
        self.spread_out = ConvNorm(inputs, 4 * 8, kernel=1)
        self.mix = ConvNorm(8 + detail, width)
        self.head = Head(width)

    def forward(self, x: torch.Tensor, detail: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        x = F.pixel_shuffle(self.spread_out(x), 2)
        return self.head(self.mix(torch.cat([x, detail], dim=1)))
