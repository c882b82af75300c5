"""Seconds of calibrating one sector's antenna by gradients through Sionna RT's radio map.

The method under test is "Sionna-A" of the paper that this project answers (its section 4.5): four antenna parameters; every
iteration solves the map anew in the solver's `evaluated` loop (the `symbolic` one has no derivatives), differentiates it with
Dr.Jit and steps with Adam; cells without coverage are masked. The paper states neither loss nor learning rate: here the mean
squared error in dB, and 0.1. Beamwidths (10 to 120 degrees) and gain (0 to 30 dBi) go through a sigmoid as in its eqs 18 to 20;
the azimuth is free, so that it has no wall at 180 degrees.

Prints one JSON object on stdout; see README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import random
import resource
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import drjit as dr
import mitsuba as mi
import sionna.rt as rt
from drjit.opt import Adam

from case_files import Case, export_case, read_case, scene_file
from sector_map import Antenna, Sector, SectorMap, Tracing, numbers_of

BEAMWIDTH_DEG = (10.0, 120.0)
GAIN_DBI = (0.0, 30.0)
DEGREES_PER_STEP_UNIT = 180 / math.pi
SYMBOLIC_SOLVES = 5
# The truth is traced with another, finer lattice of rays than the fit: the two must not share their sampling error.
TRUTH_RAYS_FACTOR = 4.13


@dataclass(frozen=True)
class Iteration:
    """Seconds of one iteration (`cpu_s`: of all threads) and the errors [dB] of the antenna it started from."""

    solve_s: float
    backward_s: float
    step_s: float
    cpu_s: float
    mae_db: float
    rmse_db: float


def to_unit(value: float, bounds: tuple[float, float]) -> float:
    """Where a value within bounds lies on the sigmoid's axis."""
    share = (value - bounds[0]) / (bounds[1] - bounds[0])
    return math.log(share / (1 - share))


def from_unit(value: mi.Float, bounds: tuple[float, float]) -> mi.Float:
    """Paper eqs 18 to 20 for a scalar."""
    return bounds[0] + (bounds[1] - bounds[0]) / (1 + dr.exp(-value))


def start_of(antenna: Antenna, learning_rate: float) -> Adam:
    """An optimiser that holds the four parameters on the axes that Adam walks."""
    optimiser = Adam(lr=learning_rate)
    optimiser["azimuth"] = mi.Float(antenna.azimuthDeg / DEGREES_PER_STEP_UNIT)
    optimiser["horizontal"] = mi.Float(to_unit(antenna.hpbwHorizontalDeg, BEAMWIDTH_DEG))
    optimiser["vertical"] = mi.Float(to_unit(antenna.hpbwVerticalDeg, BEAMWIDTH_DEG))
    optimiser["gain"] = mi.Float(to_unit(antenna.maxGainDbi, GAIN_DBI))
    return optimiser


def antenna_of(optimiser: Adam) -> Antenna:
    """The antenna that the optimiser stands at."""
    return Antenna(
        azimuthDeg=optimiser["azimuth"] * DEGREES_PER_STEP_UNIT,
        hpbwHorizontalDeg=from_unit(optimiser["horizontal"], BEAMWIDTH_DEG),
        hpbwVerticalDeg=from_unit(optimiser["vertical"], BEAMWIDTH_DEG),
        maxGainDbi=from_unit(optimiser["gain"], GAIN_DBI),
    )


class Fit:
    """The measured cells of a case and the loop that fits an antenna to them."""

    def __init__(self, sector_map: SectorMap, case: Case, tracing: Tracing) -> None:
        self._map = sector_map
        self._tracing = tracing
        self._cells = mi.UInt([sector_map.cell_at(x, y) for x, y in zip(case.x, case.y)])
        self._measured = mi.Float(case.rsrp_dbm)

    def errors(self, antenna: Antenna, differentiable: bool) -> tuple[mi.Float, mi.Float, int]:
        """Mean squared error [dB^2], mean absolute error [dB] over the covered cells, and how many those are."""
        gain = self._map.path_gain(antenna, self._tracing, differentiable)
        level, covered = self._map.levels(gain, self._cells)
        residual = dr.select(covered, level - self._measured, 0)
        count = int(dr.count(covered)[0])
        if count == 0:
            raise ValueError("no ray reaches any measured cell; launch more --rays or choose another sector")
        squared, absolute = dr.sum(dr.square(residual)) / count, dr.sum(dr.abs(dr.detach(residual))) / count
        dr.eval(squared, absolute)
        dr.sync_thread()
        return squared, absolute, count

    def iterate(self, optimiser: Adam) -> Iteration:
        """One solve, one backward pass, one step."""
        begin, begin_cpu = time.perf_counter(), time.process_time()
        squared, absolute, _ = self.errors(antenna_of(optimiser), differentiable=True)
        solved = time.perf_counter()
        dr.backward(squared)
        gradients = [dr.grad(value) for value in optimiser.values()]
        dr.eval(gradients)
        dr.sync_thread()
        differentiated = time.perf_counter()
        if not all(math.isfinite(gradient[0]) for gradient in gradients):
            raise ArithmeticError("a derivative is not finite; no step can be taken")
        optimiser.step()
        dr.sync_thread()
        stepped = time.perf_counter()
        return Iteration(
            solve_s=solved - begin,
            backward_s=differentiated - solved,
            step_s=stepped - differentiated,
            cpu_s=time.process_time() - begin_cpu,
            mae_db=float(absolute[0]),
            rmse_db=math.sqrt(dr.detach(squared)[0]),
        )

    def seconds_without_derivatives(self, antenna: Antenna) -> float:
        """Median seconds of a solve in the fast `symbolic` loop, after one that compiles."""
        seconds = []
        for _ in range(SYMBOLIC_SOLVES + 1):
            begin = time.perf_counter()
            self.errors(antenna, differentiable=False)
            seconds.append(time.perf_counter() - begin)
        return statistics.median(seconds[1:])

    def error_record(self, antenna: Antenna) -> dict[str, float | int]:
        """Errors of an antenna as JSON holds them."""
        squared, absolute, count = self.errors(antenna, differentiable=False)
        return {"maeDb": float(absolute[0]), "rmseDb": math.sqrt(squared[0]), "coveredCells": count}


def draw_case(sector_map: SectorMap, truth: Antenna, tracing: Tracing, count: int, noise_db: float, seed: int) -> Case:
    """Levels of a true antenna plus Gaussian noise at `count` distinct covered cells under open sky."""
    fine = Tracing(round(tracing.rays * TRUTH_RAYS_FACTOR), tracing.depth, tracing.refraction)
    gain = sector_map.path_gain(truth, fine, differentiable=False)
    every = dr.arange(mi.UInt, sector_map.columns * sector_map.rows)
    level, covered = sector_map.levels(gain, every)
    reached = [cell for cell, usable in enumerate(covered & sector_map.under_open_sky(every)) if usable]
    if count > len(reached):
        raise ValueError(
            f"--cells {count}: only {len(reached)} cells outdoors are covered; ask for fewer, or for a smaller --cell-size"
        )
    draw = random.Random(seed)
    cells = sorted(draw.sample(reached, count))
    centres = [sector_map.centre_of(cell) for cell in cells]
    return Case(
        sector=sector_map.sector,
        cell_size_m=sector_map.cell_size_m,
        x=[x for x, _ in centres],
        y=[y for _, y in centres],
        rsrp_dbm=[round(float(level[cell]) + draw.gauss(0, noise_db), 3) for cell in cells],
        truth=truth,
    )


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    p = argparse.ArgumentParser(description="Times the calibration of one sector by gradients through Sionna RT's radio map.")
    p.add_argument("--scene", default="simple_street_canyon", help="Mitsuba XML, its folder, or a scene of sionna-rt")
    p.add_argument("--json", type=Path, help="case.json of an earlier --export: fit its sector and cells")
    p.add_argument("--export", type=Path, metavar="DIR", help="write the case and the scene for other programs")
    p.add_argument("--iterations", type=int, default=38)
    p.add_argument("--rays", type=int, default=1_000_000)
    p.add_argument("--cells", type=int, default=300, help="measured cells")
    p.add_argument("--depth", type=int, default=5)
    p.add_argument("--cell-size", type=float, default=5.0, help="m")
    p.add_argument("--seed", type=int, default=1, help="of the cells drawn and of the noise")
    p.add_argument("--learning-rate", type=float, default=0.1)
    p.add_argument("--refraction", action="store_true", help="follow rays through walls too")
    p.add_argument("--threads", type=int, default=0, help="0: one per core")
    sector = p.add_argument_group("sector, as a list of sites gives it (also where the fit starts)")
    sector.add_argument("--position", type=float, nargs=3, default=[-33.0, 11.0, 32.0], metavar=("X", "Y", "Z"), help="m")
    sector.add_argument("--azimuth", type=float, default=90.0, help="degrees clockwise from north")
    sector.add_argument("--downtilt", type=float, default=12.0, help="degrees, known and not fitted")
    sector.add_argument("--frequency", type=float, default=3.5e9, help="Hz")
    sector.add_argument("--power-re", type=float, default=12.0, help="dBm per resource element")
    truth = p.add_argument_group("true antenna that the measurements come from")
    truth.add_argument("--true-azimuth", type=float, default=110.0, help="degrees")
    truth.add_argument("--true-hpbw-h", type=float, default=80.0, help="degrees")
    truth.add_argument("--true-hpbw-v", type=float, default=45.0, help="degrees")
    truth.add_argument("--true-gain", type=float, default=12.0, help="dBi")
    truth.add_argument("--noise", type=float, default=4.0, help="dB, standard deviation")
    args = p.parse_args(arguments)
    for name in ("iterations", "rays", "cells"):
        if getattr(args, name) < 1:
            p.error(f"--{name} must be at least 1")
    if args.cell_size <= 0:
        p.error("--cell-size must be positive")
    return args


def timings(iterations: list[Iteration], total_s: float) -> dict[str, float]:
    """The first iteration compiles kernels and stands apart; medians are over the others."""
    later = iterations[1:] or iterations
    return {
        "solvePerIterationS": statistics.median(i.solve_s for i in later),
        "backwardPerIterationS": statistics.median(i.backward_s for i in later),
        "stepPerIterationS": statistics.median(i.step_s for i in later),
        "perIterationS": statistics.median(i.solve_s + i.backward_s + i.step_s for i in later),
        "cpuPerIterationS": statistics.median(i.cpu_s for i in later),
        "firstIterationS": iterations[0].solve_s + iterations[0].backward_s + iterations[0].step_s,
        "totalS": total_s,
    }


def machine(threads: int) -> dict[str, object]:
    """Versions and hardware that the seconds belong to."""
    return {
        "versions": {
            "sionna-rt": rt.__version__,
            "mitsuba": mi.__version__,
            "drjit": dr.__version__,
            "python": platform.python_version(),
            "variant": mi.variant(),
        },
        "cores": os.cpu_count(),
        "threads": threads or dr.thread_count(),
        "loadOneMinute": round(os.getloadavg()[0], 2),
        "peakMemoryMb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def run(args: argparse.Namespace) -> dict[str, object]:
    """Draws or reads the case, fits it, and describes the fit."""
    if args.threads > 0:
        dr.set_thread_count(args.threads)
    scene_xml = scene_file(args.scene, rt.scene)
    tracing = Tracing(args.rays, args.depth, args.refraction)
    given = read_case(args.json) if args.json else None
    sector = given.sector if given else Sector(*args.position, args.azimuth, args.downtilt, args.frequency, args.power_re)
    sector_map = SectorMap(str(scene_xml), sector, given.cell_size_m if given else args.cell_size)
    truth = Antenna(args.true_azimuth, args.true_hpbw_h, args.true_hpbw_v, args.true_gain)
    case = given or draw_case(sector_map, truth, tracing, args.cells, args.noise, args.seed)
    if args.export:
        export_case(args.export, case, scene_xml)

    fit = Fit(sector_map, case, tracing)
    start = Antenna(sector.azimuthDeg, 65.0, 65.0, 8.0)
    optimiser = start_of(start, args.learning_rate)
    begin = time.perf_counter()
    iterations = [fit.iterate(optimiser) for _ in range(args.iterations)]
    total_s = time.perf_counter() - begin
    found = Antenna(**numbers_of(antenna_of(optimiser)))
    return {
        "scene": scene_xml.name,
        "rays": args.rays,
        "depth": args.depth,
        "refraction": args.refraction,
        "cellSizeM": case.cell_size_m,
        "cells": len(case.x),
        "iterations": args.iterations,
        "learningRate": args.learning_rate,
        "seconds": {**timings(iterations, total_s), "symbolicSolveS": fit.seconds_without_derivatives(found)},
        "error": {
            "before": fit.error_record(start),
            "after": fit.error_record(found),
            "ofTruth": fit.error_record(case.truth) if case.truth else None,
            "maeDbByIteration": [round(i.mae_db, 4) for i in iterations],
            "rmseDbByIteration": [round(i.rmse_db, 4) for i in iterations],
        },
        "parameters": {
            "start": numbers_of(start),
            "found": numbers_of(found),
            "truth": numbers_of(case.truth) if case.truth else None,
        },
        **machine(args.threads),
    }


def main() -> int:
    """Exit status 1 with one line on stderr for bad input."""
    try:
        report = run(parse(sys.argv[1:]))
    except (ValueError, OSError) as error:
        print(f"calibration_loop: {error}", file=sys.stderr)
        return 1
    json.dump(report, sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
