"""A city made ready for learning: features of all measured places, windows of all sectors."""

from dataclasses import dataclass

import torch

from .measured_city import MeasuredCity
from .place_features import SINE_COLUMN, place_features, standardised
from .windows import NEAR, SIDE, WIDE, mirror, windows

Window = tuple[torch.Tensor, torch.Tensor]


@dataclass
class Batch:
    """Places of some sectors, as many of each."""

    features: torch.Tensor
    codes: torch.Tensor
    place: torch.Tensor
    near: Window
    wide: Window
    rsrp: torch.Tensor


class CityData:
    """Everything a network is shown; `raw` features for the trees and lines."""

    def __init__(self, city: MeasuredCity, side: int = SIDE) -> None:
        self.city = city
        sector, x, y = city.at_sector, city.at_x, city.at_y
        raw, self.codes = place_features(city, sector, x, y)
        self.raw = torch.nan_to_num(raw)
        self.features = standardised(self.raw)
        east, north = (x - city.x[sector]).float(), (y - city.y[sector]).float()
        cosine, sine = torch.cos(city.azimuth[sector]), torch.sin(city.azimuth[sector])
        self.place = torch.stack([east * cosine - north * sine, -(east * sine + north * cosine)], 1)
        everyone = range(len(city.ids))
        self.near = windows(city, NEAR, everyone, side)
        self.wide = windows(city, WIDE, everyone, side)
        self.offsets = torch.from_numpy(city.offsets).to(city.device)

    def _windows(self, sectors: torch.Tensor) -> tuple[Window, Window]:
        def pick(window: Window) -> Window:
            return window[0][sectors].clone(), window[1][sectors]

        return pick(self.near), pick(self.wide)

    def draw(self, sectors: torch.Tensor, places: int, generator: torch.Generator) -> Batch:
        """Random places of sectors that have any; a random half of the sectors is seen in a mirror."""
        device = self.city.device
        counts = (self.offsets[sectors + 1] - self.offsets[sectors])[:, None]
        share = torch.rand(len(sectors), places, generator=generator).to(device)
        rows = (share * counts).long().clamp(max=counts - 1) + self.offsets[sectors][:, None]
        near, wide = self._windows(sectors)
        which = (torch.rand(len(sectors), generator=generator) < 0.5).to(device)
        features, place = self.features[rows].float(), self.place[rows]
        features[which, :, SINE_COLUMN] *= -1
        place[which, :, 0] *= -1
        near, wide = mirror(*near, which), mirror(*wide, which)
        return Batch(features, self.codes[rows], place, near, wide, self.city.rsrp[rows])

    def whole(self, sector: int) -> Batch:
        """All places of one sector."""
        rows = torch.arange(*self.city.offsets[sector : sector + 2], device=self.city.device)[None]
        near, wide = self._windows(torch.tensor([sector], device=self.city.device))
        features = self.features[rows].float()
        place = self.place[rows]
        return Batch(features, self.codes[rows], place, near, wide, self.city.rsrp[rows])
