import { meetWall, visitCellsAlong } from './cells-along.ts';
import type { PlanCity } from './plan-city.ts';
import type { SweepProblem } from './sweep-problem.ts';

/** An upright building edge that the transmitter sees and that casts a shadow. */
export interface Corner {
  readonly building: number;
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
/** Beams of a corner's fan. */
export const BEAMS_PER_CORNER = 32;
/** Shadows narrower than this are no shadows [rad]. */
const NARROWEST_RAD = 1e-3;
/** Before the corner and in the middle of its shadow is looked this far from it [m]: another building there covers the edge. */
const BESIDE_M = 0.05;
/** A corner is seen past walls that end within this distance of it [m]: its own. */
const OWN_WALLS_M = 0.05;

/**
 * Silhouette corners in the transmitter's view: one of the two walls that meet there faces it, the other does not, no roof
 * rises above the plan line to the corner as seen from the antenna down to the street, and no other building stands against the
 * edge. The shadow lies between the line of sight and the wall that faces away.
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
    const flattest = Math.min(0, (roof - p.txHeight) / distance);
    const clear = steepestClearSlope(p, x, y, distance);
    if (clear >= flattest) continue;
    // A building against the lit side hides the edge below its own roof.
    const before = roofAt(city, x - (BESIDE_M * dx) / distance, y - (BESIDE_M * dy) / distance);
    const steepestClear = before > 0 ? Math.max(clear, (before - p.txHeight) / distance) : clear;
    if (steepestClear >= flattest) continue;
    // The building lies to the left of its walls: when the wall before the corner is lit, its shadow falls to the left.
    const shadowFromRad = Math.atan2(dy, dx);
    const away = facesIn ? { wall: next, sense: 1 } : { wall: w, sense: -1 };
    const wedge = angleToWall(city, away.wall, away.sense, dx, dy);
    if (wedge < NARROWEST_RAD) continue;
    const sweepRad = Math.min(FAN_RAD, wedge) * away.sense;
    const middle = shadowFromRad + sweepRad / 2;
    if (roofAt(city, x + BESIDE_M * Math.cos(middle), y + BESIDE_M * Math.sin(middle)) > 0) continue;
    corners.push({
      building: city.wallBuilding[w]!,
      x,
      y,
      distanceM: distance,
      roofM: roof,
      steepestClear,
      shadowFromRad,
      sweepRad,
    });
  }
  return corners;
}

/** The wall that begins where `w` ends in the same ring (rings are stored in order), or -1. */
function nextWall(city: PlanCity, w: number): number {
  const e = city.wallEnds;
  const x = e[4 * w + 2]!;
  const y = e[4 * w + 3]!;
  const sameBuilding = city.wallBuilding[w + 1] === city.wallBuilding[w];
  if (w + 1 < city.wallCount && sameBuilding && e[4 * w + 4] === x && e[4 * w + 5] === y) return w + 1;
  for (let k = w; k >= 0 && city.wallBuilding[k] === city.wallBuilding[w]; k--)
    if (e[4 * k] === x && e[4 * k + 1] === y) return k;
  return -1;
}

/** Angle [rad, >= 0] between (dx, dy) and a wall taken along (`sense` 1) or against (-1) its direction of travel. */
function angleToWall(city: PlanCity, w: number, sense: number, dx: number, dy: number): number {
  const e = city.wallEnds;
  const wx = sense * (e[4 * w + 2]! - e[4 * w]!);
  const wy = sense * (e[4 * w + 3]! - e[4 * w + 1]!);
  return Math.atan2(Math.abs(dx * wy - dy * wx), dx * wx + dy * wy);
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
  visitCellsAlong(city, p.txX, p.txY, dx, dy, distance, (cell) => {
    for (let k = city.cellStart[cell]!; k < city.cellStart[cell + 1]!; k++) {
      const w = city.cellWalls[k]!;
      const { sense, at } = meetWall(city, w, p.txX, p.txY, dx, dy);
      if (sense === 0 || at <= 0 || at >= distance - OWN_WALLS_M) continue;
      clear = Math.max(clear, (city.roofHeight[city.wallBuilding[w]!]! - p.txHeight) / at);
    }
  });
  return clear;
}

/** Height of the highest roof over (x, y) [m], 0 in the open: a line from there out of the city leaves the buildings that hold it. */
function roofAt(city: PlanCity, x: number, y: number): number {
  const left = new Map<number, number>();
  visitCellsAlong(city, x, y, 1, 0, Number.POSITIVE_INFINITY, (cell, enter, leave) => {
    for (let k = city.cellStart[cell]!; k < city.cellStart[cell + 1]!; k++) {
      const w = city.cellWalls[k]!;
      const { sense, at } = meetWall(city, w, x, y, 1, 0);
      // Each wall once: in the cell where the line meets it.
      if (sense === 0 || at <= enter || at > leave) continue;
      const building = city.wallBuilding[w]!;
      left.set(building, (left.get(building) ?? 0) - sense);
    }
  });
  let roof = 0;
  for (const [building, net] of left) if (net > 0) roof = Math.max(roof, city.roofHeight[building]!);
  return roof;
}
