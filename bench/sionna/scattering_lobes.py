"""Path gain by diffuse scattering after Sionna RT, to hold `--scattering-pattern` against.

Writes OUT/CASE.npy for every case: float32, dB, row 0 = north, NaN where no ray fell, and NaN where the standard error over the
launches is 5 % or more, so that `boresight compare` looks at sure cells only. Prints the options that make our map of it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import mitsuba as mi
import numpy as np
import sionna.rt as rt

FREQUENCY_HZ = 3.5e9
LAUNCHES = 4
SURE = 0.05

REFLECTOR = {"scene": "simple_reflector", "tx": [0.3, 0.1, 1.0], "centre": [0, 0, 0.5], "size": [3, 3], "cell": 0.1, "depth": 1}
CANYON = {"scene": "simple_street_canyon", "tx": [-33, 11, 32], "centre": [0, 0, 1.5], "size": [180, 120], "cell": 2, "depth": 3}
CASES: dict[str, dict[str, Any]] = {
    "reflector-directive-4": {**REFLECTOR, "alone": True, "s": 0.7, "alpha_r": 4},
    "reflector-directive-30": {**REFLECTOR, "alone": True, "s": 0.7, "alpha_r": 30},
    "reflector-backscattering": {**REFLECTOR, "alone": True, "s": 0.7, "alpha_r": 10, "alpha_i": 5, "lambda": 0.7},
    "canyon-directive-4": {**CANYON, "s": 0.4, "alpha_r": 4},
    "canyon-backscattering-cross": {**CANYON, "s": 0.4, "alpha_r": 10, "alpha_i": 20, "lambda": 0.6, "cross": 0.4},
}


def pattern_of(case: dict[str, Any]) -> rt.ScatteringPattern:
    if "alpha_i" in case:
        return rt.BackscatteringPattern(alpha_r=case["alpha_r"], alpha_i=case["alpha_i"], lambda_=case["lambda"])
    return rt.DirectivePattern(alpha_r=case["alpha_r"])


def solve(case: dict[str, Any], rays: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean path gain (linear, row 0 = north) and its relative standard error."""
    scene = rt.load_scene(getattr(rt.scene, case["scene"]))
    scene.frequency = FREQUENCY_HZ
    scene.tx_array = rt.PlanarArray(num_rows=1, num_cols=1, pattern="iso", polarization="V")
    for material in scene.radio_materials.values():
        material.scattering_coefficient = case["s"]
        material.xpd_coefficient = case.get("cross", 0.0)
        material.scattering_pattern = pattern_of(case)
    scene.add(rt.Transmitter("tx", position=mi.Point3f(*map(float, case["tx"]))))
    alone = case.get("alone", False)
    maps = []
    for launch in range(LAUNCHES):
        found = rt.RadioMapSolver()(
            scene,
            center=mi.Point3f(*map(float, case["centre"])),
            orientation=mi.Point3f(0, 0, 0),
            size=mi.Point2f(*map(float, case["size"])),
            cell_size=mi.Point2f(float(case["cell"]), float(case["cell"])),
            # Another number of rays is another lattice.
            samples_per_tx=int(rays * (1 - 0.0613 * launch)),
            seed=1000 + launch,
            max_depth=case["depth"],
            los=not alone,
            specular_reflection=not alone,
            diffuse_reflection=True,
            refraction=False,
        )
        maps.append(np.array(found.path_gain)[0][::-1].astype(np.float64))
    mean = np.mean(maps, axis=0)
    error = np.std(maps, axis=0, ddof=1) / np.sqrt(LAUNCHES) / np.where(mean > 0, mean, 1)
    return mean, error


def options_of(case: dict[str, Any]) -> str:
    (x, y, z), (width, height) = case["centre"], case["size"]
    lobe = f"--scattering-alpha-r {case['alpha_r']}"
    if "alpha_i" in case:
        lobe += f" --scattering-alpha-i {case['alpha_i']} --scattering-lambda {case['lambda']}"
    words = [
        f"--scene {getattr(rt.scene, case['scene'])}",
        f"--tx={','.join(map(str, case['tx']))}",
        f"--bounds={x - width / 2},{y - height / 2},{x + width / 2},{y + height / 2}",
        f"--cell-size {case['cell']} --receiver-z {z} --frequency {FREQUENCY_HZ:.0f} --max-depth {case['depth']}",
        f"--refraction off --diffraction off --scattering-coefficient {case['s']}",
        f"--scattering-pattern {'backscattering' if 'alpha_i' in case else 'directive'} {lobe}",
    ]
    if "cross" in case:
        words.append(f"--cross-polarisation {case['cross']}")
    if case.get("alone"):
        words.append("--no-los --reflection off")
    return " ".join(words)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rays", type=int, default=20_000_000)
    parser.add_argument("cases", nargs="*", default=list(CASES))
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    for name in told.cases:
        mean, error = solve(CASES[name], told.rays)
        sure = (mean > 0) & (error < SURE)
        np.save(told.out / f"{name}.npy", np.where(sure, 10 * np.log10(np.where(mean > 0, mean, 1)), np.nan).astype(np.float32))
        print(f"{name}: {sure.sum()} of {sure.size} cells are sure\n  {options_of(CASES[name])}", flush=True)


if __name__ == "__main__":
    main()
