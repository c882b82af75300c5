"""Graph edges of the message-passing networks as dense operations on maps.

Every cell is a node. The first layer of the message network is linear in (h_v, h_u, e), so it is
split into `W_s h_v + W_n h_u + W_e e`; the first two are computed once per map. The third layer is
linear and therefore applied after the mean over the edges.

Edges: the transmitter to every cell, the 8 neighbours, and the 16 cells at distance two where both
ends are roads. The paper's fourth type joins all cells of one building. Cells inside a building
have no label here and no message leaves a building, so that type would receive no gradient and
change no outdoor prediction; it is left out.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

from ..channels import (
    BEARING_COS_CHANNEL,
    BEARING_SIN_CHANNEL,
    CONSTANT_CHANNELS,
    LOG_DISTANCE_CHANNEL,
    ROAD_CHANNEL,
    STANDARD_CHANNELS,
)
from .blocks import Pointwise

HIDDEN = 32
MESSAGE = 64

Offset = tuple[int, int]
ONE_HOP: tuple[Offset, ...] = tuple(
    (r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if (r, c) != (0, 0)
)
TWO_HOP: tuple[Offset, ...] = tuple(
    (r, c) for r in range(-2, 3) for c in range(-2, 3) if max(abs(r), abs(c)) == 2
)


def transmitter_edge(features: torch.Tensor) -> torch.Tensor:
    """Edge features [B, 4, H, W] of the transmitter: distance and displacement [km], one zero."""
    channel = STANDARD_CHANNELS[LOG_DISTANCE_CHANNEL]
    log_distance = features[:, LOG_DISTANCE_CHANNEL : LOG_DISTANCE_CHANNEL + 1]
    factor = math.log(10.0)
    kilometres = torch.exp(
        log_distance * (factor * channel.scale) + factor * (channel.offset - 3.0)
    )
    ahead = kilometres * features[:, BEARING_COS_CHANNEL : BEARING_COS_CHANNEL + 1]
    aside = kilometres * features[:, BEARING_SIN_CHANNEL : BEARING_SIN_CHANNEL + 1]
    # The fourth plane pads the convolution's inputs to a multiple of four.
    return torch.cat([kilometres, ahead, aside, aside * 0.0], dim=1)


class Edges(nn.Module):
    """Messages of some of the edge types, summed over edges together with their number.

    A shared three-layer network (32, 64 and, after the mean, the caller's width) sees pairs of
    nodes and the edge's length and displacement.
    """

    def __init__(self, channels: int, kinds: tuple[str, ...]) -> None:
        super().__init__()
        self.kinds = kinds
        self.own = Pointwise(channels, HIDDEN)
        self.other = Pointwise(channels, HIDDEN, bias=False)
        self.edge = Pointwise(4, HIDDEN, bias=False)
        self.second = Pointwise(HIDDEN, MESSAGE)
        # What the transmitter's node is known by, wherever it stands: its carrier and its height. A
        # crop or tile need not hold it, so nothing is read at its cell.
        known = torch.zeros(1, channels, 1, 1)
        known[:, list(CONSTANT_CHANNELS)] = 1.0
        self.register_buffer("transmitter", known, persistent=False)

    def message(self, hidden: torch.Tensor) -> torch.Tensor:
        """Second layer of the message network."""
        return torch.relu(self.second(torch.relu(hidden)))

    def displacement(self, offset: Offset) -> torch.Tensor:
        """Contribution [1, 32, 1, 1] of an edge between cells; in cells, as the other is in km."""
        row, column = offset
        values = (math.hypot(row, column), float(row), float(column), 0.0)
        weight = self.edge.weight
        return sum(weight[:, i] * value for i, value in enumerate(values)).reshape(1, HIDDEN, 1, 1)

    def dense(
        self,
        own: torch.Tensor,
        other: torch.Tensor,
        sources: torch.Tensor,
        receivers: torch.Tensor | None,
        offsets: tuple[Offset, ...],
        total: torch.Tensor | None,
        count: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Adds the messages of all offsets, computed everywhere and masked where no edge is."""
        rows, columns = own.shape[2:]
        reach = max(row for row, _ in offsets)
        padded = F.pad(other, (reach,) * 4)
        inside = F.pad(sources, (reach,) * 4)
        for row, column in offsets:
            r, c = reach + row, reach + column
            window = (..., slice(r, r + rows), slice(c, c + columns))
            mask = inside[window] if receivers is None else inside[window] * receivers
            message = self.message(own + padded[window] + self.displacement((row, column)))
            message = message * mask
            total = message if total is None else total + message
            count = count + mask
        return total, count

    def sparse(
        self,
        own: torch.Tensor,
        other: torch.Tensor,
        sources: torch.Tensor,
        receivers: torch.Tensor,
        offsets: tuple[Offset, ...],
        total: torch.Tensor | None,
        count: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The same sum over the edges that exist; faster in training, as roads are few."""
        batch, channels, rows, columns = own.shape
        reach = max(row for row, _ in offsets)
        inside = F.pad(sources, (reach,) * 4) > 0.5
        to: list[torch.Tensor] = []
        source: list[torch.Tensor] = []
        shift: list[torch.Tensor] = []
        for row, column in offsets:
            r, c = reach + row, reach + column
            edge = inside[..., r : r + rows, c : c + columns] & (receivers > 0.5)
            cells = edge.reshape(-1).nonzero()[:, 0]
            to.append(cells)
            source.append(cells + row * columns + column)
            shift.append(self.displacement((row, column)).reshape(1, -1).expand(len(cells), -1))
        into = torch.cat(to)
        own_rows = own.permute(0, 2, 3, 1).reshape(-1, channels)
        other_rows = other.permute(0, 2, 3, 1).reshape(-1, channels)
        hidden = own_rows.index_select(0, into) + other_rows.index_select(0, torch.cat(source))
        hidden = torch.relu(hidden + torch.cat(shift))
        weight = self.second.weight[:, :, 0, 0]
        message = torch.relu(F.linear(hidden, weight, self.second.bias))
        empty = message.new_zeros(batch * rows * columns, message.shape[1])
        summed = empty.index_add(0, into, message).reshape(batch, rows, columns, -1)
        number = torch.bincount(into, minlength=batch * rows * columns).to(count.dtype)
        summed = summed.permute(0, 3, 1, 2)
        total = summed if total is None else total + summed
        return total, count + number.reshape(batch, 1, rows, columns)

    def forward(
        self, nodes: torch.Tensor, features: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        own, other = self.own(nodes), self.other(nodes)
        total: torch.Tensor | None = None
        road = features[:, ROAD_CHANNEL : ROAD_CHANNEL + 1]
        # Constant maps are derived from an input, or the exporter would store them in the file.
        count = road * 0.0
        if "transmitter" in self.kinds:
            source = self.other(nodes[:, :, :1, :1] * self.transmitter)
            total = self.message(own + source + self.edge(transmitter_edge(features)))
            count = count + 1.0
        if "one-hop" in self.kinds:
            total, count = self.dense(own, other, road * 0.0 + 1.0, None, ONE_HOP, total, count)
        if "two-hop" in self.kinds:
            form = self.sparse if self.training else self.dense
            total, count = form(own, other, road, road, TWO_HOP, total, count)
        assert total is not None
        return total, count


class GraphLayer(nn.Module):
    """One round of message passing: mean of the messages, last message layer, update network."""

    def __init__(
        self, channels: int, kinds: tuple[str, ...], message: int, update: tuple[int, int]
    ) -> None:
        super().__init__()
        self.edges = Edges(channels, kinds)
        self.third = Pointwise(MESSAGE, message)
        self.update = nn.Sequential(
            Pointwise(channels + message, update[0]),
            nn.ReLU(),
            Pointwise(update[0], update[1]),
            nn.ReLU(),
        )

    def forward(self, nodes: torch.Tensor, features: torch.Tensor) -> torch.Tensor:
        total, count = self.edges(nodes, features)
        # A node without edges (no road) receives the bias only, hence at least one in the mean.
        mean = total / torch.relu(count - 1.0).add(1.0)
        return self.update(torch.cat([nodes, self.third(mean)], dim=1))
