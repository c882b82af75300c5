"""Reading samples, targets, normalisation and the physics of the augmentation."""

from pathlib import Path

import numpy as np
import pytest
from fake import geometry, write_folder, write_sample

from boresight_training.channels import FLOOR_DB, STANDARD_CHANNELS, channels_for, normalise
from boresight_training.dataset import MapSet, transform
from boresight_training.samples import list_samples, read_sample

GEOMETRIC = (1, 2, 8, 9)
"""Channels that depend on the place of the antenna and its azimuth only."""


def test_reads_a_sample(tmp_path: Path) -> None:
    sample = read_sample(write_sample(tmp_path, 7, 0, size=32))
    assert sample.city == 7
    assert sample.features.shape == (12, 32, 32)
    assert sample.features.dtype == np.float16
    assert sample.reference_level_dbm == 15.2
    assert sample.measured is not None


def test_refuses_a_foreign_file(tmp_path: Path) -> None:
    path = tmp_path / "city-1-0.npz"
    np.savez(path, features=np.zeros(3))
    with pytest.raises((KeyError, ValueError)):
        read_sample(path)


def test_lists_samples_by_city(tmp_path: Path) -> None:
    by_city = list_samples(write_folder(tmp_path, 12, 2, size=32))
    assert list(by_city) == list(range(1, 13))
    assert all(len(paths) == 2 for paths in by_city.values())
    assert list(list_samples(tmp_path, limit_areas=3)) == [1, 2, 3]


def test_target_is_the_residual_over_labelled_outdoor_cells(tmp_path: Path) -> None:
    sample = read_sample(write_sample(tmp_path, 1, 0))
    target = sample.target()
    labelled = sample.outdoor.astype(bool) & np.isfinite(sample.gain)
    assert np.array_equal(np.isfinite(target), labelled)
    base = sample.features[1].astype(np.float32)
    np.testing.assert_allclose(base[labelled] + target[labelled], sample.gain[labelled], atol=1e-4)


def test_target_respects_the_floor(tmp_path: Path) -> None:
    sample = read_sample(write_sample(tmp_path, 1, 0))
    sample.gain[:] = -300
    outdoor = sample.outdoor.astype(bool)
    floor = (sample.base + sample.target())[outdoor]
    np.testing.assert_allclose(floor, FLOOR_DB, atol=1e-4)
    sample.gain[:] = np.nan
    assert not np.isfinite(sample.target("mask")).any()
    assert np.array_equal(np.isfinite(sample.target("floor")), outdoor)


def test_normalises_fills_and_clips() -> None:
    raw = np.zeros((12, 1, 2), np.float32)
    raw[1] = [[-140, np.nan]]
    raw[3] = [[50, 5000]]
    out = normalise(raw, STANDARD_CHANNELS)
    np.testing.assert_allclose(out[1], [[-2, 3.6]])
    np.testing.assert_allclose(out[3], [[0.5, 8]])
    np.testing.assert_allclose(out[11], [[-1.5, -1.5]])


def test_coarse_inputs_add_four_channels(tmp_path: Path) -> None:
    sample = read_sample(write_sample(tmp_path, 1, 0))
    out = sample.inputs("coarse")
    assert out.shape[0] == len(channels_for("coarse")) == 16
    assert sample.coarse is not None
    missing = np.isnan(sample.coarse)
    assert np.all(out[12][missing] == 0)
    assert np.array_equal(out[13] == 0, missing)
    expected = (sample.coarse.astype(np.float32) - sample.base)[~missing] / 25
    np.testing.assert_allclose(out[12][~missing], expected, atol=1e-6)


def test_mirror_negates_the_sine_and_nothing_else() -> None:
    features = np.random.default_rng(0).normal(size=(12, 8, 8)).astype(np.float32)
    original = features.copy()
    codes = np.arange(64).reshape(8, 8)
    out, land_use, target = transform(features, codes, codes * 1.0, 0, True)
    np.testing.assert_array_equal(out[9], -features[9][:, ::-1])
    for channel in set(range(12)) - {9}:
        np.testing.assert_array_equal(out[channel], features[channel][:, ::-1])
    np.testing.assert_array_equal(land_use, codes[:, ::-1])
    np.testing.assert_array_equal(target, codes[:, ::-1])
    np.testing.assert_array_equal(features, original)


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("turns", range(4))
def test_augmented_maps_equal_maps_of_the_turned_antenna(
    tmp_path: Path, turns: int, mirror: bool
) -> None:
    azimuth = 25.0
    turned = azimuth - 90 * turns
    expected_azimuth = -turned if mirror else turned
    here = read_sample(write_sample(tmp_path / "a", 1, 0, 32, azimuth)).features
    there = read_sample(write_sample(tmp_path / "b", 1, 0, 32, expected_azimuth)).features
    empty = np.zeros((32, 32))
    out = transform(here.astype(np.float32), empty, empty, turns, mirror)[0]
    for channel in GEOMETRIC:
        np.testing.assert_allclose(
            out[channel],
            there[channel].astype(np.float32),
            atol=2e-3 * np.abs(there[channel]).max(),
        )


def test_bearing_is_clockwise_positive() -> None:
    _, cosine, sine = geometry(8, 0.0)
    assert cosine[0, 4] > 0.9  # north, the boresight
    assert sine[4, 7] > 0.9  # east, to its right


def test_crops_depend_on_seed_and_epoch_only(tmp_path: Path) -> None:
    maps = MapSet([write_sample(tmp_path, 1, 0), write_sample(tmp_path, 2, 0)])

    def epoch(seed: int, number: int) -> np.ndarray:
        batches = maps.epoch(seed, number, 5, 32, 2)
        return np.concatenate([features.numpy() for features, _, _ in batches])

    assert epoch(1, 0).shape == (5, 12, 32, 32)
    np.testing.assert_array_equal(epoch(1, 3), epoch(1, 3))
    assert not np.array_equal(epoch(1, 3), epoch(1, 4))
    assert not np.array_equal(epoch(1, 3), epoch(2, 3))
