"""The whole way on a small set: samples from the command line, training, evaluation, export, and the check that the studio's own
runtime makes of the exported model."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from boresight_training.evaluate import evaluate_runs
from boresight_training.export import export_run
from boresight_training.reproduce import RECIPES
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
