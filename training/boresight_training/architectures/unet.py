"""A compact U-Net whose convolutions run at half resolution and below.

The paper's U-Net has 217 M parameters, kernels of 5 and five stages from 64 to 1024 features. This
one keeps the shape (two convolutions per stage, batch normalisation, leaky ReLU, max pooling, skip
connections, a 1x1 output) and spends about half a million parameters.
"""

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import EMBEDDING, ConvNorm, DetailHead, LandUseEmbedding, Up

WIDTHS = (32, 48, 64, 80, 96)
"""Features at 1/2, 1/4, 1/8, 1/16 and 1/32 of the resolution."""


class UNet(nn.Module):
    """Encoder and decoder over five resolutions; sides must divide by 32."""

    def __init__(self, feature_channels: int, widths: tuple[int, ...] = WIDTHS) -> None:
        super().__init__()
        channels = feature_channels + EMBEDDING
        self.embed = LandUseEmbedding()
        self.stem = ConvNorm(channels, widths[0], kernel=4, stride=2)
        self.first = ConvNorm(widths[0], widths[0])
        self.down = nn.ModuleList(
            nn.Sequential(ConvNorm(a, b), ConvNorm(b, b))
            for a, b in zip(widths[:-2], widths[1:-1], strict=True)
        )
        self.bottom = ConvNorm(widths[-2], widths[-1])
        self.up = nn.ModuleList(
            Up(b, a, a) for a, b in reversed(list(zip(widths[:-1], widths[1:], strict=True)))
        )
        self.detail = DetailHead(widths[0], channels, 16)

    def forward(
        self, features: torch.Tensor, land_use: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        full = self.embed(features, land_use)
        x = self.first(self.stem(full))
        skips = [x]
        for stage in self.down:
            x = stage(F.max_pool2d(x, 2))
            skips.append(x)
        x = self.bottom(F.max_pool2d(x, 2))
        for stage, skip in zip(self.up, reversed(skips), strict=True):
            x = stage(x, skip)
        return self.detail(x, full)
