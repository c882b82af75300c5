"""What the network is held against, on the same places: a constant, lines over the logarithm of distance,
and boosted trees on what is written down of each place."""

from collections.abc import Callable

import numpy as np

from ..baselines import halves_by_halves
from ..trees import PARAMETERS, grow
from .area_folds import AreaFold
from .city_data import CityData
from .place_features import GAIN_COLUMN, LOG_DISTANCE_COLUMN, SINE_COLUMN

PLACES_OF_A_SECTOR = 200
"""Measured places of one sector that lines and trees are fitted to."""

Predict = Callable[[slice], np.ndarray]


def fit_rivals(data: CityData, fold: AreaFold, seed: int = 1, threads: int = 0) -> dict[str, Predict]:
    """Level [dBm] of the places of a slice, by name. Fitted to the sectors that are not held out."""
    rsrp = data.city.rsrp.cpu().numpy().astype(np.float64)
    raw = data.raw.cpu().numpy().copy()
    raw[:, SINE_COLUMN] = np.abs(raw[:, SINE_COLUMN])
    inputs = np.concatenate([raw, data.codes.cpu().numpy()[:, None]], 1)
    rng = np.random.default_rng(seed)
    seen = np.concatenate(
        [_some(rng, data.city.cells_of(k)) for k in np.concatenate([fold.train, fold.validation])]
    )
    middle = float(np.median(rsrp[seen]))
    rivals: dict[str, Predict] = {
        "constant": lambda rows: np.full(rows.stop - rows.start, middle),
    }
    for name, columns in (
        ("log-distance", [LOG_DISTANCE_COLUMN]),
        ("log-distance-pattern", [LOG_DISTANCE_COLUMN, GAIN_COLUMN]),
    ):
        design = np.concatenate([np.ones((len(raw), 1)), raw[:, columns]], 1).astype(np.float64)
        weights = np.linalg.lstsq(design[seen], rsrp[seen], rcond=None)[0]
        rivals[name] = lambda rows, design=design, weights=weights: design[rows] @ weights
    line = np.stack([np.ones(len(raw)), raw[:, LOG_DISTANCE_COLUMN]], 1).astype(np.float64)
    rivals["own log-distance"] = lambda rows: halves_by_halves(line[rows], rsrp[rows])
    settings = {**PARAMETERS, "num_threads": threads, "seed": seed}
    booster = grow(inputs[seen], rsrp[seen], settings)
    rivals["trees"] = lambda rows: booster.predict(inputs[rows])
    return rivals


def _some(rng: np.random.Generator, rows: slice) -> np.ndarray:
    places = np.arange(rows.start, rows.stop)
    return rng.choice(places, min(len(places), PLACES_OF_A_SECTOR), replace=False)
