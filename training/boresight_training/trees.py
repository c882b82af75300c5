"""Gradient-boosted trees on features made by hand: what a network taught by measurements must beat.

The trees see every channel at the cell, the land-use code, and how high and how dense the city is
about the cell and about the antenna: what an engineer would write down without any convolution.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from .channels import BEARING_SIN_CHANNEL, FLOOR_DB, LOG_DISTANCE_CHANNEL
from .samples import Sample, read_sample

CELLS_OF_A_MAP = 400
"""Measured cells of one map that the trees are grown on: neighbours repeat each other."""

ROUNDS = 400
SURROUNDINGS = (5, 20)
"""Half sides [cells] of the squares that heights and built ground are averaged over."""

PARAMETERS = {
    "objective": "l1",
    "num_leaves": 63,
    "learning_rate": 0.06,
    "min_child_samples": 200,
    "feature_fraction": 0.8,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "deterministic": True,
    "seed": 1,
    "verbose": -1,
}


def box_mean(plane: np.ndarray, reach: int) -> np.ndarray:
    """Mean over squares of 2 reach + 1 cells, of what lies on the map."""
    rows, columns = plane.shape
    sums = np.pad(plane.astype(np.float64), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    top, left = (np.clip(np.arange(n) - reach, 0, n) for n in (rows, columns))
    bottom, right = (np.clip(np.arange(n) + reach + 1, 0, n) for n in (rows, columns))
    total = sums[bottom][:, right] - sums[top][:, right] - sums[bottom][:, left]
    area = (bottom - top)[:, None] * (right - left)[None, :]
    return (total + sums[top][:, left]) / area


def features(sample: Sample, cells: np.ndarray) -> np.ndarray:
    """Features [cells, F] at flat indices of a map."""
    columns = [plane.reshape(-1)[cells].astype(np.float32) for plane in sample.features]
    columns[BEARING_SIN_CHANNEL] = np.abs(columns[BEARING_SIN_CHANNEL])
    columns.append(sample.land_use.reshape(-1)[cells].astype(np.float32))
    height = sample.features[0].astype(np.float32)
    near = int(np.argmin(sample.features[LOG_DISTANCE_CHANNEL]))
    for plane in (height, (height > 1.5).astype(np.float32)):
        for reach in SURROUNDINGS:
            mean = box_mean(plane, reach).reshape(-1)
            columns += [mean[cells].astype(np.float32), np.full(len(cells), mean[near], np.float32)]
    return np.stack(columns, 1)


def measured_cells(sample: Sample) -> np.ndarray:
    """Flat indices of the outdoor cells with a measurement."""
    return np.flatnonzero(sample.outdoor.astype(bool) & np.isfinite(sample.label("measured")))


def grow(inputs: np.ndarray, labels: np.ndarray, parameters: dict[str, Any]) -> Any:  # noqa: ANN401
    """Trees of these parameters. LightGBM needs OpenMP's runtime, which nothing else here does: it is looked for when
    trees are asked for, and not before."""
    import lightgbm

    return lightgbm.train(parameters, lightgbm.Dataset(inputs, labels), ROUNDS)


def fit(paths: list[Path], seed: int = 1) -> Callable[[Sample], np.ndarray]:
    """Trees grown on the measured cells of the given maps, as a predictor of path gain [dB]."""
    rng = np.random.default_rng(seed)
    inputs, labels = [], []
    for path in paths:
        sample = read_sample(path)
        cells = measured_cells(sample)
        cells = rng.choice(cells, min(CELLS_OF_A_MAP, cells.size), replace=False)
        inputs.append(features(sample, cells))
        labels.append(np.maximum(sample.label("measured").reshape(-1)[cells], FLOOR_DB))
    booster = grow(np.concatenate(inputs), np.concatenate(labels), PARAMETERS)

    def predict(sample: Sample) -> np.ndarray:
        out = np.full(sample.land_use.size, FLOOR_DB, np.float64)
        cells = np.flatnonzero(sample.outdoor)
        if cells.size:
            out[cells] = booster.predict(features(sample, cells))
        return out.reshape(sample.land_use.shape)

    return predict
