import { cellAt, cellCentre } from '../../raster/raster-grid.ts';
import type { Brush } from '../store/error-view-state.ts';
import type { CellGroups } from './cell-groups.ts';
import type { ErrorCells, MarkedCells } from './error-cells.ts';
import { isWithin } from './value-bins.ts';

/** What a brush may ask for. */
export interface BrushSource {
  readonly cells: ErrorCells;
  /** Of the brush's own grouping; null where it has none. */
  readonly groups: CellGroups | null;
  /** Cells of the last box on the map, maybe on another grid. */
  readonly boxed: MarkedCells | null;
}

/** 1 for every cell that the brush takes. */
export function brushedCells(brush: Brush, { cells, groups, boxed }: BrushSource): Uint8Array {
  const takes = takerOf(brush, cells, groups, boxed);
  return Uint8Array.from(cells.cell, (_, i) => (takes(i) ? 1 : 0));
}

function takerOf(
  brush: Brush,
  cells: ErrorCells,
  groups: CellGroups | null,
  boxed: MarkedCells | null,
): (i: number) => boolean {
  switch (brush.kind) {
    case 'error':
      return (i) => isWithin(brush.errorDb, cells.errorDb[i]!);
    case 'levels':
      return (i) =>
        isWithin(brush.measuredDbm, cells.measuredDbm[i]!) && isWithin(brush.predictedDbm, cells.predictedDbm[i]!);
    case 'distance':
      return (i) => isWithin(brush.distanceM, cells.distanceM[i]!);
    case 'class': {
      const taken = new Set(brush.names);
      return (i) => taken.has(groups?.names[groups.groupOf[i]!] ?? '');
    }
    case 'map':
      return (i) => {
        const { x, y } = cellCentre(cells.grid, cells.cell[i]!);
        return boxed !== null && boxed.marks[cellAt(boxed.grid, x, y)] === 1;
      };
  }
}
