"""Time to equal error of Sionna RT and of our engines on one scene, on the same machine, in the same run.

Every engine computes the map at several numbers of rays (or azimuths). Its error is held against a reference map: many launches of
Sionna RT of which none is the one that is timed. Cells count whose reference is sure (relative standard error below --sure). For each
rival the time at Sionna RT's error is read off between its own points, on logarithmic axes, never beyond them.

  ~/sionna-venv/bin/python bench/sionna/equal_error.py --scene munich --tx -210,73,101.5 --size 1280 --cell 5 --depth 7 \
    --frequency 2.14e9 --reference REFERENCE.npy --errors REFERENCE.se.npy --ours ../munich.tar.gz

Prints one JSON document; progress goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time

import numpy as np


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--scene", required=True, help="a scene that ships with sionna-rt, or a Mitsuba XML file")
    p.add_argument("--ours", required=True, help="the same scene for boresight: folder, zip or tar.gz")
    p.add_argument("--tx", required=True, help="x,y,z [m]")
    p.add_argument("--size", type=float, required=True, help="side of the square map about the origin [m]")
    p.add_argument("--cell", type=float, required=True, help="side of a cell [m]")
    p.add_argument("--receiver-z", type=float, default=1.5)
    p.add_argument("--depth", type=int, default=7)
    p.add_argument("--frequency", type=float, default=3.5e9)
    p.add_argument("--refraction", action="store_true")
    p.add_argument("--reference", required=True, help="path gain [dB], row 0 north")
    p.add_argument("--errors", required=True, help="its relative standard error")
    p.add_argument("--sure", type=float, default=0.03)
    p.add_argument("--sionna-rays", default="5e7", help="comma-separated")
    p.add_argument("--launch-rays", default="5e5,1e6,2e6,4e6,8e6")
    p.add_argument("--azimuths", default="", help="of the sweep, comma-separated; empty leaves it out")
    p.add_argument("--boresight", default="npx --no-install boresight")
    return p.parse_args()


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Judge:
    """Error of a map against the reference: over all sure cells, a missing cell counts as an error of 20 dB."""

    MISSING_DB = 20.0

    def __init__(self, reference: np.ndarray, errors: np.ndarray, sure: float):
        self.reference = reference
        self.cells = np.isfinite(reference) & (errors.astype(float) < sure)

    def __call__(self, db: np.ndarray) -> dict[str, float]:
        apart = np.abs(db - self.reference)[self.cells]
        missing = ~np.isfinite(apart)
        apart[missing] = self.MISSING_DB
        return {
            "medianDb": round(float(np.median(apart)), 4),
            "p90Db": round(float(np.percentile(apart, 90)), 4),
            "meanDb": round(float(apart.mean()), 4),
            "missingPercent": round(100 * float(missing.mean()), 3),
            "cells": int(self.cells.sum()),
        }


def by_sionna(a: argparse.Namespace, judge: Judge) -> list[dict]:
    import mitsuba as mi
    import sionna.rt as rt

    scene = rt.load_scene(getattr(rt.scene, a.scene) if hasattr(rt.scene, a.scene) else a.scene)
    scene.frequency = a.frequency
    scene.tx_array = rt.PlanarArray(
        num_rows=1, num_cols=1, vertical_spacing=0.5, horizontal_spacing=0.5, pattern="iso", polarization="V"
    )
    scene.add(rt.Transmitter("tx", position=mi.Point3f(*map(float, a.tx.split(",")))))
    solver = rt.RadioMapSolver()

    def solve(rays: int, seed: int) -> np.ndarray:
        gain = solver(
            scene,
            center=mi.Point3f(0, 0, a.receiver_z),
            orientation=mi.Point3f(0, 0, 0),
            size=mi.Point2f(a.size, a.size),
            cell_size=mi.Point2f(a.cell, a.cell),
            max_depth=a.depth,
            samples_per_tx=rays,
            refraction=a.refraction,
            seed=seed,
        ).path_gain
        return np.array(gain)[0][::-1].astype(np.float64)

    solve(100_000, 1)  # compiles
    points = []
    for rays in (int(float(n)) for n in a.sionna_rays.split(",")):
        # A number that no launch of the reference had: another number is another lattice.
        rays = int(rays * 0.987)
        began, used = time.perf_counter(), os.times()
        gain = solve(rays, 77)
        wall, after = time.perf_counter() - began, os.times()
        with np.errstate(divide="ignore"):
            db = np.where(gain > 0, 10 * np.log10(gain), np.nan)
        cpu = after.user + after.system - used.user - used.system
        points.append({"rays": rays, "wallS": round(wall, 3), "cpuS": round(cpu, 3), **judge(db)})
        note(f"Sionna RT {points[-1]}")
    return points


def by_boresight(a: argparse.Namespace, judge: Judge, engine: str, option: str, numbers: list[int]) -> list[dict]:
    half = a.size / 2
    points = []
    for n in numbers:
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "map.npy")
            command = [
                *a.boresight.split(), "predict", "--scene", a.ours, "--tx", a.tx, "--engine", engine, option, str(n),
                "--bounds", f"{-half},{-half},{half},{half}", "--cell-size", str(a.cell), "--receiver-z", str(a.receiver_z),
                "--max-depth", str(a.depth), "--frequency", str(a.frequency), "--diffraction", "off",
                "--refraction", "on" if a.refraction else "off", "--out", out, "--json",
            ]  # fmt: skip
            used = os.times()
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            after = os.times()
            if done.returncode != 0:
                sys.exit(f"{engine}: {done.stderr.strip()[-300:]}")
            document = json.loads(done.stdout)
            db = np.load(out).astype(np.float64)
        # The solve alone, as for Sionna RT: reading the scene and building its hierarchy are told beside.
        t = document["timings"]
        cpu = after.children_user + after.children_system - used.children_user - used.children_system
        points.append({
            "number": n, "adapter": document["adapter"], "wallS": round((t["solve"] + t["readback"]) / 1000, 3),
            "packS": round(t["pack"] / 1000, 3), "processCpuS": round(cpu, 3), **judge(db),
        })  # fmt: skip
        note(f"{engine} {points[-1]}")
    return points


def time_at(points: list[dict], error: float, measure: str) -> float | None:
    """Wall time [s] at which an engine has the error, between its own points; None beyond them."""
    ordered = sorted(points, key=lambda p: p["wallS"])
    for a, b in zip(ordered, ordered[1:]):
        if a[measure] >= error >= b[measure] and a[measure] > b[measure]:
            share = math.log(a[measure] / error) / math.log(a[measure] / b[measure])
            return math.exp(math.log(a["wallS"]) + share * math.log(b["wallS"] / a["wallS"]))
    return ordered[0]["wallS"] if ordered and ordered[0][measure] <= error else None


def main() -> None:
    a = arguments()
    judge = Judge(np.load(a.reference).astype(np.float64), np.load(a.errors), a.sure)
    whole = lambda text: [int(float(n)) for n in text.split(",") if n]
    sionna = by_sionna(a, judge)
    rivals = {"launch": by_boresight(a, judge, "launch", "--rays", whole(a.launch_rays))}
    if a.azimuths:
        rivals["sweep"] = by_boresight(a, judge, "sweep", "--azimuths", whole(a.azimuths))
    ratios = []
    for theirs in sionna:
        for name, points in rivals.items():
            for measure in ("medianDb", "p90Db", "meanDb"):
                ours = time_at(points, theirs[measure], measure)
                ratios.append({
                    "engine": name, "sionnaRays": theirs["rays"], "measure": measure, "errorDb": theirs[measure],
                    "oursS": None if ours is None else round(ours, 3), "sionnaS": theirs["wallS"],
                    "timesFaster": None if ours is None else round(theirs["wallS"] / ours, 2),
                })  # fmt: skip
    load = os.getloadavg()[0]
    print(json.dumps({"loadAverage": load, "sionna": sionna, **rivals, "equalError": ratios}, indent=1))


if __name__ == "__main__":
    main()
