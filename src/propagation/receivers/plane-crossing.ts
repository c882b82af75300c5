import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { ReceiverPlane } from './receivers.ts';

/** Where a ray crosses a plane of receivers. */
export interface PlaneCrossing {
  /** Finds the crossing of the ray; `way`, `cell` and `change` are of the last. */
  find(): void;
  /** Way along the ray to the plane [m]; not above 0, or NaN, where the ray does not come to it. */
  way: number;
  /** Cell of the grid there, or -1. */
  cell: number;
  /** Cosine of the angle between the ray and the plane's normal, of either sign. */
  change: number;
}

/** @param ray origin and unit direction in its first six values */
export function createPlaneCrossing(
  { corner, alongColumns: u, alongRows: v, normal: n }: ReceiverPlane,
  grid: RasterGrid,
  ray: Float64Array,
): PlaneCrossing {
  const { columns, rows } = grid;
  const perCell = 1 / grid.cellSizeM;
  const [cx, cy, cz] = corner;
  const [ux, uy, uz] = u;
  const [vx, vy, vz] = v;
  const [nx, ny, nz] = n;
  const found: PlaneCrossing = {
    way: 0,
    cell: -1,
    change: 0,
    find: () => {
      const dx = ray[3]!;
      const dy = ray[4]!;
      const dz = ray[5]!;
      const change = nx * dx + ny * dy + nz * dz;
      const way = (nx * (cx - ray[0]!) + ny * (cy - ray[1]!) + nz * (cz - ray[2]!)) / change;
      found.change = change;
      found.way = way;
      found.cell = -1;
      // False for NaN too: a ray within the plane does not cross it.
      if (!(way > 0)) return;
      const x = ray[0]! + way * dx - cx;
      const y = ray[1]! + way * dy - cy;
      const z = ray[2]! + way * dz - cz;
      const column = Math.floor((ux * x + uy * y + uz * z) * perCell);
      const row = Math.floor((vx * x + vy * y + vz * z) * perCell);
      if (column >= 0 && row >= 0 && column < columns && row < rows) found.cell = row * columns + column;
    },
  };
  return found;
}
