import { cellAt, gridOfBounds, type RasterGrid } from '../raster/raster-grid.ts';
import { roofRaster } from './roof-raster.ts';
import type { Building } from './scene.ts';

/** Roofs are looked up on cells of this width [m], coarser where the places lie far apart. */
const CELL_M = 5;
const MOST_CELLS = 4e6;

/**
 * Height above the ground [m] of the tallest roof within `radiusM` of every place (x, y [m, scene frame], finite); 0 where none is.
 * Roofs and places are rounded to cells of 5 m (of places far apart, to coarser ones), so a roof at the very rim may count or not.
 */
export function tallestRoofNear(
  buildings: readonly Building[],
  x: Float64Array,
  y: Float64Array,
  radiusM: number,
): Float32Array {
  if (x.length === 0) return new Float32Array(0);
  const grid = gridAround(x, y, radiusM);
  const roofs = roofRaster(buildings, grid);
  const known = new Map<number, number>();
  return Float32Array.from(x, (east, i) => {
    const cell = cellAt(grid, east, y[i]!);
    const height = known.get(cell) ?? tallestAround(roofs, grid, cell, radiusM);
    known.set(cell, height);
    return height;
  });
}

function gridAround(x: Float64Array, y: Float64Array, radiusM: number): RasterGrid {
  const least = (values: Float64Array) => values.reduce((a, b) => Math.min(a, b)) - radiusM;
  const most = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b)) + radiusM;
  const bounds = { minX: least(x), maxX: most(x), minY: least(y), maxY: most(y) };
  const area = (bounds.maxX - bounds.minX) * (bounds.maxY - bounds.minY);
  return gridOfBounds(bounds, Math.max(CELL_M, Math.sqrt(area / MOST_CELLS)));
}

/** Height [m] of the tallest roof whose cell has its middle within `radiusM` of that of a cell of the same grid; 0 where none is. */
export function tallestAround(roofs: Float32Array, grid: RasterGrid, cell: number, radiusM: number): number {
  const reach = Math.floor(radiusM / grid.cellSizeM);
  const row = Math.floor(cell / grid.columns);
  const column = cell % grid.columns;
  let tallest = 0;
  for (let r = Math.max(0, row - reach); r <= Math.min(grid.rows - 1, row + reach); r++) {
    const half = Math.floor(Math.sqrt((radiusM / grid.cellSizeM) ** 2 - (r - row) ** 2));
    const last = Math.min(grid.columns - 1, column + half);
    for (let c = Math.max(0, column - half); c <= last; c++) {
      const height = roofs[r * grid.columns + c]!;
      if (height > tallest) tallest = height;
    }
  }
  return tallest;
}
