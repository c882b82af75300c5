"""MaxViT-mini: MBConv blocks and window plus grid attention in a U-Net.

The paper uses MaxViT-Large (heads of 32, MBConv with expansion 4 and squeeze-and-excitation).
Here attention runs at 1/8 and 1/16 of the resolution with 8x8 windows; the decoder is a U-Net's.
Attention is written as MatMul, Softmax, MatMul, since fused attention is wrong on some runtimes.
"""

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import EMBEDDING, SLOPE, ConvNorm, DetailHead, LandUseEmbedding, Up

WINDOW = 8
HEAD = 32


class SqueezeExcitation(nn.Module):
    """Scales every channel by a gate computed from the channel means."""

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(channels, hidden, 1)
        self.excite = nn.Conv2d(hidden, channels, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        gate = F.leaky_relu(self.squeeze(x.mean((2, 3), keepdim=True)), SLOPE)
        return x * torch.sigmoid(self.excite(gate))


class MBConv(nn.Module):
    """Inverted bottleneck with a depthwise convolution and squeeze-and-excitation (ratio 0.25)."""

    def __init__(self, inputs: int, outputs: int, expansion: int = 4) -> None:
        super().__init__()
        middle = inputs * expansion
        self.expand = ConvNorm(inputs, middle, kernel=1)
        self.depthwise = ConvNorm(middle, middle, groups=middle)
        self.gate = SqueezeExcitation(middle, max(4, inputs // 4 // 4 * 4))
        self.project = ConvNorm(middle, outputs, kernel=1, activate=False)
        self.shortcut = inputs == outputs

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.project(self.gate(self.depthwise(self.expand(x))))
        return x + y if self.shortcut else y


class Attention(nn.Module):
    """Self-attention inside groups of tokens that form a square, with relative position bias."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.heads = channels // HEAD
        self.norm = nn.LayerNorm(channels)
        self.qkv = nn.Linear(channels, 3 * channels)
        self.out = nn.Linear(channels, channels)
        self.bias = nn.Parameter(torch.zeros(self.heads, (2 * WINDOW - 1) ** 2))
        self.mlp = nn.Sequential(
            nn.LayerNorm(channels),
            nn.Linear(channels, 2 * channels),
            nn.LeakyReLU(SLOPE),
            nn.Linear(2 * channels, channels),
        )

    def position_bias(self, side: int) -> torch.Tensor:
        """Bias [heads, side^2, side^2] looked up by the offset between two tokens."""
        ticks = torch.arange(side, device=self.bias.device)
        delta = ticks[:, None] - ticks[None, :] + WINDOW - 1
        index = delta[:, None, :, None] * (2 * WINDOW - 1) + delta[None, :, None, :]
        return self.bias[:, index.reshape(-1)].reshape(self.heads, side**2, side**2)

    def forward(self, tokens: torch.Tensor, side: int) -> torch.Tensor:
        groups, count, channels = tokens.shape
        qkv = self.qkv(self.norm(tokens)).reshape(groups, count, 3 * self.heads, HEAD)
        q, k, v = qkv.transpose(1, 2).split(self.heads, dim=1)
        scores = torch.matmul(q * HEAD**-0.5, k.transpose(2, 3)) + self.position_bias(side)
        mixed = torch.matmul(torch.softmax(scores, dim=-1), v)
        tokens = tokens + self.out(mixed.transpose(1, 2).reshape(groups, count, channels))
        return tokens + self.mlp(tokens)


class AxisAttention(nn.Module):
    """Attention inside 8x8 windows (near) or over an 8x8 grid of strided cells (far)."""

    def __init__(self, channels: int, far: bool) -> None:
        super().__init__()
        self.attention = Attention(channels)
        self.far = far

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        batch, channels, rows, columns = x.shape
        side = min(WINDOW, rows, columns)
        high, wide = rows // side, columns // side
        # Axes: which window, then the place inside it; for the grid the two swap places.
        if self.far:
            x = x.reshape(batch, channels, side, high, side, wide).permute(0, 3, 5, 2, 4, 1)
        else:
            x = x.reshape(batch, channels, high, side, wide, side).permute(0, 2, 4, 3, 5, 1)
        x = self.attention(x.reshape(batch * high * wide, side * side, channels), side)
        x = x.reshape(batch, high, wide, side, side, channels)
        x = x.permute(0, 5, 3, 1, 4, 2) if self.far else x.permute(0, 5, 1, 3, 2, 4)
        return x.reshape(batch, channels, rows, columns)


def stage(inputs: int, outputs: int) -> nn.Sequential:
    """One MaxViT block: MBConv, window attention, grid attention."""
    return nn.Sequential(
        MBConv(inputs, outputs), AxisAttention(outputs, far=False), AxisAttention(outputs, far=True)
    )


class MaxViT(nn.Module):
    """Encoder at 1/2 to 1/16 with attention in the two deepest stages; sides must divide by 16."""

    def __init__(self, feature_channels: int) -> None:
        super().__init__()
        channels = feature_channels + EMBEDDING
        self.embed = LandUseEmbedding()
        self.stem = ConvNorm(channels, 32, kernel=4, stride=2)
        self.first = ConvNorm(32, 32)
        self.quarter = nn.Sequential(ConvNorm(32, 48), MBConv(48, 48))
        self.eighth = stage(48, 96)
        self.sixteenth = stage(96, 160)
        self.up8 = Up(160, 96, 96)
        self.up4 = Up(96, 48, 48)
        self.up2 = Up(48, 32, 32)
        self.detail = DetailHead(32, channels, 16)

    def forward(
        self, features: torch.Tensor, land_use: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        full = self.embed(features, land_use)
        half = self.first(self.stem(full))
        quarter = self.quarter(F.max_pool2d(half, 2))
        eighth = self.eighth(F.max_pool2d(quarter, 2))
        x = self.sixteenth(F.max_pool2d(eighth, 2))
        x = self.up2(self.up4(self.up8(x, eighth), quarter), half)
        return self.detail(x, full)
