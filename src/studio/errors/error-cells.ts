import type { GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import { type ErrorMetrics, errorMetrics } from '../../metrics/error-metrics.ts';
import { cellCentre, cellCount, type RasterGrid, sameGrid } from '../../raster/raster-grid.ts';
import type { NetworkMap } from '../results/network-map.ts';

/** Measured cells that the map covers, one after the other; all arrays go by the same index. */
export interface ErrorCells {
  readonly grid: RasterGrid;
  /** Index in the grid, ascending. */
  readonly cell: Int32Array;
  readonly predictedDbm: Float32Array;
  /** Median of the cell. */
  readonly measuredDbm: Float32Array;
  /** Predicted less measured. */
  readonly errorDb: Float32Array;
  /** In plan, from the mast of the sector that serves it to the middle of the cell; NaN where that mast is gone. */
  readonly distanceM: Float32Array;
}

/** Cells of a grid that are marked on the map: 1, or 0. */
export interface MarkedCells {
  readonly grid: RasterGrid;
  readonly marks: Uint8Array;
}

interface Mast {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** The cells that errors are told of; null where the map has other cells than what was measured. */
export function errorCells(map: NetworkMap, measured: GroundTruthMap, masts: readonly Mast[]): ErrorCells | null {
  const { grid, rsrpDbm, server, sectorIds } = map;
  if (!sameGrid(grid, measured.grid)) return null;
  const covered: number[] = [];
  measured.medianDbm.forEach((level, at) => {
    if (!Number.isNaN(level) && !Number.isNaN(rsrpDbm[at]!)) covered.push(at);
  });
  const cell = Int32Array.from(covered);
  const mastOf = sectorIds.map((id) => masts.find((mast) => mast.id === id));
  const of = (value: (at: number) => number) => Float32Array.from(cell, value);
  return {
    grid,
    cell,
    predictedDbm: of((at) => rsrpDbm[at]!),
    measuredDbm: of((at) => measured.medianDbm[at]!),
    errorDb: of((at) => rsrpDbm[at]! - measured.medianDbm[at]!),
    distanceM: of((at) => {
      const mast = mastOf[server[at]!];
      const { x, y } = cellCentre(grid, at);
      return mast ? Math.hypot(x - mast.x, y - mast.y) : Number.NaN;
    }),
  };
}

/** Figures over all cells, or over those that are selected (1 in `selected`). */
export function errorFigures(
  { predictedDbm, measuredDbm }: Pick<ErrorCells, 'predictedDbm' | 'measuredDbm'>,
  selected: Uint8Array | null,
): ErrorMetrics {
  const of = (values: Float32Array) => (selected ? values.filter((_, i) => selected[i] === 1) : values);
  return errorMetrics(of(predictedDbm), of(measuredDbm), { policy: 'covered' });
}

/** The selected cells on their grid. */
export function marksOf({ grid, cell }: Pick<ErrorCells, 'grid' | 'cell'>, selected: Uint8Array): MarkedCells {
  const marks = new Uint8Array(cellCount(grid));
  cell.forEach((at, i) => {
    marks[at] = selected[i]!;
  });
  return { grid, marks };
}
