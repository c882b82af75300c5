"""Classical predictors fitted by least squares on the training areas.

- `free-space`: the base of every model, no fit.
- `log-distance`: gain = a + b log10(D).
- `obstruction-linear`: linear in log-distance, free-space gain, obstruction, excess height,
  knife-edge loss and line of sight.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

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

_INDEX = {channel.name: index for index, channel in enumerate(STANDARD_CHANNELS)}


def design(sample: Sample, columns: tuple[str, ...]) -> np.ndarray:
    """Design matrix [H, W, 1 + columns] of a map, first column ones."""
    planes = [np.ones(sample.base.shape)]
    planes += [sample.features[_INDEX[name]].astype(np.float64) for name in columns]
    return np.stack(planes, axis=-1)


def fit(paths: list[Path], columns: tuple[str, ...]) -> np.ndarray:
    """Coefficients by the normal equations over outdoor cells with data."""
    size = len(columns) + 1
    gram, moment = np.zeros((size, size)), np.zeros(size)
    for path in paths:
        sample = read_sample(path)
        mask = sample.outdoor.astype(bool) & np.isfinite(sample.gain)
        x = design(sample, columns)[mask]
        gram += x.T @ x
        moment += x.T @ np.maximum(sample.gain[mask], FLOOR_DB).astype(np.float64)
    return np.linalg.lstsq(gram, moment, rcond=None)[0]


def predictor(columns: tuple[str, ...], weights: np.ndarray) -> Callable[[Sample], np.ndarray]:
    """Path gain [dB] of a map from fitted coefficients."""
    return lambda sample: design(sample, columns) @ weights


def fit_all(paths: list[Path]) -> dict[str, Callable[[Sample], np.ndarray]]:
    """All baselines, fitted on the given maps."""
    predictors: dict[str, Callable[[Sample], np.ndarray]] = {
        "free-space": lambda sample: sample.base.astype(np.float64)
    }
    for name, columns in COLUMNS.items():
        predictors[name] = predictor(columns, fit(paths, columns))
    return predictors
