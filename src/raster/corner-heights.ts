import type { RasterGrid } from './raster-grid.ts';

/**
 * z at (x, y) of heights that are given at the corners of a grid's cells, (columns + 1) x (rows + 1), row 0 = north: two plane triangles a
 * cell, parted from its north-west to its south-east corner. Outside the grid that of its nearest edge.
 */
export function heightAt(cornerZM: Float64Array, grid: RasterGrid, x: number, y: number): number {
  const { columns, rows, cellSizeM } = grid;
  const gx = Math.min(columns, Math.max(0, (x - grid.westM) / cellSizeM));
  const gy = Math.min(rows, Math.max(0, (grid.northM - y) / cellSizeM));
  const column = Math.min(columns - 1, Math.floor(gx));
  const row = Math.min(rows - 1, Math.floor(gy));
  const u = gx - column;
  const v = gy - row;
  const at = row * (columns + 1) + column;
  const nw = cornerZM[at]!;
  const se = cornerZM[at + columns + 2]!;
  if (u >= v) {
    const ne = cornerZM[at + 1]!;
    return nw + u * (ne - nw) + v * (se - ne);
  }
  const sw = cornerZM[at + columns + 1]!;
  return nw + v * (sw - nw) + u * (se - sw);
}

/** Heights at the corners of a grid's cells, by their place [m]. */
export function cornerHeights(grid: RasterGrid, height: (x: number, y: number) => number): Float64Array {
  const across = grid.columns + 1;
  return Float64Array.from({ length: across * (grid.rows + 1) }, (_, i) =>
    height(grid.westM + (i % across) * grid.cellSizeM, grid.northM - Math.floor(i / across) * grid.cellSizeM),
  );
}

/** Gives every corner without a height (NaN) that of a corner nearby; returns how many, or -1 where none has one. */
export function fillCorners(cornerZM: Float64Array, { columns, rows }: RasterGrid): number {
  const across = columns + 1;
  let front: number[] = [];
  let missing = 0;
  cornerZM.forEach((z, i) => {
    if (Number.isNaN(z)) missing++;
    else front.push(i);
  });
  if (missing === 0) return 0;
  if (front.length === 0) return -1;
  while (front.length > 0) {
    const next: number[] = [];
    for (const i of front) {
      const [c, r] = [i % across, Math.floor(i / across)];
      const around = [
        c > 0 ? i - 1 : -1,
        c < columns ? i + 1 : -1,
        r > 0 ? i - across : -1,
        r < rows ? i + across : -1,
      ];
      for (const j of around) {
        if (j < 0 || !Number.isNaN(cornerZM[j]!)) continue;
        cornerZM[j] = cornerZM[i]!;
        next.push(j);
      }
    }
    front = next;
  }
  return missing;
}
