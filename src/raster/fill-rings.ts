import type { RasterGrid } from './raster-grid.ts';

/**
 * Visits every cell of a grid whose centre lies within rings (x0 y0 x1 y1 ... [m]; the outer one first): even-odd along scan lines
 * through cell centres, so that holes stay open.
 */
export function fillRings(grid: RasterGrid, rings: readonly Float64Array[], visit: (cell: number) => void): void {
  const outer = rings[0];
  if (!outer) return;
  let minY = Number.POSITIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < outer.length; i += 2) {
    minY = Math.min(minY, outer[i]!);
    maxY = Math.max(maxY, outer[i]!);
  }
  const firstRow = Math.max(0, Math.floor((grid.northM - maxY) / grid.cellSizeM));
  const lastRow = Math.min(grid.rows - 1, Math.ceil((grid.northM - minY) / grid.cellSizeM));
  for (let row = firstRow; row <= lastRow; row++) {
    const y = grid.northM - (row + 0.5) * grid.cellSizeM;
    const crossings = rings.flatMap((ring) => crossingsAt(ring, y)).sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i]! - grid.westM) / grid.cellSizeM - 0.5));
      const to = Math.min(grid.columns - 1, Math.floor((crossings[i + 1]! - grid.westM) / grid.cellSizeM - 0.5));
      for (let column = from; column <= to; column++) visit(row * grid.columns + column);
    }
  }
}

function crossingsAt(ring: Float64Array, y: number): number[] {
  const out: number[] = [];
  const n = ring.length / 2;
  for (let i = 0; i < n; i++) {
    const j = (i + 1) % n;
    const ya = ring[2 * i + 1]!;
    const yb = ring[2 * j + 1]!;
    if (ya > y !== yb > y) out.push(ring[2 * i]! + ((y - ya) / (yb - ya)) * (ring[2 * j]! - ring[2 * i]!));
  }
  return out;
}
