"""Message-passing network on the grid graph: one round, one graph with all edge types.

Widths are the paper's: messages 32, 64, 128; update 128, 256; about 0.06 M parameters.
"""

import torch
from torch import nn

from .blocks import EMBEDDING, Head, LandUseEmbedding
from .edges import GraphLayer


class MPNN(nn.Module):
    """One graph with transmitter, one-hop and two-hop road edges."""

    def __init__(self, feature_channels: int) -> None:
        super().__init__()
        self.embed = LandUseEmbedding()
        self.layer = GraphLayer(
            feature_channels + EMBEDDING, ("transmitter", "one-hop", "two-hop"), 128, (128, 256)
        )
        self.head = Head(256)

    def forward(
        self, features: torch.Tensor, land_use: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        return self.head(self.layer(self.embed(features, land_use), features))
