"""Networks of two windows: what they are shown, and that they learn what measurements hold."""

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch

from boresight_training.city.area_folds import Area, AreaFold, fold_of, strips
from boresight_training.city.city_data import CityData
from boresight_training.city.learn_city import MapsOut, judge, score, table
from boresight_training.city.line_of_sight import knife_edge_loss, sight
from boresight_training.city.measured_city import MeasuredCity, read_city
from boresight_training.city.train_windows import WindowSettings
from boresight_training.city.windows import NEAR, mirror, windows

ROWS = 300
CELL_M = 5.0
WALL_ROW = 160


def write_city(folder: Path, sectors: list[dict[str, float]], cells: dict[str, np.ndarray]) -> Path:
    """A flat city with one wall from west to east, 20 m high."""
    folder.mkdir(parents=True, exist_ok=True)
    roof = np.zeros((ROWS, ROWS), np.int16)
    roof[WALL_ROW] = 20
    np.savez(
        folder / "city.npz",
        building_height_m=roof,
        clutter=np.ones((ROWS, ROWS), np.uint8),
        altitude_m=np.full((ROWS, ROWS), 500, np.int16),
        west_m=1000.0,
        south_m=2000.0,
        cell_m=CELL_M,
    )
    with (folder / "sectors.csv").open("w") as file:
        writer = csv.DictWriter(file, ["id", *sectors[0]])
        writer.writeheader()
        for k, sector in enumerate(sectors):
            writer.writerow({"id": k, **sector})
    np.savez(folder / "measurements.npz", **cells)
    return folder


def sector(x: float, y: float, azimuth: float = 0.0, height: float = 30.0) -> dict[str, float]:
    return {
        "x": 1000 + x, "y": 2000 + y, "height": height, "azimuth": azimuth, "downtilt": 0.0,
        "frequency": 2600.0, "power": 10.0,
    }  # fmt: skip


def one_place(x: float, y: float) -> dict[str, np.ndarray]:
    return {
        "sector": np.array([0]),
        "x": np.array([1000.0 + x]),
        "y": np.array([2000.0 + y]),
        "rsrp": np.array([-90.0]),
    }


def look(city: MeasuredCity, x: float, y: float, samples: int = 400):  # noqa: ANN201
    at = (torch.tensor([float(value)], dtype=torch.float64) for value in (x, y))
    return sight(city, torch.tensor([0]), *at, samples)


def test_free_space_and_antenna_are_closed_forms(tmp_path: Path) -> None:
    city = read_city(write_city(tmp_path, [sector(700, 100)], one_place(0, 0)))
    ahead = look(city, 700, 600)
    distance = math.hypot(500, 28.5)
    wavelength = 299_792_458 / 2.6e9
    zenith = 90 + math.degrees(math.atan2(28.5, 500))
    gain = 8 - 12 * ((zenith - 90) / 65) ** 2
    expected = gain - 20 * math.log10(4 * math.pi * distance / wavelength)
    assert float(ahead.free_space_gain) == pytest.approx(expected, abs=1e-3)
    assert float(ahead.bearing_cos) == pytest.approx(1, abs=1e-6)
    # To the right of the antenna is the east of one that looks north.
    assert float(look(city, 900, 100).bearing_sin) == pytest.approx(1, abs=1e-6)
    behind = look(city, 700, 20)
    assert float(behind.free_space_gain - ahead.free_space_gain) < 20 * math.log10(500 / 80) - 25


def test_the_wall_is_a_knife_edge(tmp_path: Path) -> None:
    city = read_city(write_city(tmp_path, [sector(700, 500, height=10)], one_place(0, 0)))
    seen = look(city, 700, 1000, samples=4000)
    near = (WALL_ROW + 0.5) * CELL_M - 500
    over = 20 - (10 - 8.5 * near / 500)
    wavelength = 299_792_458 / 2.6e9
    nu = over * math.sqrt(2 / wavelength * (1 / near + 1 / (500 - near)))
    assert float(seen.nu) == pytest.approx(nu, rel=5e-3)
    assert float(seen.knife_edge_loss) >= float(knife_edge_loss(torch.tensor(nu))) - 0.1
    assert float(seen.line_of_sight) == 0
    assert float(seen.obstruction) == pytest.approx(CELL_M, rel=0.05)
    clear = look(city, 700, 700)
    assert float(clear.line_of_sight) == 1
    assert float(clear.knife_edge_loss) == 0


def test_windows_look_where_the_antenna_looks(tmp_path: Path) -> None:
    # The wall lies 300 m north of both; one looks north, the other east.
    folder = write_city(tmp_path, [sector(700, 502), sector(700, 502, 90.0)], one_place(0, 0))
    planes, codes = windows(read_city(folder), NEAR, range(2))
    built = planes[:, 1].float()
    row = int(built[0].sum(1).argmax())
    assert row == 64 - 31
    # For the one that looks east north is to the left.
    column = int(built[1].sum(0).argmax())
    assert column == 64 - 31
    assert codes.unique().tolist() == [0, 1]
    mirrored, _ = mirror(planes.clone(), codes, torch.tensor([False, True]))
    torch.testing.assert_close(mirrored[1, 1], planes[1, 1].flip(-1))
    torch.testing.assert_close(mirrored[1, 11], -planes[1, 11].flip(-1))
    torch.testing.assert_close(mirrored[0], planes[0])


def test_areas_are_held_out_with_a_margin() -> None:
    x = np.linspace(0, 20_000, 400)
    y = np.linspace(0, 9_000, 400)
    for area in strips(x, 5):
        fold = fold_of(x, y, area)
        assert len(fold.test) == 80
        assert len(np.intersect1d(fold.train, fold.validation)) == 0
        for seen in (fold.train, fold.validation):
            gap = np.abs(x[seen][:, None] - x[fold.test][None]).min()
            assert gap > 400
        assert 0 < len(fold.validation) < len(fold.train)


def test_scores_are_means_over_sectors() -> None:
    of = score([np.array([1.0, -1.0, 1.0, -1.0]), np.array([6.0, 6.0])], fewest=2)
    assert of["mae"] == pytest.approx(3.5)
    assert of["own_median"] == pytest.approx(0.5)
    assert (of["sectors"], of["places"]) == (2, 6)


def test_refuses_what_does_not_fit(tmp_path: Path) -> None:
    cells = one_place(0, 0)
    cells["sector"] = np.array([3])
    with pytest.raises(ValueError, match="must rise within 0..0"):
        read_city(write_city(tmp_path, [sector(0, 0)], cells))


def check_maps(folder: Path, city: MeasuredCity, fold: AreaFold, scores: dict[str, float]) -> None:
    """Maps hold the network's levels where each held-out sector was measured: their error is that of the table."""
    errors = []
    for sector in fold.test:
        rows = city.cells_of(int(sector))
        path = folder / "windows" / f"{city.ids[int(sector)]}.npy"
        grid = json.loads(Path(f"{path}.json").read_text())["grid"]
        x, y = city.at_x[rows].numpy() - 1000, city.at_y[rows].numpy() - 500
        inside = fold.area.holds(x + 1000, y + 500)
        column = np.floor((x[inside] - grid["westM"]) / CELL_M).astype(int)
        row = np.floor((grid["northM"] - y[inside]) / CELL_M).astype(int)
        levels = np.load(path)[row, column]
        assert np.isfinite(levels).all()
        errors.append(np.abs(levels - city.rsrp[rows].numpy()[inside]).mean())
    # Two places of one cell share a level.
    assert np.mean(errors) == pytest.approx(scores["mae"], abs=0.1)


def test_learns_what_a_line_over_distance_cannot(tmp_path: Path) -> None:
    """Levels fall behind the wall: the trees and the network find it, in sectors that they have not seen."""
    rng = np.random.default_rng(2)
    sectors = [
        sector(float(x), float(rng.uniform(550, 700)), float(rng.uniform(0, 360)), 15.0)
        for x in np.linspace(100, 1400, 40)
    ]
    index, x, y, rsrp = [], [], [], []
    for k, one in enumerate(sectors):
        east, north = rng.uniform(-200, 200, 120), rng.uniform(-200, 300, 120)
        at_x, at_y = one["x"] + east, one["y"] + north
        behind = at_y - 2000 > (WALL_ROW + 1) * CELL_M
        distance = np.hypot(np.hypot(east, north), 13.5)
        index += [k] * 120
        x.append(at_x)
        y.append(at_y)
        rsrp.append(-60 - 20 * np.log10(distance / 10) - 18 * behind + rng.normal(0, 1, 120))
    cells = {
        "sector": np.array(index), "x": np.concatenate(x), "y": np.concatenate(y),
        "rsrp": np.concatenate(rsrp),
    }  # fmt: skip
    city = read_city(write_city(tmp_path, sectors, cells))
    data = CityData(city, side=32)
    area = Area(900, -np.inf, np.inf, np.inf, margin=50.0)
    xs, ys = city.x.numpy(), city.y.numpy()
    # Squares of 2 km would hold this whole town: some sectors choose the epoch by hand.
    fold = fold_of(np.where(xs < 300, xs - 4000, xs), ys, area)
    settings = WindowSettings(epochs=10, batch=3, places=64, warm_up=10, rate=3e-3)
    torch.set_num_threads(1)
    result = judge(data, fold, settings, threads=1, maps=MapsOut(tmp_path / "maps", 1000.0, 500.0))
    assert result["windows"]["mae"] < 0.75 * result["log-distance"]["mae"]
    assert result["trees"]["mae"] < result["log-distance"]["mae"]
    check_maps(tmp_path / "maps", city, fold, result["windows"])
    text = table({"east": result})
    assert f"| windows | {result['windows']['mae']:.2f}" in text
