import { ANTENNA_COLUMNS } from './antenna-table.ts';
import {
  BEAM_WORDS,
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

/** cos, sin of the departure azimuth; angular width [rad]; distance of the diffracting corner [m], 0 for none; antenna column; padding. */
export const LAUNCH_STRIDE = 8;

/** What is launched: `count` beams, their directions in `values` and their first states in `beams`. */
export interface Launches {
  readonly count: number;
  readonly values: Float64Array;
  readonly beams: Float64Array;
}

/** Steeper than any ray: straight down. */
const STEEPEST = -1e9;

/** Launches number `first` .. `first + count - 1` of the problem's azimuths, in the order that makes any prefix even. */
export function azimuthLaunches(p: SweepProblem, first: number, count: number): Launches {
  const values = new Float64Array(count * LAUNCH_STRIDE);
  const beams = new Float64Array(count * BEAM_WORDS);
  const width = (2 * Math.PI) / p.azimuths;
  for (let k = 0; k < count; k++) {
    const index = ((first + k) * p.azimuthStride) % p.azimuths;
    const phi = (index + 0.5) * width;
    const at = k * BEAM_WORDS;
    setLaunch(values, k, phi, width, 0);
    beams.fill(0, at, at + BEAM_WORDS);
    beams[at + OX] = p.txX;
    beams[at + OY] = p.txY;
    beams[at + DX] = Math.cos(phi);
    beams[at + DY] = Math.sin(phi);
    beams[at + LO] = STEEPEST;
    setCommon(beams, at, k);
    beams[at + OVER_A] = p.standsOn[0];
    beams[at + OVER_B] = p.standsOn[1];
  }
  return { count, values, beams };
}

/**
 * Fans of `beamsPerCorner` beams from every corner into the shadow behind it (Keller: a vertical edge keeps the slope).
 * Slopes that pass above the corner's roof see no edge.
 */
export function cornerLaunches(p: SweepProblem, corners: readonly Corner[], beamsPerCorner: number): Launches {
  const count = corners.length * beamsPerCorner;
  const values = new Float64Array(count * LAUNCH_STRIDE);
  const beams = new Float64Array(count * BEAM_WORDS);
  corners.forEach((corner, c) => {
    const width = corner.sweepRad / beamsPerCorner;
    for (let i = 0; i < beamsPerCorner; i++) {
      const k = c * beamsPerCorner + i;
      const at = k * BEAM_WORDS;
      const phi = corner.shadowFromRad + (i + 0.5) * width;
      setLaunch(values, k, Math.atan2(corner.y - p.txY, corner.x - p.txX), Math.abs(width), corner.distanceM);
      beams[at + OX] = corner.x;
      beams[at + OY] = corner.y;
      beams[at + DX] = Math.cos(phi);
      beams[at + DY] = Math.sin(phi);
      beams[at + R0] = corner.distanceM;
      beams[at + LO] = corner.steepestClear;
      beams[at + HI] = Math.min(0, (corner.roofM - p.txHeight) / corner.distanceM);
      setCommon(beams, at, k);
      beams[at + COUNT] = WAS_DIFFRACTED;
      beams[at + KEY] = LOOK_BACK_M;
    }
  });
  return { count, values, beams };
}

function setLaunch(values: Float64Array, k: number, phi: number, width: number, cornerM: number) {
  const at = k * LAUNCH_STRIDE;
  const turn = phi / (2 * Math.PI);
  values[at] = Math.cos(phi);
  values[at + 1] = Math.sin(phi);
  values[at + 2] = width;
  values[at + 3] = cornerM;
  values[at + 4] = (turn - Math.floor(turn)) * (ANTENNA_COLUMNS - 1);
}

function setCommon(beams: Float64Array, at: number, k: number) {
  beams[at + KEY] = -LOOK_BACK_M;
  beams[at + LAST_WALL] = NONE;
  beams[at + OVER_KEY] = -LOOK_BACK_M;
  beams[at + BOUND] = 1;
  beams[at + INSIDE] = NONE;
  beams[at + OVER_A] = NONE;
  beams[at + OVER_B] = NONE;
  beams[at + LAUNCH] = k;
}
