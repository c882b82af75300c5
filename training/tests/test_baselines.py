"""Least-squares baselines find what they can express."""

from pathlib import Path

import numpy as np
from fake import write_sample

from boresight_training.baselines import COLUMNS, fit, fit_all, predictor
from boresight_training.samples import read_sample


def test_obstruction_linear_explains_the_fake_label(tmp_path: Path) -> None:
    paths = [write_sample(tmp_path, city, 0) for city in (1, 2)]
    sample = read_sample(write_sample(tmp_path, 3, 0))
    mask = sample.outdoor.astype(bool) & np.isfinite(sample.gain)
    errors = {
        name: np.abs(predict(sample) - sample.gain)[mask].mean()
        for name, predict in fit_all(paths).items()
    }
    assert errors["obstruction-linear"] < 3.5 < errors["log-distance"]
    assert errors["obstruction-linear"] < errors["free-space"]


def test_log_distance_recovers_a_and_b(tmp_path: Path) -> None:
    path = write_sample(tmp_path, 1, 0)
    sample = read_sample(path)
    columns = COLUMNS["log-distance"]
    weights = np.array([-40.0, -22.0])
    gain = predictor(columns, weights)(sample)
    np.testing.assert_allclose(gain, -40 - 22 * sample.features[2].astype(np.float64), atol=1e-9)
    found = fit([path], columns)
    mask = sample.outdoor.astype(bool) & np.isfinite(sample.gain)
    design = np.stack([np.ones(mask.sum()), sample.features[2][mask].astype(float)], 1)
    np.testing.assert_allclose(
        found, np.linalg.lstsq(design, sample.gain[mask].astype(float), rcond=None)[0], rtol=1e-6
    )
