"""One sector in a Sionna RT scene: its RSRP over a grid of cells, from an antenna that can be fitted.

Antenna: the single element of 3GPP TR 38.901 table 7.3-1 with its azimuth, both half-power beamwidths and its greatest gain
left open; both caps stay at 30 dB. The azimuth turns the whole antenna about the vertical, as one turns it on its mast; without
tilt that is the same as steering its pattern.
Level: P_RE + 10 log10 g in dBm, g the linear path gain of `RadioMapSolver` (cell average, isotropic receiver, powers of paths
added). Angles are degrees, azimuth clockwise from y (north), downtilt positive down; Sionna RT counts counter-clockwise from x,
in radians.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import drjit as dr
import mitsuba as mi
import sionna.rt as rt

PATTERN_NAME = "fitted_tr38901"
CAP_DB = 30.0
RECEIVER_HEIGHT_M = 1.5


@dataclass(frozen=True)
class Sector:
    """Where the antenna stands and what it sends: metres in the scene's frame, dBm per resource element."""

    x: float
    y: float
    z: float
    azimuthDeg: float
    downtiltDeg: float
    frequencyHz: float
    powerPerReDbm: float


@dataclass(frozen=True)
class Antenna:
    """What is fitted. Every field is a number, or a Dr.Jit float that carries gradients."""

    azimuthDeg: Any
    hpbwHorizontalDeg: Any
    hpbwVerticalDeg: Any
    maxGainDbi: Any


@dataclass(frozen=True)
class Tracing:
    """Rays launched over the sphere and how far they are followed."""

    rays: int
    depth: int
    refraction: bool


class FittedPattern(rt.AntennaPattern):
    """Vertical polarisation; reads its parameters from `antenna` whenever it is evaluated."""

    def __init__(self) -> None:
        self.antenna = Antenna(0.0, 65.0, 65.0, 8.0)
        self.patterns = [self._field]

    def _field(self, theta: mi.Float, phi: mi.Float) -> tuple[mi.Complex2f, mi.Complex2f]:
        radians = math.pi / 180
        wrapped = phi - 2 * math.pi * dr.floor(phi / (2 * math.pi) + 0.5)
        vertical = 12 * dr.square((theta - math.pi / 2) / (self.antenna.hpbwVerticalDeg * radians))
        horizontal = 12 * dr.square(wrapped / (self.antenna.hpbwHorizontalDeg * radians))
        loss_db = dr.minimum(dr.minimum(vertical, CAP_DB) + dr.minimum(horizontal, CAP_DB), CAP_DB)
        # A field, not a power: hence 20.
        amplitude = dr.exp((self.antenna.maxGainDbi - loss_db) * (math.log(10) / 20))
        return mi.Complex2f(amplitude, 0), dr.zeros(mi.Complex2f, dr.width(amplitude))


class SectorMap:
    """Solves maps of one sector over the whole cells within the scene, edges on multiples of the cell size, row 0 south."""

    def __init__(self, scene_xml: str, sector: Sector, cell_size_m: float) -> None:
        self.sector = sector
        self.cell_size_m = cell_size_m
        self._scene = rt.load_scene(scene_xml)
        self._scene.frequency = sector.frequencyHz
        self._pattern = FittedPattern()
        pattern = self._pattern
        rt.register_antenna_pattern(PATTERN_NAME, lambda **_: pattern)
        self._scene.tx_array = rt.PlanarArray(num_rows=1, num_cols=1, pattern=PATTERN_NAME, polarization="V")
        self._transmitter = rt.Transmitter("sector", position=mi.Point3f(sector.x, sector.y, sector.z))
        self._scene.add(self._transmitter)
        self._solver = rt.RadioMapSolver()
        box = self._scene.mi_scene.bbox()
        self._west, self.columns = self._whole_cells(float(box.min.x), float(box.max.x))
        self._south, self.rows = self._whole_cells(float(box.min.y), float(box.max.y))

    def _whole_cells(self, low: float, high: float) -> tuple[float, int]:
        first, end = math.ceil(low / self.cell_size_m), math.floor(high / self.cell_size_m)
        if end <= first:
            raise ValueError(f"no cell of {self.cell_size_m:g} m fits into the scene; choose a smaller --cell-size")
        return first * self.cell_size_m, end - first

    def centre_of(self, cell: int) -> tuple[float, float]:
        """Centre of a cell [m]."""
        row, column = divmod(cell, self.columns)
        return self._west + (column + 0.5) * self.cell_size_m, self._south + (row + 0.5) * self.cell_size_m

    def cell_at(self, x: float, y: float) -> int:
        """Index of the cell that holds a point [m]; ValueError outside the grid."""
        column, row = int((x - self._west) // self.cell_size_m), int((y - self._south) // self.cell_size_m)
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            raise ValueError(f"({x}, {y}) lies outside the scene; measured cells must lie within its bounds")
        return row * self.columns + column

    def under_open_sky(self, cells: mi.UInt) -> mi.Bool:
        """Which cells have nothing above their centre: a phone inside a building is no measurement of the street."""
        row, column = cells // self.columns, cells % self.columns
        x = self._west + (mi.Float(column) + 0.5) * self.cell_size_m
        y = self._south + (mi.Float(row) + 0.5) * self.cell_size_m
        upwards = mi.Ray3f(mi.Point3f(x, y, RECEIVER_HEIGHT_M), mi.Vector3f(0, 0, 1))
        return ~self._scene.mi_scene.ray_test(upwards)

    def path_gain(self, antenna: Antenna, tracing: Tracing, differentiable: bool) -> mi.Float:
        """Linear path gain of every cell, 0 where no ray fell; by the `evaluated` loop if differentiable, else `symbolic`."""
        self._pattern.antenna = antenna
        self._transmitter.orientation = mi.Point3f(
            (90 - antenna.azimuthDeg) * (math.pi / 180), math.radians(self.sector.downtiltDeg), 0
        )
        self._solver.loop_mode = "evaluated" if differentiable else "symbolic"
        width, height = self.columns * self.cell_size_m, self.rows * self.cell_size_m
        solved = self._solver(
            self._scene,
            center=mi.Point3f(self._west + width / 2, self._south + height / 2, RECEIVER_HEIGHT_M),
            orientation=mi.Point3f(0),
            size=mi.Point2f(width, height),
            cell_size=mi.Point2f(self.cell_size_m),
            samples_per_tx=tracing.rays,
            max_depth=tracing.depth,
            refraction=tracing.refraction,
        )
        return solved.path_gain.array

    def levels(self, path_gain: mi.Float, cells: mi.UInt) -> tuple[mi.Float, mi.Bool]:
        """RSRP [dBm] of some cells, and which of them have one; the others read P_RE and must be masked."""
        gain = dr.gather(mi.Float, path_gain, cells)
        covered = gain > 0
        decibels = dr.log(dr.select(covered, gain, 1)) * (10 / math.log(10))
        return self.sector.powerPerReDbm + decibels, covered


def numbers_of(antenna: Antenna) -> dict[str, float]:
    """The parameters as plain numbers, azimuth in 0 to 360 degrees."""
    plain = {name: float(dr.detach(mi.Float(value))[0]) for name, value in vars(antenna).items()}
    return {**plain, "azimuthDeg": plain["azimuthDeg"] % 360}


def sector_record(sector: Sector) -> dict[str, float]:
    """A sector as JSON holds it."""
    return asdict(sector)
