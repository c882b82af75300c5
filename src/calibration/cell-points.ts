import { cellCentre, cellCount, type RasterGrid } from '../raster/raster-grid.ts';
import type { Points } from './points.ts';

/** The centres of all cells of a grid, in their order. */
export function cellPoints(grid: RasterGrid): Points {
  const x = new Float64Array(cellCount(grid));
  const y = new Float64Array(x.length);
  for (let cell = 0; cell < x.length; cell++) {
    const centre = cellCentre(grid, cell);
    x[cell] = centre.x;
    y[cell] = centre.y;
  }
  return { x, y };
}
