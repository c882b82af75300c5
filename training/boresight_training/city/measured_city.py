"""A measured city: rasters of what stands there, sectors, and what phones reported of each.

A folder holds
- `city.npz`: `building_height_m`, `clutter` (0 = unknown, up to 23) and `altitude_m` [rows, columns], row 0 in the
  SOUTH; negative height or altitude = unknown; `west_m`, `south_m` (corner of the raster) and `cell_m`;
- `sectors.csv`: id, x, y [m], height [m above ground, 0 = unknown], azimuth [deg clockwise from north], downtilt [deg],
  frequency [MHz], power [dBm of one resource element];
- `measurements.npz`: `sector` (index into sectors.csv, rising), `x`, `y` [m, centre of the cell], `rsrp` [dBm].
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

COLUMNS = ("x", "y", "height", "azimuth", "downtilt", "frequency", "power")
UNKNOWN_HEIGHT_M = 25.0
"""Antennas whose height nobody wrote down."""

BUILT_M = 1.5
"""Cells whose roof is higher than this are inside a building."""

SURROUNDINGS = (1, 5, 20)
"""Half sides [cells] of the squares that the city is averaged over."""


@dataclass
class MeasuredCity:
    """Everything as tensors on one device. Positions are metres from the raster's south-west corner."""

    cell_m: float
    roof: torch.Tensor
    clutter: torch.Tensor
    altitude: torch.Tensor
    height_mean: dict[int, torch.Tensor]
    built_mean: dict[int, torch.Tensor]
    known_mean: dict[int, torch.Tensor]
    ids: list[str]
    x: torch.Tensor
    y: torch.Tensor
    height: torch.Tensor
    azimuth: torch.Tensor
    downtilt: torch.Tensor
    frequency_hz: torch.Tensor
    power: torch.Tensor
    at_sector: torch.Tensor
    at_x: torch.Tensor
    at_y: torch.Tensor
    rsrp: torch.Tensor
    offsets: np.ndarray

    @property
    def device(self) -> torch.device:
        """Where it lies."""
        return self.roof.device

    def sample(self, raster: torch.Tensor, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """Values of a raster at positions [m]; 0 outside."""
        column, row = (x / self.cell_m).floor().long(), (y / self.cell_m).floor().long()
        rows, columns = raster.shape
        inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        value = raster[row.clamp(0, rows - 1), column.clamp(0, columns - 1)].float()
        return torch.where(inside, value, torch.zeros_like(value))

    def cells_of(self, sector: int) -> slice:
        """The measurements of one sector."""
        return slice(int(self.offsets[sector]), int(self.offsets[sector + 1]))


def box_mean(plane: torch.Tensor, reach: int) -> torch.Tensor:
    """Mean over squares of 2 reach + 1 cells, of what lies on the raster."""
    side = 2 * reach + 1
    out = plane[None, None]
    out = F.avg_pool2d(out, (side, 1), 1, (reach, 0), count_include_pad=False)
    return F.avg_pool2d(out, (1, side), 1, (0, reach), count_include_pad=False)[0, 0].half()


def read_city(folder: Path, device: str = "cpu") -> MeasuredCity:
    """Reads and checks a folder."""
    with np.load(folder / "city.npz") as city:
        heights = torch.from_numpy(city["building_height_m"].astype(np.float32)).to(device)
        clutter = torch.from_numpy(city["clutter"].astype(np.uint8)).to(device)
        altitude = torch.from_numpy(city["altitude_m"].astype(np.float32)).to(device)
        west, south, cell = (float(city[key]) for key in ("west_m", "south_m", "cell_m"))
    if not heights.shape == clutter.shape == altitude.shape:
        raise ValueError(f"{folder}/city.npz: rasters differ in shape")
    with (folder / "sectors.csv").open() as file:
        rows = list(csv.DictReader(file))
    missing = [name for name in ("id", *COLUMNS) if rows and name not in rows[0]]
    if missing or not rows:
        raise ValueError(f"{folder}/sectors.csv lacks {', '.join(missing) or 'sectors'}")
    table = {name: np.array([float(row[name]) for row in rows]) for name in COLUMNS}
    with np.load(folder / "measurements.npz") as file:
        sector, x, y, rsrp = (file[key] for key in ("sector", "x", "y", "rsrp"))
    if np.any(np.diff(sector) < 0) or sector.min() < 0 or sector.max() >= len(rows):
        raise ValueError(f"{folder}/measurements.npz: sectors must rise within 0..{len(rows) - 1}")

    def put(values: np.ndarray, kind: torch.dtype = torch.float32) -> torch.Tensor:
        return torch.from_numpy(np.asarray(values)).to(device=device, dtype=kind)

    roof = heights.clamp(min=0)
    built, known = (roof > BUILT_M).float(), (heights >= 0).float()
    return MeasuredCity(
        cell_m=cell,
        roof=roof,
        clutter=clutter,
        altitude=altitude,
        height_mean={k: box_mean(roof, k) for k in SURROUNDINGS},
        built_mean={k: box_mean(built, k) for k in SURROUNDINGS},
        known_mean={k: box_mean(known, k) for k in SURROUNDINGS[1:]},
        ids=[row["id"] for row in rows],
        x=put(table["x"] - west, torch.float64),
        y=put(table["y"] - south, torch.float64),
        height=put(np.where(table["height"] <= 0, UNKNOWN_HEIGHT_M, table["height"])),
        azimuth=put(np.radians(table["azimuth"])),
        downtilt=put(np.radians(table["downtilt"])),
        frequency_hz=put(table["frequency"] * 1e6),
        power=put(table["power"]),
        at_sector=put(sector, torch.long),
        at_x=put(x - west, torch.float64),
        at_y=put(y - south, torch.float64),
        rsrp=put(rsrp),
        offsets=np.searchsorted(sector, np.arange(len(rows) + 1)),
    )
