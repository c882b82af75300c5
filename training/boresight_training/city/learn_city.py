"""Learns a city's measurements with areas held out, and prints the table.

`python -m boresight_training.city.learn_city --city DIR --out RESULTS.json --folds 5 --device cuda`

Whole areas are held out, never places: five strips with as many sectors each, or one rectangle
(`--area west,south,east,north` in the raster's own metres). Sectors near the border are not used.
Errors are means over the measured places of each held-out sector, then mean and standard deviation over
the sectors with at least 1,000 places.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .area_folds import Area, AreaFold, fold_of, strips
from .city_data import CityData
from .city_rivals import fit_rivals
from .level_maps import write_level_map
from .measured_city import MeasuredCity, read_city
from .train_windows import WindowSettings, train_windows

FEWEST_PLACES = 1000
NETWORK = "windows"
MAPPED = ("trees", NETWORK)
"""Methods whose levels are worth a map."""


def score(residuals: list[np.ndarray], fewest: int = FEWEST_PLACES) -> dict[str, float]:
    """Figures of one method [dB] from each held-out sector's residuals. `own_median`: what would be left if
    every sector's own median error were known."""
    kept = [r for r in residuals if len(r) >= fewest] or [r for r in residuals if len(r)]
    errors = [float(np.abs(r).mean()) for r in kept]
    left = [float(np.abs(r - np.median(r)).mean()) for r in kept]
    return {
        "mae": float(np.mean(errors)),
        "sd": float(np.std(errors)),
        "own_median": float(np.mean(left)),
        "sectors": len(kept),
        "places": int(sum(len(r) for r in kept)),
    }


def within(city: MeasuredCity, rows: slice, area: Area) -> np.ndarray:
    """Which places of a slice lie in the held-out area."""
    return area.holds(city.at_x[rows].cpu().numpy(), city.at_y[rows].cpu().numpy())


@dataclass(frozen=True)
class MapsOut:
    """Where maps of the held-out sectors go, and which position of the city's raster [m from its south-west
    corner] is the origin of the scene that they are for."""

    folder: Path
    east: float
    north: float


def judge(
    data: CityData,
    fold: AreaFold,
    settings: WindowSettings,
    threads: int,
    maps: MapsOut | None = None,
) -> dict[str, Any]:
    """All methods on one fold; places outside the area do not count."""
    city = data.city
    trained = train_windows(data, fold, settings)
    rivals = fit_rivals(data, fold, settings.seed, threads)
    residuals: dict[str, list[np.ndarray]] = {name: [] for name in (*rivals, NETWORK)}
    for sector in fold.test:
        rows = city.cells_of(int(sector))
        if rows.start == rows.stop:
            continue
        inside = within(city, rows, fold.area)
        measured = city.rsrp[rows].cpu().numpy()
        levels = {name: predict(rows) for name, predict in rivals.items()}
        levels[NETWORK] = trained.predict(data, int(sector)).cpu().numpy()
        for name, level in levels.items():
            residuals[name].append((level - measured)[inside])
        if maps and inside.any():
            x = city.at_x[rows].cpu().numpy()[inside] - maps.east
            y = city.at_y[rows].cpu().numpy()[inside] - maps.north
            for name in MAPPED:
                folder = maps.folder / name
                level = levels[name][inside]
                write_level_map(folder, city.ids[int(sector)], name, city.cell_m, x, y, level)
    result: dict[str, Any] = {name: score(of) for name, of in residuals.items()}
    result["epoch"] = trained.epoch + 1
    return result


def table(folds: dict[str, dict[str, Any]]) -> str:
    """Markdown: one row a method, one column a fold."""
    names = [name for name, of in next(iter(folds.values())).items() if isinstance(of, dict)]
    lines = [
        "| MAE [dB] | " + " | ".join(folds) + " |",
        "| --- |" + " ---: |" * len(folds),
        "| sectors | " + " | ".join(str(of[names[0]]["sectors"]) for of in folds.values()) + " |",
    ]
    for name in names:
        cells = [f"{of[name]['mae']:.2f} ± {of[name]['sd']:.2f}" for of in folds.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def areas_of(city: MeasuredCity, folds: int, area: str | None) -> dict[str, Area]:
    """The areas to hold out, by name."""
    if area is None:
        return {f"area {k + 1}": a for k, a in enumerate(strips(city.x.cpu().numpy(), folds))}
    edges = [float(edge) for edge in area.split(",")]
    if len(edges) != 4 or edges[0] >= edges[2] or edges[1] >= edges[3]:
        raise ValueError(f"--area {area}: give west,south,east,north in metres")
    return {"area": Area(*edges, margin=1000.0)}


def maps_out(folder: Path, origin: str) -> MapsOut:
    """Where maps go, from the options."""
    position = [float(part) for part in origin.split(",")]
    if len(position) != 2:
        raise ValueError(f"--origin {origin}: give east,north in metres")
    return MapsOut(folder, *position)


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(
        prog="boresight_training.city.learn_city", description=__doc__
    )
    p.add_argument("--city", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--area", help="hold out this rectangle instead of strips")
    p.add_argument("--maps", type=Path, help="also write the held-out sectors' levels as maps here")
    p.add_argument(
        "--origin", default="0,0",
        help="east,north of the maps' origin in metres from the raster's south-west corner",
    )
    p.add_argument("--epochs", type=int, default=WindowSettings.epochs)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    city = read_city(a.city, a.device)
    data = CityData(city)
    x, y = city.x.cpu().numpy(), city.y.cpu().numpy()
    settings = WindowSettings(epochs=a.epochs, seed=a.seed)
    maps = None if a.maps is None else maps_out(a.maps, a.origin)
    done: dict[str, dict[str, Any]] = {}
    for name, area in areas_of(city, a.folds, a.area).items():
        done[name] = judge(data, fold_of(x, y, area), settings, a.threads, maps)
        a.out.write_text(json.dumps(done, indent=2) + "\n")
    print(table(done))


if __name__ == "__main__":
    main()
