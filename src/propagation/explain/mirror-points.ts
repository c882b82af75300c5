import type { PlanCity } from '../sweep/plan-city.ts';
import { MAX_EVENTS } from '../sweep/sweep-problem.ts';

/** Points of a plan path: turning points in the order in which the wave meets them, then the receiver [m, relative to the city's offset]. */
export interface PlanPath {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Unfolded plan length [m]. */
  lengthM: number;
}

export function planPath(): PlanPath {
  return { x: new Float64Array(MAX_EVENTS + 1), y: new Float64Array(MAX_EVENTS + 1), lengthM: 0 };
}

const imageX = new Float64Array(MAX_EVENTS + 1);
const imageY = new Float64Array(MAX_EVENTS + 1);

/**
 * Image method in plan: the path from (fromX, fromY) over `walls`, in their order, to (toX, toY), all relative to the city's
 * offset [m]. The images of the source are mirrored forward through the walls' lines, and the turning points found backward, each
 * where the line from the image to the point after it crosses its wall. False where one of them would lie beside its wall. Whether
 * something is in the way is not looked at.
 */
export function mirrorPoints(
  city: PlanCity,
  fromX: number,
  fromY: number,
  walls: ArrayLike<number>,
  toX: number,
  toY: number,
  out: PlanPath,
): boolean {
  const n = walls.length;
  imageX[0] = fromX;
  imageY[0] = fromY;
  for (let i = 0; i < n; i++) {
    const w = walls[i]!;
    const nx = city.wallNormals[2 * w]!;
    const ny = city.wallNormals[2 * w + 1]!;
    const off = (imageX[i]! - city.wallEnds[4 * w]!) * nx + (imageY[i]! - city.wallEnds[4 * w + 1]!) * ny;
    imageX[i + 1] = imageX[i]! - 2 * off * nx;
    imageY[i + 1] = imageY[i]! - 2 * off * ny;
  }
  let x = toX;
  let y = toY;
  out.x[n] = x;
  out.y[n] = y;
  out.lengthM = Math.hypot(toX - imageX[n]!, toY - imageY[n]!);
  for (let i = n - 1; i >= 0; i--) {
    const w = walls[i]!;
    const dx = x - imageX[i + 1]!;
    const dy = y - imageY[i + 1]!;
    const ax = city.wallEnds[4 * w]! - imageX[i + 1]!;
    const ay = city.wallEnds[4 * w + 1]! - imageY[i + 1]!;
    const bx = city.wallEnds[4 * w + 2]! - imageX[i + 1]!;
    const by = city.wallEnds[4 * w + 3]! - imageY[i + 1]!;
    const sa = dx * ay - dy * ax;
    const sb = dx * by - dy * bx;
    if (sa >= 0 === sb >= 0) return false;
    // How far along from the image to the point after the wall lies.
    const share = (ax * by - ay * bx) / (sb - sa);
    if (!(share > 0 && share < 1)) return false;
    x = imageX[i + 1]! + share * dx;
    y = imageY[i + 1]! + share * dy;
    out.x[i] = x;
    out.y[i] = y;
  }
  return true;
}
