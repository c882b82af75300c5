"""The whole way on a small set: samples from the command line, training, evaluation, export, and the check that the studio's own
runtime makes of the exported model."""

import csv
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import torch

from boresight_training.city.line_of_sight import sight
from boresight_training.city.measured_city import read_city
from boresight_training.evaluate import evaluate_runs
from boresight_training.export import export_run
from boresight_training.reproduce import RECIPES
from boresight_training.samples import read_sample
from boresight_training.settings import settings_from
from boresight_training.train import train

ROOT = Path(__file__).resolve().parents[2]
QUICK = "--size 64 --refraction off --max-depth 1 --azimuths 64 --adapter cpu --quiet".split()


def boresight(*words: str) -> str:
    """Standard output of the command line."""
    node = shutil.which("node")
    assert node, "Node is needed: the samples are made by the command line"
    program = [node, str(ROOT / "bin" / "boresight.mjs")]
    done = subprocess.run([*program, *words], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def small_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small-set")
    boresight(
        *"batch --training --mismatch --cities 1-6 --sectors-per-city 1".split(),
        *QUICK,
        "--out",
        str(folder),
    )
    return folder


def test_retrains_a_shipped_model_from_its_recipe(small_set: Path, tmp_path: Path) -> None:
    text = json.loads((RECIPES / "unet.json").read_text())
    small = {"epochs": 2, "epoch_crops": 8, "crop": 64, "batch": 4, "holdout_every": 3}
    settings = settings_from(text["settings"] | small)
    run = tmp_path / "run"
    train(settings, small_set, run, resume=False, threads=1)
    evaluation = evaluate_runs(small_set, [run], "test", baselines=True, threads=1)
    (run / "evaluation-test.json").write_text(json.dumps(evaluation))
    card = export_run(run, text, tmp_path / "models", sizes=(64,))
    assert card["training"]["cities"] == 4 - 1  # of six, two held out and one for validation
    assert card["metrics"]["test"]["mae"] > 0
    told = json.loads(boresight("models", "--json", "--in", str(tmp_path / "models" / "unet")))
    (model,) = told["models"]
    assert model["id"] == "unet"
    (parity,) = model["parity"]
    assert parity["passed"] and parity["error"] <= card["parityTolerance"]


def test_lines_of_sight_are_the_engines(small_set: Path, tmp_path: Path) -> None:
    """The networks of a whole city compute these planes themselves, over a coarser raster of the roofs."""
    (path,) = [p for p in sorted(small_set.glob("*.npz")) if read_sample(p).about["centred"]][:1]
    sample = read_sample(path)
    grid, one = sample.about["grid"], sample.about["sector"]
    roof = sample.features[0].astype(np.float32)[::-1]
    side, cell = roof.shape[0], float(grid["cellSizeM"])
    south = grid["northM"] - side * cell
    np.savez(
        tmp_path / "city.npz", building_height_m=roof, clutter=np.zeros(roof.shape, np.uint8),
        altitude_m=np.zeros(roof.shape, np.float32), west_m=grid["westM"], south_m=south, cell_m=cell,
    )  # fmt: skip
    with (tmp_path / "sectors.csv").open("w") as file:
        row = {
            "id": 1, "x": one["x"], "y": one["y"], "height": float(sample.features[11].max()),
            "azimuth": one["azimuthDeg"], "downtilt": one["downtiltDeg"],
            "frequency": one["frequencyHz"] / 1e6, "power": 0,
        }  # fmt: skip
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    centre = (np.arange(side) + 0.5) * cell
    x, y = np.meshgrid(grid["westM"] + centre, grid["northM"] - centre)
    np.savez(
        tmp_path / "measurements.npz", sector=np.zeros(side * side, int), x=x.ravel(), y=y.ravel(),
        rsrp=np.zeros(side * side),
    )  # fmt: skip
    city = read_city(tmp_path)
    look = sight(city, torch.zeros(side * side, dtype=torch.long), city.at_x, city.at_y, 128)
    engine = sample.features.astype(np.float32).reshape(12, -1)
    np.testing.assert_allclose(look.log_distance.numpy(), engine[2], atol=2e-3)
    np.testing.assert_allclose(look.bearing_cos.numpy(), engine[8], atol=2e-3)
    np.testing.assert_allclose(look.bearing_sin.numpy(), engine[9], atol=2e-3)
    loss = np.abs(look.knife_edge_loss.numpy() - engine[5])
    assert np.median(loss) < 0.5
    assert np.corrcoef(look.knife_edge_loss.numpy(), engine[5])[0, 1] > 0.9
    assert (look.line_of_sight.numpy() == engine[6]).mean() > 0.9
