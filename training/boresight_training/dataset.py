"""A set of maps held in memory as half-precision arrays, and random augmented crops of it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from .channels import BEARING_SIN_CHANNEL
from .samples import read_sample

Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor]
"""Features [B, C, H, W], land use [B, H, W], target residual [B, 1, H, W] (NaN = not trained)."""


def transform(
    features: np.ndarray, land_use: np.ndarray, target: np.ndarray, turns: int, mirror: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Turns a map by quarter turns and optionally mirrors it, keeping its physics.

    Bearings are relative to the boresight, so turning the map together with the antenna changes
    none; a mirror swaps clockwise for anticlockwise and thus negates the sine.
    """
    features, land_use, target = (
        np.rot90(array, turns, (-2, -1)) for array in (features, land_use, target)
    )
    if mirror:
        features, land_use, target = (array[..., ::-1] for array in (features, land_use, target))
        features = features.copy()
        features[BEARING_SIN_CHANNEL] *= -1
    return features, land_use, target


class MapSet:
    """Maps in memory: normalised features and residuals as float16."""

    def __init__(
        self,
        paths: list[Path],
        inputs: str = "standard",
        no_data: str = "mask",
        labels: str = "engine",
    ) -> None:
        self.features: list[np.ndarray] = []
        self.land_use: list[np.ndarray] = []
        self.target: list[np.ndarray] = []
        for path in paths:
            sample = read_sample(path)
            self.features.append(sample.inputs(inputs).astype(np.float16))
            self.land_use.append(sample.land_use)
            self.target.append(sample.target(no_data, labels).astype(np.float16))
        # Where few cells are labelled, crops are laid about one of them.
        self.labelled = [
            np.flatnonzero(np.isfinite(target)) if labels == "measured" else None
            for target in self.target
        ]

    def __len__(self) -> int:
        return len(self.features)

    def batch(self, items: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> Batch:
        """Stacks maps or crops to tensors."""
        return (
            torch.from_numpy(np.stack([item[0] for item in items]).astype(np.float32)),
            torch.from_numpy(np.stack([item[1] for item in items]).astype(np.int32)),
            torch.from_numpy(np.stack([item[2] for item in items]).astype(np.float32))[:, None],
        )

    def whole(self, index: int) -> Batch:
        """One whole map as a batch of one."""
        return self.batch([(self.features[index], self.land_use[index], self.target[index])])

    def crop(
        self, rng: np.random.Generator, size: int, augment: bool = True
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """A random crop of a random map, turned and mirrored at random."""
        index = int(rng.integers(len(self)))
        rows, columns = self.land_use[index].shape
        height, width = min(size, rows), min(size, columns)
        row = int(rng.integers(rows - height + 1))
        column = int(rng.integers(columns - width + 1))
        known = self.labelled[index]
        if known is not None and known.size:
            at, across = divmod(int(known[rng.integers(known.size)]), columns)
            row = int(np.clip(at - rng.integers(height), 0, rows - height))
            column = int(np.clip(across - rng.integers(width), 0, columns - width))
        window = (..., slice(row, row + height), slice(column, column + width))
        turns, mirror = (int(rng.integers(4)), bool(rng.integers(2))) if augment else (0, False)
        return transform(
            self.features[index][window],
            self.land_use[index][window],
            self.target[index][window],
            turns,
            mirror,
        )

    def epoch(
        self, seed: int, epoch: int, crops: int, size: int, batch: int, augment: bool = True
    ) -> Iterator[Batch]:
        """Batches of one epoch; they depend on seed and epoch number only, so runs can resume."""
        rng = np.random.default_rng([seed, epoch])
        for start in range(0, crops, batch):
            count = min(batch, crops - start)
            yield self.batch([self.crop(rng, size, augment) for _ in range(count)])
