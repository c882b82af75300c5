"""Levels that a method predicts at measured places, as maps that the command line reads.

One `<sector>.npy` with its description beside it for each sector, NaN where nothing was measured, so that
`boresight compare --maps FOLDER` can put a residual field on them.
"""

import json
from pathlib import Path

import numpy as np


def write_level_map(
    folder: Path,
    sector: str,
    engine: str,
    cell_m: float,
    x: np.ndarray,
    y: np.ndarray,
    level: np.ndarray,
) -> None:
    """Writes the levels [dBm] of places on a raster just large enough. `x`, `y`: centres of cells [m] in the frame of
    the scene that the map is for, whose cells' edges lie on multiples of `cell_m`; the last of several places in one cell counts."""
    column = np.floor(x / cell_m).astype(int)
    row = np.floor(y / cell_m).astype(int)
    west, north = int(column.min()), int(row.max()) + 1
    columns, rows = int(column.max()) - west + 1, north - int(row.min())
    values = np.full((rows, columns), np.nan, np.float32)
    values[north - 1 - row, column - west] = level
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / f"{sector}.npy", values)
    description = {
        "format": "boresight-map", "version": 1, "layer": "rsrp", "unit": "dBm",
        "grid": {
            "columns": columns, "rows": rows, "cellSizeM": cell_m,
            "westM": west * cell_m, "northM": north * cell_m,
        },
        "frame": None, "scene": "", "engine": engine, "receiverZM": 1.5, "sectors": [],
    }  # fmt: skip
    (folder / f"{sector}.npy.json").write_text(json.dumps(description) + "\n")
