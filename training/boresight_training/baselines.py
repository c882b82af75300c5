"""Classical predictors fitted by least squares on the training areas.

- `free-space`: the base of every model, no fit.
- `log-distance`: gain = a + b log10(D).
- `log-distance-pattern`: the same and a share of the listed antenna's pattern (measured labels).
- `constant`: one gain for all (measured labels).
- `obstruction-linear`: linear in log-distance, free-space gain, obstruction, excess height,
  knife-edge loss and line of sight.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from . import trees
from .channels import FLOOR_DB, STANDARD_CHANNELS
from .samples import Sample, read_sample

COLUMNS: dict[str, tuple[str, ...]] = {
    "log-distance": ("log-distance",),
    "obstruction-linear": (
        "log-distance",
        "free-space-gain",
        "obstruction",
        "excess-height",
        "knife-edge-loss",
        "line-of-sight",
    ),
}

MEASURED_COLUMNS: dict[str, tuple[str, ...]] = {
    "constant": (),
    "log-distance-pattern": ("log-distance", "free-space-gain"),
    **COLUMNS,
}
"""What maps learned from measurements are held against."""

MEASURED_FEWEST = 10
"""Cells below which a sector has no line of its own."""

_INDEX = {channel.name: index for index, channel in enumerate(STANDARD_CHANNELS)}


def design(sample: Sample, columns: tuple[str, ...]) -> np.ndarray:
    """Design matrix [H, W, 1 + columns] of a map, first column ones."""
    planes = [np.ones(sample.base.shape)]
    planes += [sample.features[_INDEX[name]].astype(np.float64) for name in columns]
    return np.stack(planes, axis=-1)


def fit(paths: list[Path], columns: tuple[str, ...], labels: str = "engine") -> np.ndarray:
    """Coefficients by the normal equations over outdoor cells with a label."""
    size = len(columns) + 1
    gram, moment = np.zeros((size, size)), np.zeros(size)
    for path in paths:
        sample = read_sample(path)
        label = sample.label(labels)
        mask = sample.outdoor.astype(bool) & np.isfinite(label)
        x = design(sample, columns)[mask]
        gram += x.T @ x
        moment += x.T @ np.maximum(label[mask], FLOOR_DB).astype(np.float64)
    return np.linalg.lstsq(gram, moment, rcond=None)[0]


def predictor(columns: tuple[str, ...], weights: np.ndarray) -> Callable[[Sample], np.ndarray]:
    """Path gain [dB] of a map from fitted coefficients."""
    return lambda sample: design(sample, columns) @ weights


def fitted_to_itself(sample: Sample) -> np.ndarray:
    """A line over log-distance for every sector of its own: each half of its measured cells is
    predicted by the other half, so that no cell is scored by a fit that saw it."""
    label = sample.label("measured").reshape(-1)
    known = trees.measured_cells(sample)
    x = design(sample, COLUMNS["log-distance"]).reshape(-1, 2)
    out = np.full(label.size, np.median(label[known]) if known.size else np.nan)
    out[known] = halves_by_halves(x[known], label[known].astype(float))
    return out.reshape(sample.land_use.shape)


def halves_by_halves(design: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Least squares of either half of the rows, for the other half; the median where a half is too small."""
    half = np.random.default_rng(len(label)).permutation(len(label)) % 2
    out = np.full(len(label), np.median(label) if len(label) else np.nan)
    for k in (0, 1):
        if (half != k).sum() >= MEASURED_FEWEST:
            weights = np.linalg.lstsq(design[half != k], label[half != k], rcond=None)[0]
            out[half == k] = design[half == k] @ weights
    return out


def fit_all(
    paths: list[Path], labels: str = "engine"
) -> dict[str, Callable[[Sample], np.ndarray]]:
    """All baselines, fitted on the given maps."""
    predictors: dict[str, Callable[[Sample], np.ndarray]] = {
        "free-space": lambda sample: sample.base.astype(np.float64)
    }
    for name, columns in (COLUMNS if labels == "engine" else MEASURED_COLUMNS).items():
        predictors[name] = predictor(columns, fit(paths, columns, labels))
    if labels == "measured":
        predictors["own log-distance"] = fitted_to_itself
        predictors["trees"] = trees.fit(paths)
    return predictors
