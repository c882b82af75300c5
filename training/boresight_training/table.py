"""Prints the results of a cross-validation in the layout of the paper's Table 1, as Markdown.

`python -m boresight_training.table --folds FOLDS_DIR`

Mean and population standard deviation over the folds. R2R compares with the label engine, R2M with
the mismatched measurements; of networks taught by measurements (`--labels measured`) the cases are M2R and M2M. The engine has two columns: all measured cells with -140 dBm where it
reaches none, and covered cells only.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

COLUMNS = {
    "engine-all": "Engine, all cells",
    "engine-covered": "Engine, covered",
    "unet": "U-Net",
    "maxvit": "MaxViT",
    "gan-maxvit": "GAN MaxViT",
    "mpnn": "MPNN",
    "dmpnn": "D-MPNN",
    "constant": "Constant",
    "log-distance": "Log-distance",
    "log-distance-pattern": "Log-distance and pattern",
    "own log-distance": "Own line for every sector",
    "obstruction-linear": "Obstruction-linear",
    "trees": "Boosted trees",
}

Row = tuple[str, str, Callable[[dict[str, Any]], float | None], int]


def _r2r(key: str) -> Callable[[dict[str, Any]], float | None]:
    return lambda column: column.get(key)


def _r2m(key: str) -> Callable[[dict[str, Any]], float | None]:
    return lambda column: ((column.get("measured") or {}).get("all") or {}).get(key)


def _model(key: str, factor: float = 1.0) -> Callable[[dict[str, Any]], float | None]:
    def value(column: dict[str, Any]) -> float | None:
        model = column.get("model")
        return model[key] * factor if model else None

    return value


ROWS: tuple[Row, ...] = (
    ("R2R", "RMSE [dB]", _r2r("rmse"), 2),
    ("R2R", "MAE [dB]", _r2r("mae"), 2),
    ("R2R", "SSIM, full map", _r2r("ssim"), 3),
    ("R2R", "SSIM, outdoor", _r2r("ssimOutdoor"), 3),
    ("R2R", "PCC", _r2r("pcc"), 3),
    ("R2R", "SMAPE", _r2r("smape"), 4),
    ("R2M", "RMSE [dB]", _r2m("rmse"), 2),
    ("R2M", "MAE [dB]", _r2m("mae"), 2),
    ("R2M", "PCC", _r2m("pcc"), 3),
    ("R2M", "SMAPE", _r2m("smape"), 4),
    ("Complexity", "Size [M]", _model("parameters", 1e-6), 3),
    ("Complexity", "FLOPs at 256 [G]", _model("gflop256"), 2),
    ("Complexity", "Run time at evaluation [ms]", _model("milliseconds"), 0),
)


def load_folds(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Results by column over all folds found."""
    columns: dict[str, list[dict[str, Any]]] = {}
    engines: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*/fold-*/evaluation-test.json")):
        result = json.loads(path.read_text())
        for name, column in result["columns"].items():
            columns.setdefault(name, []).append(column)
        engines[result["fold"]] = result["engine"]["measured"]
    for kind in ("all", "covered"):
        found = [engines[fold] for fold in sorted(engines) if engines[fold]]
        columns[f"engine-{kind}"] = [{"measured": {"all": m[kind]}} for m in found]
    return columns


def cell(columns: list[dict[str, Any]], row: Row) -> str:
    """Mean and spread of one table cell, or a dash."""
    values = [value for column in columns if (value := row[2](column)) is not None]
    if not values:
        return "–"
    digits = row[3]
    mean = f"{np.mean(values):.{digits}f}"
    constant = row[0] == "Complexity" and np.ptp(values) == 0
    return mean if constant else f"{mean} ± {np.std(values):.{digits}f}"


def table(folder: Path, labels: str = "engine") -> str:
    """The Markdown table of a folder of folds; columns that nothing was scored for are left out.

    `labels`: what the networks were taught by, which the cases are named after."""
    columns = load_folds(folder)
    shown = {name: title for name, title in COLUMNS.items() if columns.get(name)}
    lines = [
        "| Case | Metric | " + " | ".join(shown.values()) + " |",
        "| --- | --- |" + " ---: |" * len(shown),
    ]
    for row in ROWS:
        case = row[0].replace("R2", "M2") if labels == "measured" else row[0]
        cells = [cell(columns[name], row) for name in shown]
        lines.append(f"| {case} | {row[1]} | " + " | ".join(cells) + " |")
    counts = ", ".join(
        f"{title} {len(columns[name])}" for name, title in shown.items()
    )
    return "\n".join(lines) + f"\n\nFolds: {counts}.\n"


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(prog="boresight_training.table", description=__doc__)
    p.add_argument("--folds", type=Path, required=True)
    p.add_argument("--labels", choices=("engine", "measured"), default="engine")
    p.add_argument("--out", type=Path, help="file to write; otherwise printed")
    a = p.parse_args()
    text = table(a.folds, a.labels)
    if a.out:
        a.out.write_text(text)
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
