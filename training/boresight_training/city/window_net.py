"""A network that reads two windows about an antenna at the places asked for, beside what is written down
of each place."""

import torch
from torch import nn
from torch.nn import functional as F

from .windows import NEAR, PLANES, WIDE

WIDTHS = (32, 48, 64, 96, 128, 160)
CLUTTER_CODES = 24
LEVEL_SCALE_DB = 10.0


class Block(nn.Sequential):
    """Convolution, batch normalisation, SiLU."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(
            nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.SiLU()
        )


class WindowEncoder(nn.Module):
    """A U-Net over one window: features of every cell, and what the whole window comes to."""

    def __init__(self, outputs: int = 32, embedding: int = 6) -> None:
        super().__init__()
        self.codes = nn.Embedding(CLUTTER_CODES, embedding)
        w = WIDTHS
        self.stem = nn.Sequential(Block(PLANES + embedding, w[0]), Block(w[0], w[0]))
        pairs = list(zip(w[:-1], w[1:], strict=True))
        self.down = nn.ModuleList(nn.Sequential(Block(a, b), Block(b, b)) for a, b in pairs)
        self.up = nn.ModuleList(Block(b + a, a) for a, b in reversed(pairs))
        self.out = nn.Conv2d(w[0], outputs, 1)

    def forward(
        self, planes: torch.Tensor, codes: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        x = torch.cat([planes, self.codes(codes).permute(0, 3, 1, 2)], 1)
        x = self.stem(x)
        skips = [x]
        for stage in self.down:
            x = stage(F.max_pool2d(x, 2))
            skips.append(x)
        whole = x.mean((2, 3))
        for stage, skip in zip(self.up, reversed(skips[:-1]), strict=True):
            x = stage(torch.cat([F.interpolate(x, scale_factor=2.0), skip], 1))
        return self.out(x), whole


class WindowNet(nn.Module):
    """Level [dB about a given one] of places of each sector."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.near, self.wide = WindowEncoder(), WindowEncoder()
        self.whole = nn.Sequential(nn.Dropout(0.3), nn.Linear(2 * WIDTHS[-1], 32), nn.SiLU())
        self.codes = nn.Embedding(CLUTTER_CODES, 8)
        self.head = nn.Sequential(
            nn.Linear(features + 8 + 64 + 32, 256), nn.SiLU(), nn.Dropout(0.1),
            nn.Linear(256, 256), nn.SiLU(), nn.Dropout(0.1),
            nn.Linear(256, 128), nn.SiLU(), nn.Linear(128, 1),
        )  # fmt: skip
        self.linear = nn.Linear(features, 1)

    def forward(
        self,
        features: torch.Tensor,
        codes: torch.Tensor,
        place: torch.Tensor,
        near: tuple[torch.Tensor, torch.Tensor],
        wide: tuple[torch.Tensor, torch.Tensor],
    ) -> torch.Tensor:
        """`features` [B, N, F], `codes` [B, N], `place` [B, N, 2]: metres to the right and behind the antenna."""
        parts = [features, self.codes(codes)]
        wholes = []
        for encoder, kind, (planes, window_codes) in (
            (self.near, NEAR, near),
            (self.wide, WIDE, wide),
        ):
            maps, whole = encoder(planes.float(), window_codes.long())
            side = planes.shape[-1]
            at = (place / (side / 2 * kind.cell_m)).clamp(-0.99, 0.99).float()
            read = F.grid_sample(
                maps.float(), at[:, :, None], align_corners=False, padding_mode="border"
            )
            parts.append(read[..., 0].transpose(1, 2))
            wholes.append(whole)
        whole = self.whole(torch.cat(wholes, 1))
        parts.append(whole[:, None].expand(-1, features.shape[1], -1))
        joined = torch.cat([part.float() for part in parts], -1)
        return self.head(joined)[..., 0] * LEVEL_SCALE_DB + self.linear(features.float())[..., 0]
