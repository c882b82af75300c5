"""A linear map of the features beside every network, fitted before training begins.

Distance, obstruction and the loss over the roofs explain most of a map already; a network that
starts from their least-squares combination spends its training on what they do not explain.
"""

import torch
from torch import nn

from .blocks import OUTPUT_SCALE_DB

RIDGE = 1e-3
"""Keeps constant channels (one carrier, one height) from taking arbitrary weights."""


class LinearStart(nn.Module):
    """A network and the linear map that it starts from; the map trains along."""

    def __init__(self, body: nn.Module, feature_channels: int) -> None:
        super().__init__()
        self.body = body
        self.linear = nn.Conv2d(feature_channels, 1, 1)
        nn.init.zeros_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)

    def forward(
        self, features: torch.Tensor, land_use: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        residual, spread = self.body(features, land_use)
        return residual + self.linear(features) * OUTPUT_SCALE_DB, spread

    @torch.no_grad()
    def fit(self, batches: list[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]) -> None:
        """Fits the linear map to the labelled cells of batches of (features, -, target [dB])."""
        channels = self.linear.in_channels
        gram = torch.zeros(channels + 1, channels + 1, dtype=torch.float64)
        moment = torch.zeros(channels + 1, dtype=torch.float64)
        for features, _, target in batches:
            mask = torch.isfinite(target)[:, 0]
            x = features.permute(0, 2, 3, 1)[mask].double()
            x = torch.cat([x, torch.ones(len(x), 1, dtype=torch.float64)], dim=1)
            y = target[:, 0][mask].double() / OUTPUT_SCALE_DB
            gram += x.T @ x
            moment += x.T @ y
        count = gram[-1, -1].clamp(min=1.0)
        damping = RIDGE * torch.eye(channels + 1, dtype=torch.float64)
        weights = torch.linalg.solve(gram / count + damping, moment / count)
        self.linear.weight.copy_(weights[:-1].reshape(1, channels, 1, 1))
        self.linear.bias.copy_(weights[-1:])
