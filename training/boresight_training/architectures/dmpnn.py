"""Three message-passing networks, one per edge type, joined by an output network (D-MPNN).

The paper has four graphs and an output network of 512 and 256 units, 2.43 M parameters; the
"same building" graph is left out (see `edges`) and the widths are reduced, because every cell pays
for the output network.
"""

import torch
from torch import nn

from .blocks import EMBEDDING, Head, LandUseEmbedding, Pointwise
from .edges import GraphLayer

KINDS = ("transmitter", "one-hop", "two-hop")


class DMPNN(nn.Module):
    """One graph per edge type."""

    def __init__(self, feature_channels: int) -> None:
        super().__init__()
        self.embed = LandUseEmbedding()
        self.layers = nn.ModuleList(
            GraphLayer(feature_channels + EMBEDDING, (kind,), 64, (64, 96)) for kind in KINDS
        )
        self.output = nn.Sequential(
            Pointwise(96 * len(KINDS), 128), nn.ReLU(), Pointwise(128, 64), nn.ReLU()
        )
        self.head = Head(64)

    def forward(
        self, features: torch.Tensor, land_use: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        nodes = self.embed(features, land_use)
        joined = torch.cat([layer(nodes, features) for layer in self.layers], dim=1)
        return self.head(self.output(joined))
