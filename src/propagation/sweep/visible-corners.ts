import type { PlanCity } from './plan-city.ts';
import type { SweepProblem } from './sweep-problem.ts';

/** An upright building edge that the transmitter sees and that casts a shadow. */
export interface Corner {
  readonly x: number;
  readonly y: number;
  /** Plan distance from the transmitter [m]. */
  readonly distanceM: number;
  readonly roofM: number;
  /** Slopes steeper than this are cut by a roof before the corner. */
  readonly steepestClear: number;
  /** Direction of the shadow boundary [rad] and the signed angle swept from it into the shadow [rad]. */
  readonly shadowFromRad: number;
  readonly sweepRad: number;
}

/** Corners farther than this add nothing that the rooftop profile does not [m]. */
const FARTHEST_M = 1500;
/** How deep into the shadow a corner sends [rad]; 60 degrees in, a knife edge is some 30 dB down at street scale. */
const FAN_RAD = Math.PI / 3;
/** A corner is seen past walls that end within this distance of it [m]: its own. */
const OWN_WALLS_M = 0.05;

/**
 * Silhouette corners in the transmitter's view: one of the two walls that meet there faces it, the other does not, and no
 * roof rises above the plan line to the corner as seen from the antenna down to the street.
 */
export function visibleCorners(p: SweepProblem): Corner[] {
  const city = p.city;
  const corners: Corner[] = [];
  for (let w = 0; w < city.wallCount; w++) {
    const next = nextWall(city, w);
    if (next < 0) continue;
    const x = city.wallEnds[4 * w + 2]!;
    const y = city.wallEnds[4 * w + 3]!;
    const dx = x - p.txX;
    const dy = y - p.txY;
    const distance = Math.hypot(dx, dy);
    if (distance < 1 || distance > FARTHEST_M) continue;
    const facesIn = dx * city.wallNormals[2 * w]! + dy * city.wallNormals[2 * w + 1]! < 0;
    const facesOut = dx * city.wallNormals[2 * next]! + dy * city.wallNormals[2 * next + 1]! < 0;
    if (facesIn === facesOut || !isConvex(city, w, next)) continue;
    const roof = city.roofHeight[city.wallBuilding[w]!]!;
    const steepestClear = steepestClearSlope(p, x, y, distance);
    if (steepestClear >= Math.min(0, (roof - p.txHeight) / distance)) continue;
    // The building lies to the left of its walls: when the wall before the corner is lit, its shadow falls to the left.
    corners.push({
      x,
      y,
      distanceM: distance,
      roofM: roof,
      steepestClear,
      shadowFromRad: Math.atan2(dy, dx),
      sweepRad: facesIn ? FAN_RAD : -FAN_RAD,
    });
  }
  return corners;
}

/** The wall that begins where `w` ends in the same ring (rings are stored in order), or -1. */
function nextWall(city: PlanCity, w: number): number {
  const e = city.wallEnds;
  const x = e[4 * w + 2]!;
  const y = e[4 * w + 3]!;
  if (w + 1 < city.wallCount && e[4 * w + 4] === x && e[4 * w + 5] === y) return w + 1;
  for (let k = w; k >= 0 && city.wallBuilding[k] === city.wallBuilding[w]; k--)
    if (e[4 * k] === x && e[4 * k + 1] === y) return k;
  return -1;
}

function isConvex(city: PlanCity, a: number, b: number): boolean {
  const n = city.wallNormals;
  return n[2 * a]! * n[2 * b + 1]! - n[2 * a + 1]! * n[2 * b]! > 1e-3;
}

/** The least slope dz/dr from the antenna that clears every roof before the corner; no steeper than its foot at street level. */
function steepestClearSlope(p: SweepProblem, x: number, y: number, distance: number): number {
  const city = p.city;
  const dx = (x - p.txX) / distance;
  const dy = (y - p.txY) / distance;
  let clear = -(p.txHeight + p.rxHeight) / distance;
  const steps = Math.ceil(distance / (city.gridCellM / 2));
  let last = -1;
  for (let i = 0; i <= steps; i++) {
    const s = (distance * i) / steps;
    const column = Math.floor((p.txX + dx * s - city.gridMinX) / city.gridCellM);
    const row = Math.floor((p.txY + dy * s - city.gridMinY) / city.gridCellM);
    if (column < 0 || row < 0 || column >= city.gridColumns || row >= city.gridRows) continue;
    const cell = row * city.gridColumns + column;
    if (cell === last) continue;
    last = cell;
    for (let k = city.cellStart[cell]!; k < city.cellStart[cell + 1]!; k++) {
      const w = city.cellWalls[k]!;
      const ax = city.wallEnds[4 * w]! - p.txX;
      const ay = city.wallEnds[4 * w + 1]! - p.txY;
      const bx = city.wallEnds[4 * w + 2]! - p.txX;
      const by = city.wallEnds[4 * w + 3]! - p.txY;
      const sa = dx * ay - dy * ax;
      const sb = dx * by - dy * bx;
      if (sa >= 0 === sb >= 0) continue;
      const t = ((dx * ax + dy * ay) * sb - (dx * bx + dy * by) * sa) / (sb - sa);
      if (t <= 0 || t >= distance - OWN_WALLS_M) continue;
      clear = Math.max(clear, (city.roofHeight[city.wallBuilding[w]!]! - p.txHeight) / t);
    }
  }
  return clear;
}
export const BEAMS_PER_CORNER = 32;
