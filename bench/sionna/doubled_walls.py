"""Two walls that all but touch, near the origin of the frame and far from it, in Sionna RT.

Where a mesh sets a wall twice, a ray meets two slabs. Sionna RT moves a ray that left a surface onwards by a distance that grows with
the coordinates (Mitsuba's `RayEpsilon` times 1 plus the largest coordinate), so a second wall nearer than that is not met. This
script puts the same pair of walls 2 mm apart at several distances from the origin and prints the level behind them relative to no
wall, beside what one slab and two slabs let through at normal incidence (ITU-R P.2040-3, Fresnel and slab).
"""

from __future__ import annotations

import argparse
import cmath
import math
import tempfile
from pathlib import Path

import mitsuba as mi
import numpy as np
import sionna.rt as rt

FREQUENCY_HZ = 1.84e9
GAP_M = 0.002
THICKNESS_M = 0.1
TX_M, RX_M, CELL_M = -20.0, 20.0, 0.5
CONCRETE = (5.24, 0.0, 0.0462, 0.7822)
"""Permittivity a, b and conductivity c, d of ITU-R P.2040-3, table 3."""

QUAD = """ply
format ascii 1.0
element vertex 4
property float x
property float y
property float z
element face 2
property list uchar int vertex_indices
end_header
{x:.6f} -50 -50
{x:.6f} 50 -50
{x:.6f} 50 50
{x:.6f} -50 50
3 0 1 2
3 0 2 3
"""


def slab_db() -> float:
    """Power through one slab at normal incidence [dB]."""
    a, b, c, d = CONCRETE
    ghz = FREQUENCY_HZ / 1e9
    eta = complex(a * ghz**b, -17.98 * c * ghz**d / ghz)
    r = (1 - cmath.sqrt(eta)) / (1 + cmath.sqrt(eta))
    q = 2 * math.pi * THICKNESS_M * FREQUENCY_HZ / 299_792_458 * cmath.sqrt(eta)
    t = (1 - r * r) * cmath.exp(-1j * q) / (1 - r * r * cmath.exp(-2j * q))
    return 20 * math.log10(abs(t))


def level(shift_m: float, walls: int, rays: int) -> float:
    """Path gain [dB] behind the walls, straight on, all of it moved by `shift_m` along x."""
    with tempfile.TemporaryDirectory() as folder:
        shapes = ""
        for k in range(walls):
            path = Path(folder) / f"wall-{k}.ply"
            path.write_text(QUAD.format(x=shift_m + k * GAP_M))
            shapes += (
                f'<shape type="ply" id="wall-{k}"><string name="filename" value="{path}"/>'
                '<ref id="mat-itu_concrete" name="bsdf"/></shape>'
            )
        file = Path(folder) / "scene.xml"
        file.write_text(
            '<scene version="2.1.0"><bsdf type="itu-radio-material" id="mat-itu_concrete">'
            f'<string name="type" value="concrete"/><float name="thickness" value="{THICKNESS_M}"/></bsdf>'
            f"{shapes}</scene>"
        )
        scene = rt.load_scene(str(file), merge_shapes=False)
    scene.frequency = FREQUENCY_HZ
    scene.tx_array = rt.PlanarArray(num_rows=1, num_cols=1, pattern="iso", polarization="V")
    scene.add(rt.Transmitter("tx", position=mi.Point3f(shift_m + TX_M, 0, 0)))
    # A plane across the way, its local x to the south and y upwards.
    found = rt.RadioMapSolver()(
        scene,
        center=mi.Point3f(shift_m + RX_M, 0, 0),
        orientation=mi.Point3f(0, math.pi / 2, 0),
        size=mi.Point2f(CELL_M, CELL_M),
        cell_size=mi.Point2f(CELL_M, CELL_M),
        samples_per_tx=rays,
        max_depth=4,
        los=True,
        specular_reflection=False,
        refraction=True,
    )
    return 10 * math.log10(float(np.array(found.path_gain).sum()))


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--rays", type=int, default=4_000_000)
    p.add_argument("--shifts", type=float, nargs="+", default=[0, 10, 100, 200, 400])
    a = p.parse_args()
    one = slab_db()
    print(f"closed form: one slab {one:.2f} dB, two {2 * one:.2f} dB")
    for shift in a.shifts:
        empty = level(shift, 0, a.rays)
        print(f"at {shift:g} m: " + ", ".join(f"{n} walls {level(shift, n, a.rays) - empty:.2f} dB" for n in (1, 2)))


if __name__ == "__main__":
    main()
