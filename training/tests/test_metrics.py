"""Metrics against closed forms and scikit-image."""

import numpy as np
import pytest
from skimage.metrics import structural_similarity

from boresight_training.evaluate import correlation
from boresight_training.metrics import FLOOR_DBM, ErrorSums, MapScores, pooled, rsrp
from boresight_training.ssim import crop, ssim_map, unit_range

RNG = np.random.default_rng(5)
LABEL = RNG.uniform(-130, -60, (48, 40))
PREDICTED = LABEL + RNG.normal(0, 8, LABEL.shape)


def test_pooled_metrics_match_their_definitions() -> None:
    found = pooled(PREDICTED, LABEL)
    error = PREDICTED - LABEL
    ratio = np.abs(error) / (np.abs(PREDICTED) + np.abs(LABEL))
    expected = {
        "cells": LABEL.size,
        "rmse": np.sqrt(np.mean(error**2)),
        "mae": np.abs(error).mean(),
        "bias": error.mean(),
        "pcc": np.corrcoef(PREDICTED.ravel(), LABEL.ravel())[0, 1],
        "r2": 1 - (error**2).sum() / ((LABEL - LABEL.mean()) ** 2).sum(),
        "smape": ratio.mean(),
    }
    assert found == pytest.approx(expected, abs=1e-9)


def test_sums_do_not_depend_on_the_grouping() -> None:
    sums = ErrorSums()
    for rows in np.array_split(np.arange(48), 5):
        sums.add(PREDICTED[rows], LABEL[rows])
    assert sums.result() == pytest.approx(pooled(PREDICTED, LABEL), abs=1e-9)


def test_perfect_shifted_flat_and_empty() -> None:
    perfect = pooled(LABEL, LABEL)
    assert (perfect["rmse"], perfect["mae"], perfect["smape"]) == (0, 0, 0)
    assert perfect["pcc"] == pytest.approx(1) and perfect["r2"] == pytest.approx(1)
    shifted = pooled(LABEL + 3, LABEL)
    assert shifted["mae"] == pytest.approx(3) and shifted["pcc"] == pytest.approx(1)
    assert pooled(np.full(4, -90.0), np.full(4, -80.0))["pcc"] is None
    assert ErrorSums().result() == {
        "rmse": None, "mae": None, "bias": None, "pcc": None, "r2": None, "smape": None, "cells": 0
    }  # fmt: skip


def test_smape_has_no_factor_two() -> None:
    found = pooled(np.array([0.9, 15, 1.2e6]), np.array([1.0, 10, 1e6]))
    assert found["smape"] == pytest.approx(0.1145, abs=5e-5)


def test_ssim_equals_scikit_image() -> None:
    options = dict(
        gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1.0, full=True
    )
    wide = LABEL * 1.4 + 50  # partly outside the clipped range
    mean, full = structural_similarity(unit_range(wide), unit_range(PREDICTED), **options)
    found = ssim_map(wide, PREDICTED)
    np.testing.assert_allclose(found, crop(full), atol=1e-9)
    assert found.mean() == pytest.approx(mean, abs=1e-9)
    assert ssim_map(LABEL, LABEL).mean() == pytest.approx(1)


def test_rsrp_floor_and_missing_values() -> None:
    np.testing.assert_array_equal(
        rsrp(np.array([-100, -200, np.nan]), 15.0), [-85, FLOOR_DBM, FLOOR_DBM]
    )


def test_map_scores_follow_the_policy() -> None:
    gain = LABEL - 15.2
    gain[:, :4] = np.nan
    outdoor = np.ones(LABEL.shape, np.uint8)
    outdoor[:10] = 0
    scores = MapScores()
    scores.add(PREDICTED - 15.2, gain, outdoor, 15.2)
    found = scores.result()
    label = LABEL.copy()
    label[:, :4] = -140
    predicted = np.maximum(PREDICTED, -140)
    assert found["mae"] == pytest.approx(np.abs(predicted - label)[10:].mean())
    assert found["covered"]["mae"] == pytest.approx(np.abs(predicted - label)[10:, 4:].mean())
    assert found["coverage"] == pytest.approx(36 / 40)
    assert found["perMap"]["rmse"]["mean"] == pytest.approx(found["rmse"])
    size = np.abs(predicted - label)[10:]
    assert found["tail"]["medianError"] == pytest.approx(np.median(size), rel=1e-5)
    assert found["tail"]["farOffCells"] == pytest.approx((size > 15).mean())
    assert found["tail"]["farOffPartOfMae"] == pytest.approx(size[size > 15].sum() / size.sum(), rel=1e-5)
    filled_p, filled_y = predicted.copy(), label.copy()
    filled_p[:10] = filled_y[:10] = -140
    similarity = ssim_map(filled_p, filled_y)
    assert found["ssim"] == pytest.approx(similarity.mean())
    assert found["ssimOutdoor"] == pytest.approx(similarity[5:].mean())
    both = (filled_p == -140) & (filled_y == -140)
    assert found["sharedFill"] == pytest.approx(both.mean())
    assert found["ssim"] > found["ssimOutdoor"]


def test_a_constant_has_no_correlation_to_print() -> None:
    assert correlation(None) == "–"
    assert correlation(0.12346) == "0.1235"
