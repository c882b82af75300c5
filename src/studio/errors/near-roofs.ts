import type { RasterGrid } from '../../raster/raster-grid.ts';
import { tallestAround } from '../../scene/tallest-roof-near.ts';

/** How far about a cell roofs count as near [m]. */
export const NEAR_M = 30;

/** Upper edges of the classes of roofs [m]; the last is open. */
const ROOF_EDGES_M = [10, 20, 40];

export const ROOF_CLASSES: readonly string[] = [
  `no building within ${NEAR_M} m`,
  'below 10 m',
  '10 to 20 m',
  '20 to 40 m',
  '40 m and higher',
];

/** Height of the highest roof [m] whose cell has its middle within NEAR_M of that of each cell; 0 where there is none. */
export function highestNear(grid: RasterGrid, roofM: Float32Array, cells: Int32Array): Float32Array {
  return Float32Array.from(cells, (cell) => tallestAround(roofM, grid, cell, NEAR_M));
}

/** Index in ROOF_CLASSES. */
export function roofClass(heightM: number): number {
  if (!(heightM > 0)) return 0;
  const at = ROOF_EDGES_M.findIndex((edge) => heightM < edge);
  return at < 0 ? ROOF_CLASSES.length - 1 : at + 1;
}
