"""The case that is fitted, sector and measured cells, as files: one JSON for this bench, and scene, sites and measurements as
`docs/formats.md` describes them, so that another program can fit the same rows."""

from __future__ import annotations

import csv
import json
import shutil
import xml.etree.ElementTree as xml
from dataclasses import dataclass
from pathlib import Path

from sector_map import Antenna, Sector, numbers_of, sector_record

SECTOR_ID = "sector"
REPORTABLE_DBM = (-156.0, -31.0)


@dataclass(frozen=True)
class Case:
    """`x`, `y`: centres of the measured cells [m]; `rsrp_dbm`: one level each. `truth` is None where it is not known."""

    sector: Sector
    cell_size_m: float
    x: list[float]
    y: list[float]
    rsrp_dbm: list[float]
    truth: Antenna | None


def scene_file(given: str, shipped: object) -> Path:
    """The XML of a scene: a file, a folder that holds one XML, or the name of a scene that ships with sionna-rt."""
    path = Path(given)
    if path.is_dir():
        found = sorted(path.glob("*.xml"))
        if len(found) != 1:
            raise ValueError(f"{path}: {len(found)} XML files; name the one that is the scene")
        return found[0]
    if path.is_file():
        return path
    if given.isidentifier() and isinstance(getattr(shipped, given, None), str):
        return Path(getattr(shipped, given))
    raise ValueError(f'scene "{given}" is no file, no folder and no scene that ships with sionna-rt')


def read_case(path: Path) -> Case:
    """A case written by `export_case`."""
    record = json.loads(path.read_text())
    truth = record.get("truth")
    return Case(
        sector=Sector(**record["sector"]),
        cell_size_m=record["cellSizeM"],
        x=[cell["x"] for cell in record["cells"]],
        y=[cell["y"] for cell in record["cells"]],
        rsrp_dbm=[cell["rsrpDbm"] for cell in record["cells"]],
        truth=Antenna(**truth) if truth else None,
    )


def export_case(folder: Path, case: Case, scene_xml: Path) -> None:
    """Writes case.json, sites.csv, measurements.csv and scene/. Levels that no phone could report are refused."""
    low, high = REPORTABLE_DBM
    beyond = [level for level in case.rsrp_dbm if not low <= level <= high]
    if beyond:
        raise ValueError(
            f"{len(beyond)} levels such as {beyond[0]:.1f} dBm are outside {low:g} to {high:g} dBm; choose another --power-re"
        )
    folder.mkdir(parents=True, exist_ok=True)
    _write_json(folder / "case.json", case)
    sector = case.sector
    _write_csv(
        folder / "sites.csv",
        ["id", "x", "y", "z", "azimuth", "downtilt", "frequency", "power", "power_per", "pattern", "polarisation"],
        [
            [SECTOR_ID, sector.x, sector.y, sector.z, sector.azimuthDeg, sector.downtiltDeg, sector.frequencyHz]
            + [sector.powerPerReDbm, "re", "tr38901", "V"]
        ],
    )
    rows = [[x, y, level, SECTOR_ID] for x, y, level in zip(case.x, case.y, case.rsrp_dbm)]
    _write_csv(folder / "measurements.csv", ["x", "y", "rsrp", "cell"], rows)
    _copy_scene(scene_xml, folder / "scene")


def _write_json(path: Path, case: Case) -> None:
    cells = [{"x": x, "y": y, "rsrpDbm": level} for x, y, level in zip(case.x, case.y, case.rsrp_dbm)]
    record = {
        "sector": sector_record(case.sector),
        "cellSizeM": case.cell_size_m,
        "truth": numbers_of(case.truth) if case.truth else None,
        "cells": cells,
    }
    path.write_text(json.dumps(record, indent=1))


def _write_csv(path: Path, header: list[str], rows: list[list[object]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _copy_scene(scene_xml: Path, folder: Path) -> None:
    """The XML and the meshes it names, nothing else that lies beside it."""
    source = scene_xml.resolve().parent
    names = [element.get("value", "") for element in xml.parse(scene_xml).iter("string") if element.get("name") == "filename"]
    for name in [scene_xml.name, *names]:
        if not (source / name).resolve().is_relative_to(source):
            raise ValueError(f"{scene_xml}: {name} lies outside the scene's folder; copy it inside to export the scene")
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target)
