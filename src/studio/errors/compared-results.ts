import { compareBaselines } from '../../calibration/baselines/compare-baselines.ts';
import type { GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import { type ErrorMetrics, errorMetrics } from '../../metrics/error-metrics.ts';
import { type RasterGrid, sameGrid } from '../../raster/raster-grid.ts';

/** A map by name. */
export interface NamedMap {
  readonly name: string;
  readonly grid: RasterGrid;
  /** [dBm], NaN where there is no data. */
  readonly rsrpDbm: Float32Array;
}

export interface ComparedResult {
  readonly name: string;
  /** Share of all measured cells that it covers, 0..1; null for a predictor that was fitted to the cells compared. */
  readonly coverage: number | null;
  /** Over the cells that all cover. */
  readonly figures: ErrorMetrics;
}

export interface ComparedResults {
  /** Cells that are measured and that every map covers. */
  readonly cells: number;
  /** Measured cells. */
  readonly measured: number;
  /** Maps in their order, then plain predictors. */
  readonly rows: readonly ComparedResult[];
  /** Names of maps with other cells, that cannot be compared. */
  readonly otherCells: readonly string[];
}

/**
 * Several maps held against the same measured cells: those that all of them cover, for a map that leaves the hard cells out would look
 * better than it is. Beside them what a constant and a line over lg distance make of these cells, fitted to them.
 *
 * @param distanceM from the serving mast to each cell of the grid [m], for the line; NaN where that is not known
 */
export function comparedResults(
  maps: readonly NamedMap[],
  { grid, medianDbm }: GroundTruthMap,
  distanceM: Float32Array,
): ComparedResults {
  const shown = maps.filter((map) => sameGrid(map.grid, grid));
  const measured: number[] = [];
  const common: number[] = [];
  medianDbm.forEach((level, cell) => {
    if (Number.isNaN(level)) return;
    measured.push(cell);
    if (shown.every(({ rsrpDbm }) => !Number.isNaN(rsrpDbm[cell]!))) common.push(cell);
  });
  const of = (values: Float32Array) => Float32Array.from(common, (cell) => values[cell]!);
  const truth = of(medianDbm);
  const rows = shown.map(({ name, rsrpDbm }): ComparedResult => {
    const covered = measured.filter((cell) => !Number.isNaN(rsrpDbm[cell]!)).length;
    const figures = errorMetrics(of(rsrpDbm), truth, { policy: 'covered' });
    return { name, coverage: measured.length > 0 ? covered / measured.length : 0, figures };
  });
  return {
    cells: common.length,
    measured: measured.length,
    rows: [...rows, ...(shown.length > 0 ? plainPredictors(truth, of(distanceM)) : [])],
    otherCells: maps.filter((map) => !shown.includes(map)).map(({ name }) => name),
  };
}

const PLAIN_NAMES: Readonly<Record<string, string>> = {
  constant: 'A constant, fitted here',
  'log-distance': 'A line over lg distance, fitted here',
};

function plainPredictors(truth: Float32Array, distanceM: Float32Array): ComparedResult[] {
  const lengthsM = distanceM.some(Number.isNaN) ? null : distanceM;
  return compareBaselines(truth, truth, lengthsM, 'covered').map(({ name, metrics }) => ({
    name: PLAIN_NAMES[name] ?? name,
    coverage: null,
    figures: metrics,
  }));
}
