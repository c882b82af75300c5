"""From samples to a model folder and a table, by the same functions as the command lines."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from fake import write_folder

from boresight_training import five_fold
from boresight_training.card import RANGES
from boresight_training.checkpoint import write_json
from boresight_training.evaluate import evaluate_runs
from boresight_training.export import export_run, update_index
from boresight_training.provenance import file_sha256
from boresight_training.reproduce import RECIPES
from boresight_training.settings import DEFAULT_BATCH, Settings, settings_from
from boresight_training.table import COLUMNS, table
from boresight_training.train import train

FIELDS = {
    "format", "version", "id", "name", "architecture", "summary", "parameters", "gflops", "files",
    "opset", "weights", "inputs", "output", "grid", "ranges", "training", "metrics", "limits",
    "warning", "licence", "parityTolerance",
}  # fmt: skip
TRAINING = {
    "data", "description", "engine", "samples", "cities", "seed", "dataSha256", "commit", "device",
    "seconds", "epochs", "loss", "optimiser",
}  # fmt: skip
TEST = {
    "split", "samples", "cities", "policy", "rmse", "mae", "ssim", "pcc", "smape",
    "spreadCalibration",
}  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A short U-Net run on fake cities with its evaluation."""
    root = tmp_path_factory.mktemp("work")
    data = write_folder(root / "data", 6, 1, 64)
    folder = root / "folds" / "unet" / "fold-1"
    settings = Settings(epochs=2, epoch_crops=4, crop=64, batch=2, fold="1/5")
    train(settings, data, folder, resume=True, threads=1)
    evaluation = evaluate_runs(data, [folder], "test", baselines=True, threads=1)
    write_json(folder / "evaluation-test.json", evaluation)
    return folder, evaluation


def test_evaluation_scores_everything(run: tuple[Path, dict[str, Any]]) -> None:
    _, evaluation = run
    assert set(evaluation["columns"]) == {
        "unet", "free-space", "log-distance", "obstruction-linear",
    }  # fmt: skip
    column = evaluation["columns"]["unet"]
    assert column["model"]["milliseconds"] > 0
    assert column["spreadCalibration"] > 0
    assert column["measured"]["all"]["cells"] > column["measured"]["covered"]["cells"] - 1
    assert evaluation["engine"]["measured"]["covered"]["mae"] == pytest.approx(4, abs=1e-3)


def test_card_and_files_are_complete(run: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    folder, _ = run
    text = {"id": "unet", "name": "U-Net", "summary": "Small.", "limits": ["None."]}
    card = export_run(folder, text, tmp_path, sizes=(64,))
    assert set(card) == FIELDS
    assert set(card["training"]) >= TRAINING
    assert set(card["metrics"]["test"]) >= TEST
    assert set(card["metrics"]["validation"]) == {"rmse", "mae", "bias"}
    assert set(card["ranges"]) == set(RANGES)
    assert card["ranges"]["cellSizeM"] == [5, 5]
    assert [c["channel"] for c in card["inputs"]["features"]][:2] == [
        "building-height", "free-space-gain",
    ]  # fmt: skip
    stored = json.loads((tmp_path / "unet" / "card.json").read_text())
    assert stored == card
    (file,) = card["files"]
    assert file["sha256"] == file_sha256(tmp_path / "unet" / file["file"])
    assert file["goldenSha256"] == file_sha256(tmp_path / "unet" / file["golden"])
    assert (tmp_path / "unet" / file["golden"]).stat().st_size == 2 * 8 * 8 * 4
    assert (tmp_path / "unet" / "training-log.csv").exists()
    index = json.loads((tmp_path / "index.json").read_text())
    assert index["models"][0]["sha256"] == file_sha256(tmp_path / "unet" / "card.json")


def test_index_is_sorted_and_updated_in_place(tmp_path: Path) -> None:
    for name in ("unet", "dmpnn", "maxvit", "dmpnn"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "card.json").write_text(name)
        update_index(tmp_path, name)
    models = json.loads((tmp_path / "index.json").read_text())["models"]
    assert [model["id"] for model in models] == ["dmpnn", "maxvit", "unet"]


def test_table_has_the_rows_of_the_paper(run: tuple[Path, dict[str, Any]]) -> None:
    folder, evaluation = run
    lines = table(folder.parent.parent).splitlines()
    titles = [title.strip() for title in lines[0].split("|")[3:-1]]
    # What was scored, in the table's order; nothing of what was not.
    assert titles == [title for title in COLUMNS.values() if title in titles]
    assert "U-Net" in titles
    assert "MPNN" not in titles
    cases = [line.split("|")[1].strip() for line in lines[2:15]]
    assert cases == ["R2R"] * 6 + ["R2M"] * 4 + ["Complexity"] * 3
    rmse = evaluation["columns"]["unet"]["rmse"]
    assert f"| {rmse:.2f} ± 0.00 |" in lines[2]
    assert "–" in lines[2]  # the engine has no R2R figure
    taught = table(folder.parent.parent, "measured").splitlines()
    assert [line.split("|")[1].strip() for line in taught[2:12]] == ["M2R"] * 6 + ["M2M"] * 4


def test_five_fold_skips_what_is_finished(
    run: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = run
    folds = folder.parent.parent
    started: list[list[str]] = []

    class Done:
        returncode = 0

    def record(command: list[str], **_: object) -> Done:
        started.append(command)
        return Done()

    monkeypatch.setattr(five_fold.subprocess, "run", record)
    line = f"five_fold --data d --out {folds} --minutes 1 --architectures unet mpnn --crop 64"
    monkeypatch.setattr(sys, "argv", line.split())
    with pytest.raises(SystemExit) as end:
        five_fold.main()
    assert end.value.code == 0
    assert len(started) == 3 * (2 * 5 - 1)
    runs = {command[command.index("--out") + 1] for command in started if "--out" in command}
    assert str(folder) not in runs
    assert str(folds / "mpnn" / "fold-1") in runs
    trained = [command for command in started if "boresight_training.train" in command]
    assert all("--resume" in c and c[-2:] == ["--crop", "64"] for c in trained)


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.json")), ids=lambda path: path.stem)
def test_recipes_are_valid(path: Path) -> None:
    recipe = json.loads(path.read_text())
    assert recipe["id"] == path.stem
    assert set(recipe) == {"id", "name", "summary", "limits", "threads", "settings"}
    settings = settings_from(recipe["settings"])
    assert settings.epochs and settings.holdout_every == 10


def test_every_architecture_has_a_recipe() -> None:
    assert {path.stem for path in RECIPES.glob("*.json")} >= set(DEFAULT_BATCH)
