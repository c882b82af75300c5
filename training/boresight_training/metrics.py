"""Error metrics of predicted maps, with the treatment of missing values stated.

RSRP = path gain + reference level; both sides are raised to at least -140 dBm, the paper's floor.
"All" pools every outdoor cell and takes a cell without label as -140 dBm; "covered" pools outdoor
cells with a label. SMAPE has no factor 2. The pooled correlation contains the variance between
maps, so the per-map mean, spread and median stand beside it. SSIM needs full maps: indoor cells
are -140 dBm on both sides, which raises it, hence the shared share of floor cells and a second
SSIM, the mean of the SSIM map over outdoor cells only.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .ssim import crop, ssim_map

FLOOR_DBM = -140.0
FAR_OFF_DB = 15.0
EPSILON = 1e-9
POLICY = (
    "RSRP in dBm, both sides at least -140; all outdoor cells, a cell without label counts as "
    "-140; SSIM over full maps with indoor cells at -140 on both sides"
)


@dataclass
class ErrorSums:
    """Running sums from which all pooled metrics follow."""

    count: int = 0
    sums: np.ndarray = field(default_factory=lambda: np.zeros(8))

    def add(self, predicted: np.ndarray, label: np.ndarray) -> None:
        """Adds pairs of values [dBm]."""
        p, y = predicted.astype(np.float64), label.astype(np.float64)
        e = p - y
        share = np.abs(e) / (np.abs(p) + np.abs(y) + EPSILON)
        terms = (e, np.abs(e), e * e, share, p, y, p * p, y * y)
        self.count += p.size
        self.sums = self.sums + np.array([term.sum() for term in terms])

    def result(self) -> dict[str, float | None]:
        """RMSE, MAE, bias, PCC, R2 and SMAPE; undefined ones are None."""
        if self.count == 0:
            return dict.fromkeys(("rmse", "mae", "bias", "pcc", "r2", "smape")) | {"cells": 0}
        e, a, ee, share, p, y, pp, yy = self.sums / self.count
        variance_p, variance_y = pp - p * p, yy - y * y
        # E[ee] = E[pp] + E[yy] - 2 E[py] gives the cross moment without another sum.
        covariance = (pp + yy - ee) / 2 - p * y
        flat = min(variance_p, variance_y) <= 1e-12
        return {
            "cells": self.count,
            "rmse": float(np.sqrt(ee)),
            "mae": float(a),
            "bias": float(e),
            "pcc": None if flat else float(covariance / np.sqrt(variance_p * variance_y)),
            "r2": None if variance_y <= 1e-12 else float(1 - ee / variance_y),
            "smape": float(share),
        }


def pooled(predicted: np.ndarray, label: np.ndarray) -> dict[str, float | None]:
    """Metrics of one set of pairs."""
    sums = ErrorSums()
    sums.add(predicted, label)
    return sums.result()


def mean_sd(values: list[float]) -> dict[str, float | None]:
    """Mean, population standard deviation and median."""
    if not values:
        return {"mean": None, "sd": None, "median": None}
    return {
        "mean": float(np.mean(values)),
        "sd": float(np.std(values)),
        "median": float(np.median(values)),
    }


def rsrp(gain: np.ndarray, reference_dbm: float) -> np.ndarray:
    """RSRP [dBm] from path gain [dB]: at least -140, and -140 where there is no data."""
    level = np.where(np.isnan(gain), FLOOR_DBM, gain.astype(np.float64) + reference_dbm)
    return np.maximum(level, FLOOR_DBM)


class MapScores:
    """Scores of one predictor against full label maps."""

    def __init__(self) -> None:
        self.all = ErrorSums()
        self.covered = ErrorSums()
        self.maps: list[dict[str, float | None]] = []
        self.errors: list[np.ndarray] = []

    def add(
        self, predicted: np.ndarray, gain: np.ndarray, outdoor: np.ndarray, reference_dbm: float
    ) -> None:
        """Adds one map: predicted and labelled path gain [dB], outdoor mask, reference level."""
        outdoor = outdoor.astype(bool)
        covered = outdoor & np.isfinite(gain)
        p, y = rsrp(predicted, reference_dbm), rsrp(gain, reference_dbm)
        self.all.add(p[outdoor], y[outdoor])
        self.covered.add(p[covered], y[covered])
        scores = pooled(p[outdoor], y[outdoor])
        self.errors.append((p - y)[outdoor].astype(np.float32))
        p, y = np.where(outdoor, p, FLOOR_DBM), np.where(outdoor, y, FLOOR_DBM)
        similarity = ssim_map(p, y)
        inner = crop(outdoor)
        scores["ssim"] = float(similarity.mean())
        scores["ssimOutdoor"] = float(similarity[inner].mean()) if inner.any() else None
        scores["sharedFill"] = float(np.mean((p == FLOOR_DBM) & (y == FLOOR_DBM)))
        self.maps.append(scores)

    def tail(self) -> dict[str, float]:
        """The median error [dB] and the part of the cells that are far off in the sums of the errors."""
        error = np.concatenate(self.errors)
        size = np.abs(error)
        far = size > FAR_OFF_DB
        return {
            "medianError": float(np.median(size)),
            "farOffCells": float(far.mean()),
            "farOffPartOfMae": float(size[far].sum() / max(float(size.sum()), 1e-9)),
            "farOffTooLow": float((error[far] < 0).mean()) if far.any() else 0.0,
        }

    def result(self) -> dict[str, Any]:
        """All metrics as plain numbers."""

        def over_maps(key: str) -> dict[str, float | None]:
            return mean_sd([m[key] for m in self.maps if m[key] is not None])

        keys = ("ssim", "ssimOutdoor", "sharedFill")
        return {
            **self.all.result(),
            **{key: over_maps(key)["mean"] for key in keys},
            "coverage": self.covered.count / self.all.count if self.all.count else None,
            "covered": self.covered.result(),
            "tail": self.tail(),
            "perMap": {key: over_maps(key) for key in ("rmse", "mae", "pcc", *keys[:2])},
        }
