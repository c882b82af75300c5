"""Which sectors are learned from, which choose the epoch, and which an area holds out."""

from dataclasses import dataclass

import numpy as np

VALIDATION_SQUARE_M = 2000.0
VALIDATION_SHARE = 1 / 12


@dataclass(frozen=True)
class Area:
    """A rectangle [m from the raster's corner]; sectors within are held out, those nearer than the margin unused."""

    west: float
    south: float
    east: float
    north: float
    margin: float

    def holds(self, x: np.ndarray, y: np.ndarray, margin: float = 0.0) -> np.ndarray:
        """Whether positions lie in it, or nearer than a margin."""
        return (
            (x >= self.west - margin)
            & (x < self.east + margin)
            & (y >= self.south - margin)
            & (y < self.north + margin)
        )


@dataclass(frozen=True)
class AreaFold:
    """Indices of sectors."""

    train: np.ndarray
    validation: np.ndarray
    test: np.ndarray
    area: Area


def strips(x: np.ndarray, count: int, margin: float = 500.0) -> list[Area]:
    """Areas from west to east with as many sectors each."""
    edges = np.quantile(x, np.arange(count + 1) / count)
    edges[0], edges[-1] = -np.inf, np.inf
    return [
        Area(west, -np.inf, east, np.inf, margin)
        for west, east in zip(edges[:-1], edges[1:], strict=True)
    ]


def fold_of(x: np.ndarray, y: np.ndarray, area: Area, seed: int = 3) -> AreaFold:
    """Holds an area out. Validation is whole squares of 2 km of what is left, since neighbours see the same streets."""
    test = area.holds(x, y)
    known = ~area.holds(x, y, area.margin)
    squares = np.floor(x / VALIDATION_SQUARE_M) * 100_003 + np.floor(y / VALIDATION_SQUARE_M)
    distinct = np.unique(squares[known])
    rng = np.random.default_rng(seed)
    chosen = rng.choice(distinct, max(1, round(len(distinct) * VALIDATION_SHARE)), replace=False)
    validation = known & np.isin(squares, chosen)
    return AreaFold(
        np.flatnonzero(known & ~validation), np.flatnonzero(validation), np.flatnonzero(test), area
    )
