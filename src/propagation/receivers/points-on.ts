import { heightAt } from '../../raster/corner-heights.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { heightSpan } from './draped-receivers.ts';
import { aimPlane, type Receivers } from './receivers.ts';

/** The receiver so many metres along columns and along rows from the grid's first corner: x, y, z [m]. */
export function pointOn(
  receivers: Receivers,
  grid: RasterGrid,
  rightM: number,
  downM: number,
): [number, number, number] {
  const { corner, alongColumns: u, alongRows: v } = aimPlane(receivers, grid);
  const x = corner[0] + rightM * u[0] + downM * v[0];
  const y = corner[1] + rightM * u[1] + downM * v[1];
  const z =
    receivers.kind === 'draped' ? heightAt(receivers.cornerZM, grid, x, y) : corner[2] + rightM * u[2] + downM * v[2];
  return [x, y, z];
}

/** A ball about all receivers of a square of cells that begins at a column and a row. */
export function ballAbout(
  receivers: Receivers,
  grid: RasterGrid,
  column: number,
  row: number,
  side: number,
): { centre: [number, number, number]; radius: number } {
  const half = (side * grid.cellSizeM) / 2;
  const { corner, alongColumns: u, alongRows: v } = aimPlane(receivers, grid);
  const [right, down] = [column * grid.cellSizeM + half, row * grid.cellSizeM + half];
  const centre = [0, 1, 2].map((k) => corner[k]! + right * u[k]! + down * v[k]!) as [number, number, number];
  if (receivers.kind !== 'draped') return { centre, radius: half * Math.SQRT2 };
  const { low, high } = heightSpan(receivers.cornerZM, grid, column, row, side);
  centre[2] = (low + high) / 2;
  return { centre, radius: Math.hypot(half * Math.SQRT2, (high - low) / 2) };
}
