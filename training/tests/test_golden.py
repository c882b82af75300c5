"""The procedural input of the golden check, pinned; the studio pins the same values."""

from pathlib import Path

import numpy as np
import pytest

from boresight_training.golden import golden_features, golden_land_use, write_golden


def scalar(c: int, i: int, j: int) -> float:
    """The definition, one value at a time in plain integers."""
    h = (c + 1) * 73856093 ^ (i + 1) * 19349663 ^ (j + 1) * 83492791
    h &= 0xFFFFFFFF
    h ^= h >> 13
    h = h * 1274126177 & 0xFFFFFFFF
    h ^= h >> 16
    return (h >> 8) / 2**24 * 2 - 1


def test_features_follow_the_definition() -> None:
    features = golden_features(12, 512)
    assert features.dtype == np.float32
    assert features.min() >= -1 and features.max() < 1
    assert abs(float(features.mean())) < 0.01
    for c, i, j in ((0, 0, 0), (1, 2, 3), (11, 511, 511), (5, 100, 37)):
        assert features[c, i, j] == scalar(c, i, j)


@pytest.mark.parametrize(
    ("c", "i", "j", "value"),
    [
        (0, 0, 0, -0.42171502113342285),
        (1, 2, 3, 0.056195855140686035),
        (7, 31, 64, 0.8292583227157593),
        (11, 255, 255, 0.6593813896179199),
        (15, 511, 511, -0.21078264713287354),
    ],
)
def test_pinned_values(c: int, i: int, j: int, value: float) -> None:
    assert golden_features(16, 512)[c, i, j] == value


def test_land_use_blocks() -> None:
    land_use = golden_land_use(256)
    assert land_use.dtype == np.int32
    assert land_use[0, 0] == 0
    assert land_use[16, 0] == 1
    assert land_use[0, 16] == 3
    assert land_use[255, 255] == 60 % 24


def test_golden_file_keeps_every_eighth_cell(tmp_path: Path) -> None:
    residual = np.arange(32 * 32, dtype=np.float32).reshape(32, 32)
    write_golden(tmp_path / "g.f32", (residual, -residual))
    stored = np.frombuffer((tmp_path / "g.f32").read_bytes(), "<f4").reshape(2, 4, 4)
    np.testing.assert_array_equal(stored[0], residual[::8, ::8])
    np.testing.assert_array_equal(stored[1], -stored[0])
