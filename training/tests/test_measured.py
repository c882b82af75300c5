"""Models and baselines that are taught by measurements instead of an engine's maps."""

from pathlib import Path

import numpy as np
import pytest
from fake import write_sample

from boresight_training import trees
from boresight_training.baselines import fit_all, fitted_to_itself
from boresight_training.dataset import MapSet
from boresight_training.evaluate import evaluate_runs
from boresight_training.loop import Run
from boresight_training.samples import read_sample
from boresight_training.settings import settings_from
from boresight_training.train import train


def test_target_is_what_was_measured_and_nothing_else(tmp_path: Path) -> None:
    sample = read_sample(write_sample(tmp_path, 1, 0))
    target = sample.target(labels="measured")
    known = sample.outdoor.astype(bool) & np.isfinite(sample.measured)
    np.testing.assert_array_equal(np.isfinite(target), known)
    np.testing.assert_allclose(target[known], (sample.measured - sample.base)[known], atol=1e-4)
    # The fake measurements are the engine's gain less 4 dB.
    np.testing.assert_allclose((target - sample.target())[known], -4, atol=1e-3)


def test_unmeasured_cells_have_no_floor(tmp_path: Path) -> None:
    sample = read_sample(write_sample(tmp_path, 1, 0))
    with pytest.raises(ValueError, match="no floor"):
        sample.target("floor", "measured")
    with pytest.raises(ValueError, match="unknown labels"):
        sample.target(labels="guessed")


def test_crops_lie_about_labelled_cells(tmp_path: Path) -> None:
    maps = MapSet([write_sample(tmp_path, 1, 0)], labels="measured")
    # One labelled cell in a corner: a crop of an eighth of the side would seldom meet it.
    maps.target[0][:] = np.nan
    maps.target[0][60, 3] = -7
    maps.labelled[0] = np.flatnonzero(np.isfinite(maps.target[0]))
    rng = np.random.default_rng(1)
    for _ in range(20):
        _, _, target = maps.crop(rng, 8)
        assert np.isfinite(target).sum() == 1


def test_trees_explain_measurements_better_than_a_line(tmp_path: Path) -> None:
    paths = [write_sample(tmp_path, city, 0) for city in range(1, 9)]
    sample = read_sample(write_sample(tmp_path, 20, 0))
    cells = trees.measured_cells(sample)
    truth = sample.measured.reshape(-1)[cells]
    errors = {
        name: np.abs(predict(sample).reshape(-1)[cells] - truth).mean()
        for name, predict in fit_all(paths, "measured").items()
    }
    assert errors["trees"] < 0.7 * errors["log-distance"]
    assert errors["log-distance"] < errors["constant"]


def test_own_line_predicts_cells_it_has_not_seen(tmp_path: Path) -> None:
    sample = read_sample(write_sample(tmp_path, 1, 0))
    cells = trees.measured_cells(sample)
    before = fitted_to_itself(sample).reshape(-1)[cells]
    one = cells[5]
    sample.measured.reshape(-1)[one] += 1000
    after = fitted_to_itself(sample).reshape(-1)[cells]
    assert after[5] == before[5]
    assert np.abs(after - before).max() > 1


def test_box_mean_counts_only_what_lies_on_the_map() -> None:
    plane = np.arange(12.0).reshape(3, 4)
    assert trees.box_mean(plane, 1)[0, 0] == pytest.approx(plane[:2, :2].mean())
    assert trees.box_mean(plane, 1)[1, 1] == pytest.approx(plane[:3, :3].mean())
    assert trees.box_mean(plane, 9)[2, 3] == pytest.approx(plane.mean())


def test_training_on_measurements_learns_their_offset(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for city in range(1, 7):
        write_sample(data, city, 0)
    settings = settings_from(
        {
            "labels": "measured", "epochs": 6, "epoch_crops": 16, "crop": 32, "loss": "l1",
            "holdout_every": 3,
        }
    )  # fmt: skip
    run = tmp_path / "run"
    train(settings, data, run, resume=False, threads=1)
    scores = evaluate_runs(data, [run], "test", baselines=True, threads=1)
    own = scores["columns"]["unet"]["measured"]["all"]
    # The engine is 4 dB above what was measured; a model taught by measurements is not.
    assert abs(own["bias"]) < 2
    assert scores["engine"]["measured"]["all"]["bias"] == pytest.approx(4, abs=0.2)
    assert Run(settings, run).resume()
