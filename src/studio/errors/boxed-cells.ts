import type { GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import { cellCentre } from '../../raster/raster-grid.ts';
import type { MarkedCells } from './error-cells.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The measured cells whose middle is seen within a box of the window; the order of its corners does not matter. */
export function boxedCells(
  { grid, count }: Pick<GroundTruthMap, 'grid' | 'count'>,
  { from, to }: { readonly from: Point; readonly to: Point },
  screenOf: (x: number, y: number) => Point,
): MarkedCells {
  const within = (v: number, a: number, b: number) => v >= Math.min(a, b) && v <= Math.max(a, b);
  const marks = new Uint8Array(count.length);
  count.forEach((measurements, cell) => {
    if (measurements === 0) return;
    const centre = cellCentre(grid, cell);
    const seen = screenOf(centre.x, centre.y);
    if (within(seen.x, from.x, to.x) && within(seen.y, from.y, to.y)) marks[cell] = 1;
  });
  return { grid, marks };
}
