import { closeEdgeCorrectionDb } from '../../radio/deygout.ts';
import { knifeEdgeLossDb } from '../../radio/knife-edge.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { roofRaster } from '../../scene/roof-raster.ts';
import type { Scene } from '../../scene/scene.ts';
import { DIFFRACTED, DIRECT } from './accumulator.ts';
import { BEAM_WORDS } from './beam.ts';
import { beamPower } from './beam-power.ts';
import type { DepositSink } from './deposit.ts';
import { antennaColumn, LAUNCH_STRIDE } from './launches.ts';
import type { SweepProblem } from './sweep-problem.ts';

/**
 * Adds the field that comes over the roofs to every cell of a row that the transmitter does not see and that lies outside buildings:
 * the straight profile to the cell's centre, both edges of every roof on it, and the three dominant knife edges (Deygout with the
 * correction for close edges: radio/deygout). Float64 twin of shaders/sweep_rooftops.wgsl.
 */
export function addRooftopDiffraction(p: SweepProblem, sink: DepositSink, indoor: Uint8Array, row: number) {
  const { columns, rows, cellSizeM } = p.grid;
  const cells = columns * rows;
  for (let column = 0; column < columns; column++) {
    const cell = row * columns + column;
    if (indoor[cell] || sink.gain[DIRECT * cells + cell]! > 0) continue;
    const x = p.mapWest + (column + 0.5) * cellSizeM;
    const y = p.mapNorth - (row + 0.5) * cellSizeM;
    const gain = rooftopGain(p, x, y);
    if (gain > 0) {
      sink.gain[DIFFRACTED * cells + cell]! += gain;
      sink.deposits[cell]!++;
    }
  }
}

/** 1 for every cell whose centre lies inside a building that rises above the receivers. */
export function indoorCells(scene: Scene, grid: RasterGrid, rxHeightM: number): Uint8Array {
  return Uint8Array.from(roofRaster(scene.buildings, grid), (roof) => (roof > rxHeightM ? 1 : 0));
}

/** The greatest knife-edge parameter on part of a profile, and where. */
const edge = { nu: 0, t: 0, height: 0 };
/** An edge whose nu is no greater costs nothing (ITU-R P.526-15, eq. 31). */
const CLEAR = -0.78;

const launchValues = new Float64Array(LAUNCH_STRIDE);
const probe = new Float64Array(BEAM_WORDS);

/** Linear path gain over the roofs to (x, y) outdoors [m, relative to the city's offset]; 0 where no roof comes near the line of sight. */
export function rooftopGain(p: SweepProblem, x: number, y: number): number {
  const loss = rooftopLossDb(p, x, y);
  if (loss === null) return 0;
  const dx = x - p.txX;
  const dy = y - p.txY;
  const d = Math.hypot(dx, dy);
  launchValues[0] = dx / d;
  launchValues[1] = dy / d;
  launchValues[4] = antennaColumn(Math.atan2(dy, dx));
  const free = beamPower(p, { count: 1, values: launchValues }, probe, 0, d, p.txHeight - p.rxHeight, false);
  return free * (p.wavelengthM / (4 * Math.PI)) ** 2 * 10 ** (-loss / 10);
}

/** What the roofs on the way to (x, y) take off free space [dB >= 0]; null where none comes near the line of sight. */
export function rooftopLossDb(p: SweepProblem, x: number, y: number): number | null {
  return findEdges(p, x, y) ? found[0].lossDb + found[1].lossDb + found[2].lossDb : null;
}

/** A knife edge of the profile over the roofs. */
export interface RooftopEdge {
  /** Plan distance from the transmitter and height above the ground [m]. */
  readonly distanceM: number;
  readonly heightM: number;
  /** Diffraction parameter: of the main edge over the whole path, of a side edge between its end and the main edge. */
  readonly nu: number;
  /** What it adds to the loss [dB >= 0], the correction for close edges taken off. */
  readonly lossDb: number;
}

/** The edges whose losses `rooftopLossDb` adds up, in order of distance; empty where it is null. */
export function rooftopEdges(p: SweepProblem, x: number, y: number): RooftopEdge[] {
  if (!findEdges(p, x, y)) return [];
  const counted = found.filter((one) => one === found[0] || one.lossDb > 0);
  return counted.map((one) => ({ ...one })).sort((a, b) => a.distanceM - b.distanceM);
}

/** The main edge of the profile at hand, the side edge before it and the one behind it. */
const found: readonly [Mutable<RooftopEdge>, Mutable<RooftopEdge>, Mutable<RooftopEdge>] = [
  noEdge(),
  noEdge(),
  noEdge(),
];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function noEdge(): RooftopEdge {
  return { distanceM: 0, heightM: 0, nu: 0, lossDb: 0 };
}

function findEdges(p: SweepProblem, x: number, y: number): boolean {
  const dx = x - p.txX;
  const dy = y - p.txY;
  const d = Math.hypot(dx, dy);
  if (d < 0.5) return false;
  highestEdge(p, dx / d, dy / d, 0, p.txHeight, d, p.rxHeight);
  if (edge.nu <= CLEAR) return false;
  const main = { ...edge };
  keepEdge(0, knifeEdgeLossDb(main.nu));
  highestEdge(p, dx / d, dy / d, 0, p.txHeight, main.t, main.height);
  keepEdge(1, sideLoss(p, main, d, edge.t, main.t - edge.t, d - main.t));
  highestEdge(p, dx / d, dy / d, main.t, main.height, d, p.rxHeight);
  keepEdge(2, sideLoss(p, main, d, d - edge.t, edge.t - main.t, main.t));
  return true;
}

function keepEdge(which: 0 | 1 | 2, lossDb: number) {
  const kept = found[which];
  kept.distanceM = edge.t;
  kept.heightM = edge.height;
  kept.nu = edge.nu;
  kept.lossDb = lossDb;
}

/** What the side edge in `edge` adds [dB]; `end`, `between`, `other`: its distances to its end, to the main edge, and the main edge's to the other end [m]. */
function sideLoss(p: SweepProblem, main: typeof edge, d: number, end: number, between: number, other: number): number {
  if (edge.nu <= CLEAR) return 0;
  const line = p.txHeight + ((p.rxHeight - p.txHeight) * edge.t) / d;
  const alone = (edge.height - line) * Math.sqrt((2 * (1 / edge.t + 1 / (d - edge.t))) / p.wavelengthM);
  return Math.max(0, knifeEdgeLossDb(edge.nu) - closeEdgeCorrectionDb(other, between, end, main.nu, alone));
}

/**
 * Puts into `edge` the roof edge with the greatest nu = h sqrt(2 (1/d1 + 1/d2) / lambda) between the points (ta, ha) and
 * (tb, hb) of the profile that runs from the transmitter along (dx, dy) for `d` metres. An edge is found
 * only if its nu is above CLEAR. Grid cells whose highest wall cannot beat the best edge so far are passed over.
 */
function highestEdge(p: SweepProblem, dx: number, dy: number, ta: number, ha: number, tb: number, hb: number) {
  const city = p.city;
  const cell = city.gridCellM;
  edge.nu = CLEAR;
  let column = Math.floor((p.txX + dx * ta - city.gridMinX) / cell);
  let row = Math.floor((p.txY + dy * ta - city.gridMinY) / cell);
  let tx = dx !== 0 ? (city.gridMinX + (column + (dx > 0 ? 1 : 0)) * cell - p.txX) / dx : Number.POSITIVE_INFINITY;
  let ty = dy !== 0 ? (city.gridMinY + (row + (dy > 0 ? 1 : 0)) * cell - p.txY) / dy : Number.POSITIVE_INFINITY;
  const perX = cell / Math.abs(dx);
  const perY = cell / Math.abs(dy);
  let enter = ta;
  while (enter < tb && column >= 0 && row >= 0 && column < city.gridColumns && row < city.gridRows) {
    const leave = Math.min(tx, ty);
    const index = row * city.gridColumns + column;
    const first = canBeat(p, city.cellTop[index]!, enter, Math.min(leave, tb), ta, ha, tb, hb)
      ? city.cellStart[index]!
      : city.cellStart[index + 1]!;
    for (let k = first; k < city.cellStart[index + 1]!; k++) {
      const w = city.cellWalls[k]!;
      const ax = city.wallEnds[4 * w]! - p.txX;
      const ay = city.wallEnds[4 * w + 1]! - p.txY;
      const bx = city.wallEnds[4 * w + 2]! - p.txX;
      const by = city.wallEnds[4 * w + 3]! - p.txY;
      const sa = dx * ay - dy * ax;
      const sb = dx * by - dy * bx;
      if (sa >= 0 === sb >= 0) continue;
      const t = ((dx * ax + dy * ay) * sb - (dx * bx + dy * by) * sa) / (sb - sa);
      // Each wall once: in the cell where the profile meets it.
      if (t <= enter || t > leave) continue;
      // An edge at an end is the antenna's own support.
      if (t <= ta + 0.01 || t >= tb - 0.01) continue;
      const height = city.roofHeight[city.wallBuilding[w]!]!;
      const line = ha + ((hb - ha) * (t - ta)) / (tb - ta);
      const nu = (height - line) * Math.sqrt((2 * (1 / (t - ta) + 1 / (tb - t))) / p.wavelengthM);
      if (nu > edge.nu) {
        edge.nu = nu;
        edge.t = t;
        edge.height = height;
      }
    }
    enter = leave;
    if (tx < ty) {
      column += dx > 0 ? 1 : -1;
      tx += perX;
    } else {
      row += dy > 0 ? 1 : -1;
      ty += perY;
    }
  }
}

/** False when no edge of height `top` between `from` and `to` of the profile can have a greater nu than `edge`. */
function canBeat(
  p: SweepProblem,
  top: number,
  from: number,
  to: number,
  ta: number,
  ha: number,
  tb: number,
  hb: number,
): boolean {
  const slope = (hb - ha) / (tb - ta);
  const rise = top - Math.min(ha + slope * (from - ta), ha + slope * (to - ta));
  // 1/d1 + 1/d2 lies between 4/(d1 + d2) and its value for the nearest ends.
  const nearest = 1 / Math.max(from - ta, 0.01) + 1 / Math.max(tb - to, 0.01);
  const factor = rise > 0 ? nearest : 4 / (tb - ta);
  return rise * Math.sqrt((2 * factor) / p.wavelengthM) > edge.nu;
}
