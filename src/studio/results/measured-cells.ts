import { cellAt, cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';

/** Measurements by cell of a grid: their median and their number. */
export interface MeasuredCells {
  readonly grid: RasterGrid;
  /** NaN where nothing was measured. */
  readonly medianDbm: Float32Array;
  readonly count: Uint32Array;
  /** Accepted rows that lie outside the grid. */
  readonly outsideRows: number;
}

/** Median per cell (of an even number of values: the mean of the two in the middle). */
export function binByCell(measurements: MeasurementsView, grid: RasterGrid): MeasuredCells {
  const rows = measurements.rsrpDbm.length;
  const cellOf = new Int32Array(rows);
  const count = new Uint32Array(cellCount(grid));
  let outsideRows = 0;
  for (let i = 0; i < rows; i++) {
    const cell = cellAt(grid, measurements.x[i]!, measurements.y[i]!);
    cellOf[i] = cell;
    if (cell < 0) outsideRows++;
    else count[cell]!++;
  }
  const start = new Uint32Array(count.length + 1);
  for (let i = 0; i < count.length; i++) start[i + 1] = start[i]! + count[i]!;
  const next = start.slice(0, -1);
  const levels = new Float32Array(rows - outsideRows);
  for (let i = 0; i < rows; i++) {
    const cell = cellOf[i]!;
    if (cell >= 0) levels[next[cell]!++] = measurements.rsrpDbm[i]!;
  }
  const medianDbm = new Float32Array(count.length).fill(Number.NaN);
  for (let cell = 0; cell < count.length; cell++) {
    if (count[cell] === 0) continue;
    const values = levels.subarray(start[cell]!, start[cell + 1]!).sort();
    const middle = values.length >> 1;
    medianDbm[cell] = values.length % 2 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
  }
  return { grid, medianDbm, count, outsideRows };
}
