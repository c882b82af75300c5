import { cellAt, cellCount, type RasterGrid } from '../raster/raster-grid.ts';
import { badInput } from '../units/errors.ts';

/** What was measured in every cell of a grid: the ground truth that maps are held against. */
export interface GroundTruthMap {
  readonly grid: RasterGrid;
  /** Median level [dBm] by cell, of an even number of values the mean of the two in the middle; NaN where nothing was measured. */
  readonly medianDbm: Float32Array;
  /** Measurements by cell. */
  readonly count: Uint32Array;
  /** Interquartile range by cell [dB], quartiles by linear interpolation; NaN below two measurements. */
  readonly spreadDb: Float32Array;
  /** Measurements that lie outside the grid and are in no cell. */
  readonly outside: number;
}

/**
 * Bins levels [dBm] at positions [m, scene frame] into the cells of a grid. The median is taken in dBm, not
 * in milliwatts: few strong values must not set a cell. Throws UserError('bad-input') when the arrays differ in length.
 */
export function binByCell(
  grid: RasterGrid,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  rsrpDbm: ArrayLike<number>,
): GroundTruthMap {
  if (x.length !== y.length || x.length !== rsrpDbm.length)
    throw badInput(`${x.length} x, ${y.length} y and ${rsrpDbm.length} levels; each measurement needs one of each.`);
  const cells = cellCount(grid);
  const count = new Uint32Array(cells);
  const cellOf = new Int32Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const cell = cellAt(grid, x[i]!, y[i]!);
    cellOf[i] = cell;
    if (cell >= 0) count[cell]!++;
  }
  // Levels sorted into one array, cell after cell.
  const start = new Uint32Array(cells + 1);
  for (let c = 0; c < cells; c++) start[c + 1] = start[c]! + count[c]!;
  const next = start.slice(0, cells);
  const levels = new Float32Array(start[cells]!);
  for (let i = 0; i < x.length; i++) {
    const cell = cellOf[i]!;
    if (cell >= 0) levels[next[cell]!++] = rsrpDbm[i]!;
  }
  const medianDbm = new Float32Array(cells).fill(Number.NaN);
  const spreadDb = new Float32Array(cells).fill(Number.NaN);
  for (let c = 0; c < cells; c++) {
    if (count[c] === 0) continue;
    if (count[c] === 1) {
      medianDbm[c] = levels[start[c]!]!;
      continue;
    }
    const inCell = sorted(levels.subarray(start[c]!, start[c + 1]!));
    medianDbm[c] = sortedQuantile(inCell, 0.5);
    spreadDb[c] = sortedQuantile(inCell, 0.75) - sortedQuantile(inCell, 0.25);
  }
  return { grid, medianDbm, count, spreadDb, outside: x.length - levels.length };
}

/** Most cells hold a few values, for which the engine's sort takes far longer to start than to sort. */
const FEW = 24;

/** Sorts in place, ascending; no NaN among the values. */
function sorted(values: Float32Array): Float32Array {
  if (values.length > FEW) return values.sort();
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > 0 && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
  return values;
}

/** Quantile of sorted values by linear interpolation; at least one value. */
export function sortedQuantile(sorted: Float32Array | Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}
