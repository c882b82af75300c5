import { DX, DY, ENTRY_BIAS_M, KEY, LAST_WALL, OX, OY } from './beam.ts';
import type { PlanCity } from './plan-city.ts';
import { NONE } from './sweep-problem.ts';

/** An event: its order key [m along the piece], its wall, and whether it leads into the building. */
export interface Hit {
  key: number;
  wall: number;
  entering: boolean;
}

/**
 * Finds the first wall after the beam's last event and no farther than `far`, cell by cell of the wall grid, and puts it into `hit`;
 * false when there is none. Both walls that share a vertex make the same test on it, so no ray slips between them; entries count
 * as ENTRY_BIAS_M farther, so that coincident walls of adjoining buildings are met exit first. Twin: shaders/lib/next_hit.wgsl.
 */
export function nextHit(city: PlanCity, b: Float64Array, far: number, hit: Hit): boolean {
  const ox = b[OX]!;
  const oy = b[OY]!;
  const dx = b[DX]!;
  const dy = b[DY]!;
  const last = b[KEY]!;
  const lastWall = b[LAST_WALL]!;
  const cell = city.gridCellM;
  const from = Math.max(0, last);
  let column = Math.floor((ox + dx * from - city.gridMinX) / cell);
  let row = Math.floor((oy + dy * from - city.gridMinY) / cell);
  const stepX = dx > 0 ? 1 : -1;
  const stepY = dy > 0 ? 1 : -1;
  const perX = dx !== 0 ? cell / Math.abs(dx) : Number.POSITIVE_INFINITY;
  const perY = dy !== 0 ? cell / Math.abs(dy) : Number.POSITIVE_INFINITY;
  let tx = dx !== 0 ? (city.gridMinX + (column + (dx > 0 ? 1 : 0)) * cell - ox) / dx : Number.POSITIVE_INFINITY;
  let ty = dy !== 0 ? (city.gridMinY + (row + (dy > 0 ? 1 : 0)) * cell - oy) / dy : Number.POSITIVE_INFINITY;
  while (column >= 0 && row >= 0 && column < city.gridColumns && row < city.gridRows) {
    const leave = Math.min(tx, ty);
    const index = row * city.gridColumns + column;
    let best = Math.min(leave, far);
    let wall = NONE;
    let entering = false;
    for (let k = city.cellStart[index]!; k < city.cellStart[index + 1]!; k++) {
      const w = city.cellWalls[k]!;
      if (w === lastWall) continue;
      const ax = city.wallEnds[4 * w]! - ox;
      const ay = city.wallEnds[4 * w + 1]! - oy;
      const bx = city.wallEnds[4 * w + 2]! - ox;
      const by = city.wallEnds[4 * w + 3]! - oy;
      const sa = dx * ay - dy * ax;
      const sb = dx * by - dy * bx;
      if (sa >= 0 === sb >= 0) continue;
      const into = sb < sa;
      const key = ((dx * ax + dy * ay) * sb - (dx * bx + dy * by) * sa) / (sb - sa) + (into ? ENTRY_BIAS_M : 0);
      if (key < last || (key === last && w < lastWall)) continue;
      if (key > best || (key === best && w >= wall)) continue;
      best = key;
      wall = w;
      entering = into;
    }
    if (wall !== NONE) {
      hit.key = best;
      hit.wall = wall;
      hit.entering = entering;
      return true;
    }
    if (leave >= far) return false;
    if (tx < ty) {
      column += stepX;
      tx += perX;
    } else {
      row += stepY;
      ty += perY;
    }
  }
  return false;
}
