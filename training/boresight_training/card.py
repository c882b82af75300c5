"""The model card: what the model expects, what it was trained on, how well it does."""

import json
from pathlib import Path
from typing import Any

from .channels import CLIP, FLOOR_DB, LAND_USE_NAMES, channels_for, codebook_sha256
from .golden import TOLERANCE
from .onnx_file import OPSET
from .settings import Settings

TAUGHT = {"engine": "", "measured": "Virtual drive tests of a truth that errs from the engine, in "}
"""What the labels are, before the count of maps."""

WARNING = "Trained on synthetic maps: not measured-data accuracy."
LICENCE = "MIT"
RANGES = (
    "frequencyHz",
    "antennaHeightM",
    "buildingDensity",
    "meanBuildingHeightM",
    "distanceM",
    "cellSizeM",
)
TEST_FIELDS = (
    "rmse",
    "mae",
    "bias",
    "pcc",
    "r2",
    "smape",
    "ssim",
    "ssimOutdoor",
    "sharedFill",
    "coverage",
    "covered",
    "perMap",
    "spreadCalibration",
    "spreadCorrelation",
    "measured",
)


def read(path: Path) -> dict[str, Any]:
    """A JSON file that must exist."""
    if not path.exists():
        raise ValueError(f"{path} is missing: train and evaluate the run first")
    return json.loads(path.read_text())


def flat(values: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Figures within figures under one name each, joined by dots: a card holds no deeper levels."""
    out: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, dict):
            out |= flat(value, f"{prefix}{key}.")
        else:
            out[f"{prefix}{key}"] = value
    return out


def test_metrics(evaluation: dict[str, Any], architecture: str, labels: str) -> dict[str, Any]:
    """Figures of the held-out cities from a run's evaluation: against what the model was taught,
    the other truth under a name of its own."""
    column = evaluation["columns"][architecture]
    figures = {key: column[key] for key in TEST_FIELDS}
    if labels == "measured":
        measured = figures.pop("measured")
        figures = {**measured["all"], "engine": figures}
    return {
        "split": "held-out cities",
        "samples": evaluation["samples"],
        "cities": evaluation["cities"],
        "policy": evaluation["policy"] if labels == "engine" else "outdoor cells with a measurement",
        **flat(figures),
    }


def baseline_metrics(
    evaluation: dict[str, Any], architecture: str, labels: str
) -> dict[str, Any]:
    """RMSE and MAE of everything that was scored beside the model, on the same labels."""
    columns = dict(evaluation["columns"])
    if labels == "measured":
        columns["engine"] = evaluation["engine"]
        columns = {name: column["measured"]["all"] for name, column in columns.items()}
    others = {
        name: {"rmse": column["rmse"], "mae": column["mae"]}
        for name, column in columns.items()
        if name != architecture
    }
    return flat(others)


def card_inputs(settings: Settings) -> dict[str, Any]:
    """Channels with their normalisation, and the land-use codebook."""
    return {
        "features": [
            {
                "channel": c.name,
                "unit": c.unit,
                "offset": c.offset,
                "scale": c.scale,
                "fill": c.fill,
            }
            for c in channels_for(settings.inputs)
        ],
        "clip": CLIP,
        "landUse": {
            "classes": len(LAND_USE_NAMES),
            "codebook": list(LAND_USE_NAMES),
            "codebookSha256": codebook_sha256(),
        },
    }


def card_training(run: Path, settings: Settings) -> dict[str, Any]:
    """Origin and effort of the training."""
    data, done = read(run / "data.json"), read(run / "done.json")
    cities = len(data["split"]["train"])
    return {
        "data": "synthetic",
        "description": f"{TAUGHT[settings.labels]}{data['samples']} maps of {cities} synthetic "
        f"cities; other cities validate and test. Random crops of {settings.crop} cells, turned and "
        "mirrored.",
        "engine": data["engine"],
        "samples": data["samples"],
        "cities": cities,
        "seed": settings.seed,
        "dataSha256": data["sha256"],
        "commit": data["commit"],
        "device": data["device"],
        "seconds": done["seconds"],
        "epochs": done["epochs"],
        "epochCrops": settings.epoch_crops,
        "loss": settings.loss_name,
        "optimiser": f"AdamW, rate {settings.learning_rate:g}, weight decay "
        f"{settings.weight_decay:g}, batch {settings.batch}, {settings.schedule} schedule",
    }


def make_card(
    run: Path,
    settings: Settings,
    text: dict[str, Any],
    complexity: dict[str, Any],
    files: list[dict[str, Any]],
) -> dict[str, Any]:
    """The card; `text` holds id, name, summary and limits, `complexity` size and gflops."""
    evaluation = read(run / "evaluation-test.json")
    architecture = settings.architecture
    column = architecture + ("-coarse" if settings.inputs == "coarse" else "")
    ranges = read(run / "data.json")["ranges"]
    missing = [name for name in RANGES if name not in ranges]
    if missing:
        raise ValueError(f"the samples do not state {', '.join(missing)}")
    cells = ranges["cellSizeM"]
    return {
        "format": "boresight-model-card",
        "version": 1,
        "id": text["id"],
        "name": text["name"],
        "architecture": architecture,
        "summary": text["summary"],
        **complexity,
        "files": files,
        "opset": OPSET,
        "weights": "float16",
        "inputs": card_inputs(settings),
        "output": {
            "quantity": "path-gain",
            "unit": "dB",
            "base": "free-space-gain",
            "spread": True,
            "floorDb": FLOOR_DB,
            "cells": "outdoor",
        },
        "grid": {
            "orientation": "row 0 north, column 0 west",
            "cellSizeM": cells[0],
            "receiverHeightM": 1.5,
        },
        "ranges": {name: ranges[name] for name in RANGES},
        "training": card_training(run, settings),
        "metrics": {
            "validation": evaluation["columns"][column]["model"]["validation"],
            "test": test_metrics(evaluation, column, settings.labels),
            "baselines": baseline_metrics(evaluation, column, settings.labels),
        },
        "limits": text["limits"],
        "warning": WARNING,
        "licence": LICENCE,
        "parityTolerance": TOLERANCE,
    }
