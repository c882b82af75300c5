import { ANTENNA_COLUMNS } from './antenna-table.ts';
import {
  BOUND,
  COUNT,
  DX,
  DY,
  HI,
  INSIDE,
  KEY,
  LAST_WALL,
  LAUNCH,
  LO,
  LOOK_BACK_M,
  OVER_A,
  OVER_B,
  OVER_KEY,
  OX,
  OY,
  R0,
  WAS_DIFFRACTED,
} from './beam.ts';
import { NONE, type SweepProblem } from './sweep-problem.ts';
import type { Corner } from './visible-corners.ts';

/**
 * Numbers a launch: cos, sin of the departure azimuth; angular width [rad]; distance of the diffracting corner [m], 0 for
 * none; antenna column, origin x, y, r0; direction x, y; steepest and flattest slope. Three vec4 of the shader.
 */
export const LAUNCH_STRIDE = 12;

/** What is launched, one row of LAUNCH_STRIDE numbers each. */
export interface Launches {
  readonly count: number;
  readonly values: Float64Array;
}

/** Steeper than any ray: straight down. */
const STEEPEST = -1e9;

/** All azimuths of the problem, in the order that makes any prefix even. */
export function azimuthLaunches(p: SweepProblem): Launches {
  const values = new Float64Array(p.azimuths * LAUNCH_STRIDE);
  const width = (2 * Math.PI) / p.azimuths;
  for (let k = 0; k < p.azimuths; k++) {
    const phi = (((k * p.azimuthStride) % p.azimuths) + 0.5) * width;
    const c = Math.cos(phi);
    const s = Math.sin(phi);
    values.set([c, s, width, 0, antennaColumn(phi), p.txX, p.txY, 0, c, s, STEEPEST, 0], k * LAUNCH_STRIDE);
  }
  return { count: p.azimuths, values };
}

/**
 * Fans of `beamsPerCorner` beams from every corner into the shadow behind it (Keller: a vertical edge keeps the slope).
 * Slopes that pass above the corner's roof see no edge.
 */
export function cornerLaunches(p: SweepProblem, corners: readonly Corner[], beamsPerCorner: number): Launches {
  const count = corners.length * beamsPerCorner;
  const values = new Float64Array(count * LAUNCH_STRIDE);
  corners.forEach((corner, c) => {
    const width = corner.sweepRad / beamsPerCorner;
    const toCorner = Math.atan2(corner.y - p.txY, corner.x - p.txX);
    const r0 = corner.distanceM;
    const hi = Math.min(0, (corner.roofM - p.txHeight) / r0);
    for (let i = 0; i < beamsPerCorner; i++) {
      const phi = corner.shadowFromRad + (i + 0.5) * width;
      values.set(
        [
          Math.cos(toCorner),
          Math.sin(toCorner),
          Math.abs(width),
          r0,
          antennaColumn(toCorner),
          corner.x,
          corner.y,
          r0,
          Math.cos(phi),
          Math.sin(phi),
          corner.steepestClear,
          hi,
        ],
        (c * beamsPerCorner + i) * LAUNCH_STRIDE,
      );
    }
  });
  return { count, values };
}

/** Writes the first state of launch `k` into the beam at `at`. The shader's counterpart is sweep_take.wgsl. */
export function startBeam(p: SweepProblem, launches: Launches, k: number, beam: Float64Array, at: number) {
  const v = launches.values;
  const from = k * LAUNCH_STRIDE;
  const corner = v[from + 3]! > 0;
  beam[at + OX] = v[from + 5]!;
  beam[at + OY] = v[from + 6]!;
  beam[at + R0] = v[from + 7]!;
  beam[at + DX] = v[from + 8]!;
  beam[at + DY] = v[from + 9]!;
  beam[at + LO] = v[from + 10]!;
  beam[at + HI] = v[from + 11]!;
  beam[at + KEY] = corner ? LOOK_BACK_M : -LOOK_BACK_M;
  beam[at + LAST_WALL] = NONE;
  beam[at + OVER_KEY] = -LOOK_BACK_M;
  beam[at + BOUND] = 1;
  beam[at + COUNT] = corner ? WAS_DIFFRACTED : 0;
  beam[at + INSIDE] = NONE;
  beam[at + OVER_A] = corner ? NONE : p.standsOn[0];
  beam[at + OVER_B] = corner ? NONE : p.standsOn[1];
  beam[at + LAUNCH] = k;
}

/** Position of an azimuth in the antenna table's columns. */
export function antennaColumn(phi: number): number {
  const turn = phi / (2 * Math.PI);
  return (turn - Math.floor(turn)) * ANTENNA_COLUMNS;
}
