"""Two square windows about every antenna, turned so that it looks up: one near, one wide."""

from dataclasses import dataclass

import torch

from .line_of_sight import sight
from .measured_city import MeasuredCity

SIDE = 128
"""Cells of a window's side."""

SINE_PLANE = 11
PLANES = 15


@dataclass(frozen=True)
class WindowKind:
    """Cell size [m], roofs read along a line, and the squares [cells of the city] that it averages over."""

    cell_m: float
    samples: int
    reach: int
    known_reach: int


NEAR = WindowKind(cell_m=10, samples=96, reach=1, known_reach=5)
WIDE = WindowKind(cell_m=40, samples=128, reach=5, known_reach=20)


def windows(
    city: MeasuredCity, kind: WindowKind, sectors: range, side: int = SIDE
) -> tuple[torch.Tensor, torch.Tensor]:
    """Planes [sectors, PLANES, side, side] in half precision and clutter codes [sectors, side, side].

    Row 0 lies ahead of the antenna, column 0 to its left.
    """
    offsets = (torch.arange(side, device=city.device) + 0.5 - side / 2) * kind.cell_m
    ahead = -offsets[:, None].expand(side, side).reshape(-1)
    right = offsets[None].expand(side, side).reshape(-1)
    planes, codes = [], []
    for index in sectors:
        turn = city.azimuth[index]
        x = city.x[index] + (ahead * torch.sin(turn) + right * torch.cos(turn)).double()
        y = city.y[index] + (ahead * torch.cos(turn) - right * torch.sin(turn)).double()
        sector = torch.full((side * side,), index, device=city.device)
        look = sight(city, sector, x, y, kind.samples)
        altitude = city.sample(city.altitude, x, y)
        mast = city.sample(city.altitude, city.x[index : index + 1], city.y[index : index + 1])
        ground = torch.where(altitude > 0, altitude - mast, torch.zeros_like(altitude))
        stack = [
            city.sample(city.height_mean[kind.reach], x, y) / 20,
            city.sample(city.built_mean[kind.reach], x, y),
            city.sample(city.known_mean[kind.known_reach], x, y),
            ground.clamp(-30, 30) / 10,
            (look.free_space_gain + 90) / 25,
            (look.log_distance - 2.4) / 0.5,
            look.obstruction / 100,
            look.excess_height / 20,
            look.knife_edge_loss / 20,
            look.line_of_sight,
            look.bearing_cos,
            look.bearing_sin,
            torch.rad2deg(look.depression) / 10,
            look.mean_roof / 20,
            (look.nu / 5).clamp(-2, 6),
        ]
        planes.append(torch.stack(stack).reshape(PLANES, side, side).half())
        codes.append(city.sample(city.clutter, x, y).to(torch.uint8).reshape(side, side))
    return torch.nan_to_num(torch.stack(planes)), torch.stack(codes)


def mirror(
    planes: torch.Tensor, codes: torch.Tensor, which: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """The windows of `which` seen in a mirror: left and right change, and so does the sine's sign."""
    planes = torch.where(which[:, None, None, None], planes.flip(-1), planes)
    planes[which, SINE_PLANE] *= -1
    return planes, torch.where(which[:, None, None], codes.flip(-1), codes)
