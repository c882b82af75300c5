import { cellAt, cellCentre, type RasterGrid } from '../../raster/raster-grid.ts';
import { buildingAt } from '../../scene/building-at.ts';
import type { Building } from '../../scene/scene.ts';
import type { ExplainedPlace } from '../store/explain-state.ts';

/** Cells under roofs, on the map's grid. */
interface RoofedCells {
  readonly grid: RasterGrid;
  /** 1 under a roof. */
  readonly indoor: Uint8Array;
}

type Point = { readonly x: number; readonly y: number };

/**
 * The cell to explain where a person points at (x, y) [m, scene frame]: the one there, or, where it lies under a roof and `under` is false, the
 * nearest in the open, which is where receivers are that a wall or a roof hides. Null beyond the map.
 */
export function placeToExplain(
  { x, y }: Point,
  under: boolean,
  { grid, indoor }: RoofedCells,
  buildings: readonly Building[],
): ExplainedPlace | null {
  const there = cellAt(grid, x, y);
  if (there < 0) return null;
  const open = indoor[there] === 1 ? nearestOpen(grid, indoor, x, y) : -1;
  const roofed = indoor[there] === 1 && (under || open < 0);
  const cell = roofed || open < 0 ? there : open;
  const place = { ...cellCentre(grid, cell), cellSizeM: grid.cellSizeM };
  if (indoor[there] !== 1) return place;
  const building = buildingAt({ buildings }, x, y) ?? buildingAt({ buildings }, ...centreOf(grid, there));
  const met = { x, y, building: building?.id ?? null, heightM: building?.heightM ?? null };
  return { ...place, met: { ...met, under: roofed, hasOpen: open >= 0 } };
}

/** The cell in the open whose centre is nearest to a point; -1 where all are under roofs. */
function nearestOpen(grid: RasterGrid, indoor: Uint8Array, x: number, y: number): number {
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let cell = 0; cell < indoor.length; cell++) {
    if (indoor[cell] === 1) continue;
    const centre = cellCentre(grid, cell);
    const far = (centre.x - x) ** 2 + (centre.y - y) ** 2;
    if (far >= least) continue;
    least = far;
    nearest = cell;
  }
  return nearest;
}

function centreOf(grid: RasterGrid, cell: number): [number, number] {
  const { x, y } = cellCentre(grid, cell);
  return [x, y];
}
