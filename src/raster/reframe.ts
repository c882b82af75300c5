import { type GeoFrame, localFromWgs84, wgs84FromLocal } from './geo-frame.ts';
import { cellAt, cellCentre, cellCount, gridBounds, gridOfBounds, type RasterGrid } from './raster-grid.ts';

/** True where positions in both frames mean the same. */
export function sameFrame(a: GeoFrame | null, b: GeoFrame | null): boolean {
  return a === b || (a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b));
}

/**
 * A raster in another frame: cells of the same size that cover the same ground, each with the value of the old cell that its centre lies
 * in; NaN beyond. Frames differ in origin and, by up to some degrees, in north.
 */
export function reframed(
  grid: RasterGrid,
  values: ArrayLike<number>,
  from: GeoFrame,
  to: GeoFrame,
): { readonly grid: RasterGrid; readonly values: Float32Array } {
  const b = gridBounds(grid);
  const corners = [b.minX, b.maxX].flatMap((x) => [b.minY, b.maxY].map((y) => moved(x, y, from, to)));
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const bounds = { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) };
  const target = gridOfBounds(bounds, grid.cellSizeM);
  const out = new Float32Array(cellCount(target)).fill(Number.NaN);
  for (let cell = 0; cell < out.length; cell++) {
    const centre = cellCentre(target, cell);
    const old = moved(centre.x, centre.y, to, from);
    const source = cellAt(grid, old.x, old.y);
    if (source >= 0) out[cell] = values[source]!;
  }
  return { grid: target, values: out };
}

function moved(x: number, y: number, from: GeoFrame, to: GeoFrame): { x: number; y: number } {
  return localFromWgs84(to, wgs84FromLocal(from, x, y));
}
