import { antennaRotation } from '../../radio/antenna.ts';
import { closeEdgeCorrectionDb } from '../../radio/deygout.ts';
import { knifeEdgeLossDb } from '../../radio/knife-edge.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { Scene } from '../../scene/scene.ts';
import type { Sector } from '../../sites/sector.ts';
import { radians } from '../../units/angle.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { antennaGainTable, tableGainDbi } from './antenna-gain-table.ts';
import { type ProfileRaster, profileRaster } from './city-rasters.ts';

/** One sector's place in a city, and the cells that a predictor is asked about. */
export interface FeatureRequest {
  readonly scene: Scene;
  readonly sector: Sector;
  readonly grid: RasterGrid;
  /** z of the receivers in the scene frame [m]. */
  readonly receiverZM: number;
}

/** Clearance below which an edge is not told apart any more [m]. */
export const LEAST_EXCESS_M = -50;
/** An edge whose nu is no greater costs nothing (ITU-R P.526-15, eq. 31). */
const CLEAR = -0.78;

/** What the walk of the line of sight needs, the same numbers for the shader and for its twin. */
export interface SightWalk {
  readonly profile: ProfileRaster;
  readonly gainTable: Float32Array;
  /** Antenna in the scene frame, heights above the ground [m]. */
  readonly antennaX: number;
  readonly antennaY: number;
  readonly antennaHeightM: number;
  readonly receiverHeightM: number;
  readonly wavelengthM: number;
  /** Columns of the antenna's own axes (radio/antenna: antennaRotation). */
  readonly rotation: Float64Array;
  readonly azimuthRad: number;
}

/** Planes that depend on the line from the antenna to the cell, in the order in which the shader writes them. */
export const SIGHT_CHANNELS = [
  'free-space-gain',
  'log-distance',
  'obstruction',
  'excess-height',
  'knife-edge-loss',
  'line-of-sight',
  'bearing-cos',
  'bearing-sin',
] as const;

/** Takes a request apart into what the walk needs. */
export function sightWalk({ scene, sector, grid, receiverZM }: FeatureRequest): SightWalk {
  const ground = scene.groundZM ?? 0;
  return {
    profile: profileRaster(scene, grid, sector.x, sector.y),
    gainTable: antennaGainTable(sector.pattern),
    antennaX: sector.x,
    antennaY: sector.y,
    antennaHeightM: sector.z - ground,
    receiverHeightM: receiverZM - ground,
    wavelengthM: SPEED_OF_LIGHT / sector.frequencyHz,
    rotation: antennaRotation(sector.azimuthDeg, sector.downtiltDeg),
    azimuthRad: radians(sector.azimuthDeg),
  };
}

/** The roof point of greatest nu on part of a line, and where it stands. */
interface RoofEdge {
  nu: number;
  /** Distance from the antenna in plan [m], and height above the ground [m]. */
  t: number;
  height: number;
}

const main: RoofEdge = { nu: 0, t: 0, height: 0 };
const side: RoofEdge = { nu: 0, t: 0, height: 0 };

/**
 * The values of SIGHT_CHANNELS at (x, y) [m, scene frame]. The line from the antenna is sampled at the middle of equal pieces no
 * longer than a cell of the profile raster. Free space and antenna: paper section 3.3.2, eq. for L, with the free-space loss
 * subtracted, atan2 for the azimuth, the distance at least 1 m, and without power and losses, which only shift a map. Roofs: the
 * dominant edge and one on either side of it (Deygout), as in radio/deygout.
 */
export function walkTo(walk: SightWalk, x: number, y: number, out: Float64Array) {
  const { profile, antennaHeightM, receiverHeightM, wavelengthM } = walk;
  const dx = x - walk.antennaX;
  const dy = y - walk.antennaY;
  const rise = receiverHeightM - antennaHeightM;
  // Math.hypot guards against overflow that metres do not know, and takes ten times as long.
  const plan = Math.sqrt(dx * dx + dy * dy);
  const slant = Math.sqrt(plan * plan + rise * rise);
  const distance = Math.max(1, slant);
  const steps = Math.max(1, Math.ceil(plan / profile.grid.cellSizeM));
  const line = { walk, dx, dy, plan, steps };
  const above = highestEdge(line, 0, steps, 0, antennaHeightM, plan, receiverHeightM, main);
  const scale = 1 / Math.max(1e-9, slant);
  const [kx, ky, kz] = [dx * scale, dy * scale, rise * scale];
  const r = walk.rotation;
  const gain = tableGainDbi(
    walk.gainTable,
    r[0]! * kx + r[3]! * ky + r[6]! * kz,
    r[1]! * kx + r[4]! * ky + r[7]! * kz,
    r[2]! * kx + r[5]! * ky + r[8]! * kz,
  );
  const bearing = Math.atan2(dx, dy) - walk.azimuthRad;
  out[0] = gain - 20 * Math.log10((4 * Math.PI * distance) / wavelengthM);
  out[1] = Math.log10(distance);
  out[2] = (above * plan * slant) / steps / Math.max(plan, 1e-9);
  out[3] =
    main.nu === Number.NEGATIVE_INFINITY
      ? LEAST_EXCESS_M
      : Math.max(LEAST_EXCESS_M, main.height - (antennaHeightM + (rise * main.t) / plan));
  out[4] = roofLossDb(line, antennaHeightM, receiverHeightM, wavelengthM);
  out[5] = above === 0 ? 1 : 0;
  out[6] = Math.cos(bearing);
  out[7] = Math.sin(bearing);
}

interface Line {
  readonly walk: SightWalk;
  readonly dx: number;
  readonly dy: number;
  readonly plan: number;
  readonly steps: number;
}

/** Loss [dB >= 0] by the edge in `main` and one on either side of it. */
function roofLossDb(line: Line, antennaHeight: number, receiverHeight: number, wavelengthM: number): number {
  if (main.nu <= CLEAR) return 0;
  const { plan, steps } = line;
  // The sample that the main edge is.
  const k = Math.round((main.t / plan) * steps - 0.5);
  let loss = knifeEdgeLossDb(main.nu);
  highestEdge(line, 0, k, 0, antennaHeight, main.t, main.height, side);
  loss += sideLossDb(line, antennaHeight, receiverHeight, wavelengthM, side.t, main.t - side.t, plan - main.t);
  highestEdge(line, k + 1, steps, main.t, main.height, plan, receiverHeight, side);
  loss += sideLossDb(line, antennaHeight, receiverHeight, wavelengthM, plan - side.t, side.t - main.t, main.t);
  return loss;
}

/** What the edge in `side` adds [dB]; its distances to its end and to the main edge, and the main edge's to the other end [m]. */
function sideLossDb(
  { plan }: Line,
  antennaHeight: number,
  receiverHeight: number,
  wavelengthM: number,
  end: number,
  between: number,
  other: number,
): number {
  if (side.nu <= CLEAR) return 0;
  const over = side.height - (antennaHeight + ((receiverHeight - antennaHeight) * side.t) / plan);
  const alone = over * Math.sqrt((2 / wavelengthM) * (1 / side.t + 1 / (plan - side.t)));
  return Math.max(0, knifeEdgeLossDb(side.nu) - closeEdgeCorrectionDb(other, between, end, main.nu, alone));
}

/**
 * Puts into `edge` the roof point of greatest nu among the samples [first, last) of the line, seen between the points (ta, ha) and
 * (tb, hb) of it; nu is minus infinity where there is no roof. Returns how many roofs stand above the straight line between the two.
 */
function highestEdge(
  { walk, dx, dy, plan, steps }: Line,
  first: number,
  last: number,
  ta: number,
  ha: number,
  tb: number,
  hb: number,
  edge: RoofEdge,
): number {
  const { roofM, grid } = walk.profile;
  const { columns, cellSizeM } = grid;
  // In cells of the raster, which holds the whole line: antenna and map both lie in it.
  const x0 = (walk.antennaX - grid.westM) / cellSizeM;
  const y0 = (grid.northM - walk.antennaY) / cellSizeM;
  const stepX = dx / cellSizeM / steps;
  const stepY = -dy / cellSizeM / steps;
  const stepT = plan / steps;
  const slope = (hb - ha) / (tb - ta);
  let above = 0;
  // nu^2 with the sign of nu, in units of 2 / lambda: the greatest is where nu is, and needs no root.
  let best = Number.NEGATIVE_INFINITY;
  edge.nu = Number.NEGATIVE_INFINITY;
  for (let k = first; k < last; k++) {
    const at = k + 0.5;
    const roof = roofM[Math.floor(y0 + at * stepY) * columns + Math.floor(x0 + at * stepX)]!;
    if (roof === 0) continue;
    const t = at * stepT;
    const over = roof - (ha + slope * (t - ta));
    if (over > 0) above++;
    const square = over * Math.abs(over) * (1 / (t - ta) + 1 / (tb - t));
    if (square > best) {
      best = square;
      edge.t = t;
      edge.height = roof;
    }
  }
  if (best > Number.NEGATIVE_INFINITY) edge.nu = Math.sign(best) * Math.sqrt((2 / walk.wavelengthM) * Math.abs(best));
  return above;
}
