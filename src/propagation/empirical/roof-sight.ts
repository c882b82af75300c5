import type { RasterGrid } from '../../raster/raster-grid.ts';

/** A point with its height above the ground [m]. */
export interface RaisedPoint {
  readonly x: number;
  readonly y: number;
  readonly heightM: number;
}

/** True where the straight line between two points clears every roof cell between them, sampled twice a cell. */
export function clearsRoofs(roofs: Float32Array, grid: RasterGrid, from: RaisedPoint, to: RaisedPoint): boolean {
  const { cellSizeM, columns, rows, northM, westM } = grid;
  const steps = Math.max(1, Math.ceil((2 * Math.hypot(to.x - from.x, to.y - from.y)) / cellSizeM));
  for (let k = 1; k < steps; k++) {
    const t = k / steps;
    const column = Math.floor((from.x + t * (to.x - from.x) - westM) / cellSizeM);
    const row = Math.floor((northM - from.y - t * (to.y - from.y)) / cellSizeM);
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    if (roofs[row * columns + column]! > from.heightM + t * (to.heightM - from.heightM)) return false;
  }
  return true;
}
