import type { PlanCity } from './plan-city.ts';

/**
 * Calls `visit` for the cells of the wall grid along a straight line from (x, y) in the unit direction (dx, dy), with the part
 * (enter, leave] of the line in each [m], for `length` metres or until the line leaves the grid. (x, y) lies in the grid.
 */
export function visitCellsAlong(
  city: PlanCity,
  x: number,
  y: number,
  dx: number,
  dy: number,
  length: number,
  visit: (cell: number, enter: number, leave: number) => void,
) {
  const size = city.gridCellM;
  let column = Math.floor((x - city.gridMinX) / size);
  let row = Math.floor((y - city.gridMinY) / size);
  let tx = dx !== 0 ? (city.gridMinX + (column + (dx > 0 ? 1 : 0)) * size - x) / dx : Number.POSITIVE_INFINITY;
  let ty = dy !== 0 ? (city.gridMinY + (row + (dy > 0 ? 1 : 0)) * size - y) / dy : Number.POSITIVE_INFINITY;
  let enter = 0;
  while (enter < length && column >= 0 && row >= 0 && column < city.gridColumns && row < city.gridRows) {
    const leave = Math.min(tx, ty);
    visit(row * city.gridColumns + column, enter, leave);
    enter = leave;
    if (tx < ty) {
      column += dx > 0 ? 1 : -1;
      tx += size / Math.abs(dx);
    } else {
      row += dy > 0 ? 1 : -1;
      ty += size / Math.abs(dy);
    }
  }
}

/** Where the line from (x, y) along (dx, dy) meets wall `w`: distance [m] and sense (1 into the building, -1 out of it, 0 nowhere). */
export const meeting = { at: 0, sense: 0 };

export function meetWall(city: PlanCity, w: number, x: number, y: number, dx: number, dy: number) {
  const ax = city.wallEnds[4 * w]! - x;
  const ay = city.wallEnds[4 * w + 1]! - y;
  const bx = city.wallEnds[4 * w + 2]! - x;
  const by = city.wallEnds[4 * w + 3]! - y;
  const sa = dx * ay - dy * ax;
  const sb = dx * by - dy * bx;
  meeting.sense = 0;
  if (sa >= 0 === sb >= 0) return meeting;
  meeting.at = ((dx * ax + dy * ay) * sb - (dx * bx + dy * by) * sa) / (sb - sa);
  meeting.sense = sb < sa ? 1 : -1;
  return meeting;
}
