"""Checkpoints, written atomically so that an interrupted run never leaves half a file."""

import json
import os
from pathlib import Path
from typing import Any

import torch

CHECKPOINT = "checkpoint.pt"
BEST = "best.pt"
LOG = "training-log.csv"
LOG_COLUMNS = (
    "epoch",
    "seconds",
    "train_loss",
    "validation_mae_db",
    "learning_rate",
    "validation_rmse_db",
    "validation_bias_db",
    "crops",
)


def save(path: Path, value: object) -> None:
    """Writes a torch file beside the target, then renames it over the target."""
    partial = path.with_suffix(".partial")
    torch.save(value, partial)
    os.replace(partial, path)


def write_text(path: Path, text: str) -> None:
    """Writes a text file the same way."""
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text)
    os.replace(partial, path)


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Writes JSON with two-space indent and a final line feed."""
    write_text(path, json.dumps(value, indent=2, allow_nan=False) + "\n")


def write_log(path: Path, rows: list[list[float]]) -> None:
    """Writes the training log anew from the history."""
    lines = [",".join(LOG_COLUMNS)]
    lines += [",".join(f"{value:.7g}" for value in row) for row in rows]
    write_text(path, "\n".join(lines) + "\n")


def load(path: Path, device: str = "cpu") -> dict[str, Any]:
    """Reads a torch file of plain tensors and numbers."""
    return torch.load(path, map_location=device, weights_only=True)
