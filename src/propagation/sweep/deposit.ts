import { DIFFRACTED, DIRECT, REFLECTED, TRANSMITTED } from './accumulator.ts';
import { COUNT, DX, DY, LAUNCH, OX, OY, R0, WAS_DIFFRACTED, WAS_TRANSMITTED } from './beam.ts';
import { beamPower } from './beam-power.ts';
import { LAUNCH_STRIDE, type Launches } from './launches.ts';
import type { SweepProblem } from './sweep-problem.ts';
import { type CellVisit, walkPiece } from './walk-cells.ts';

/** Where deposits go: linear gain per mechanism and cell, and their number per cell. */
export interface DepositSink {
  readonly gain: Float64Array;
  readonly deposits: Uint32Array;
}

/** What becomes of the part [from, to] of a beam's plan piece that sees the receiver plane. */
export type PieceSink = (b: Float64Array, from: number, to: number) => void;

/**
 * Deposits beams on the map. The share of a cell is the area of the beam's piece in it over the cell's area, times
 * |E|^2 / L^2 (lambda / 4 pi)^2: the cell average that Sionna RT defines.
 */
export function depositor(p: SweepProblem, launches: Launches, sink: DepositSink): PieceSink {
  const cells = p.grid.columns * p.grid.rows;
  let beam: Float64Array;
  let plane = 0;
  const visit: CellVisit = (cell, middle, stretch, dh, bounced) => {
    const r = beam[R0]! + middle;
    const share = depositWeight(p, launches, beam, middle, stretch, dh);
    const direct = plane === DIRECT && bounced;
    sink.gain[(direct ? REFLECTED : plane) * cells + cell]! += share * beamPower(p, launches, beam, 0, r, dh, bounced);
    sink.deposits[cell]!++;
  };
  return (b, from, to) => {
    beam = b;
    plane = mechanismOf(b);
    walkPiece(p, b, from, to, visit);
  };
}

/** The plane of a beam's deposits on its way down; after the ground a direct one is reflected. */
export function mechanismOf(b: Float64Array): number {
  const flags = b[COUNT]!;
  if ((flags & WAS_DIFFRACTED) !== 0) return DIFFRACTED;
  if (flags & WAS_TRANSMITTED) return TRANSMITTED;
  return (flags & 0xff) === 0 ? DIRECT : REFLECTED;
}

/** Path gain [linear] of a beam's stretch in a cell for |E|^2 / L^2 = 1 / m^2, the loss at a diffracting corner included. */
export function depositWeight(
  p: SweepProblem,
  launches: Launches,
  b: Float64Array,
  middle: number,
  stretch: number,
  dh: number,
): number {
  const launch = LAUNCH_STRIDE * b[LAUNCH]!;
  const angularWidth = launches.values[launch + 2]!;
  const corner = launches.values[launch + 3]!;
  const { cellSizeM } = p.grid;
  const scale = (angularWidth * (p.wavelengthM / (4 * Math.PI)) ** 2) / (cellSizeM * cellSizeM);
  const r = b[R0]! + middle;
  const weight = scale * (r - corner) * stretch;
  return (b[COUNT]! & WAS_DIFFRACTED) === 0 ? weight : weight * cornerLoss(p, b, middle, r, dh);
}

/**
 * Knife-edge factor (<= 1, linear) of an upright edge: ITU-R P.526-15, eq. 31 with nu = 2 sqrt(detour / lambda), the detour
 * being the unfolded way by the edge less the straight way. 6 dB on the shadow boundary.
 */
function cornerLoss(p: SweepProblem, b: Float64Array, along: number, r: number, dh: number): number {
  return cornerFactor(p, b[OX]! + b[DX]! * along, b[OY]! + b[DY]! * along, r, dh);
}

/** The same for a wave that reaches (atX, atY) [m, relative to the city's offset] over the unfolded plan distance `r` [m]. */
export function cornerFactor(p: SweepProblem, atX: number, atY: number, r: number, dh: number): number {
  const nu = cornerParameter(p, atX, atY, r, dh);
  const f = Math.sqrt((nu - 0.1) ** 2 + 1) + nu - 0.1;
  return 10 ** -0.69 / (f * f);
}

/** The nu of that edge. */
export function cornerParameter(p: SweepProblem, atX: number, atY: number, r: number, dh: number): number {
  const x = atX - p.txX;
  const y = atY - p.txY;
  // r^2 - straight^2 first: the detour is a small difference of two long ways.
  const straight2 = x * x + y * y;
  const detour = Math.max(0, r * r - straight2) / (Math.hypot(r, dh) + Math.sqrt(straight2 + dh * dh));
  return 2 * Math.sqrt(detour / p.wavelengthM);
}
