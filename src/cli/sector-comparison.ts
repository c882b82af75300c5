import { compareBaselines } from '../calibration/baselines/compare-baselines.ts';
import { type ErrorMetrics, errorMetrics } from '../metrics/error-metrics.ts';

/** What one predictor makes of a sector's rows. */
export interface ComparedPredictor {
  readonly name: string;
  /** Fitted to these very rows, without a map. */
  readonly plain: boolean;
  /** Share [0..1] of the rows that it reaches. */
  readonly coverage: number;
  /** Over the rows that every map reaches, so that all predictors are judged by the same rows. Null where there is none. */
  readonly covered: ErrorMetrics | null;
  /** Over all rows, -140 dBm where the map does not reach. Null for a plain predictor that could not be fitted. */
  readonly all: ErrorMetrics | null;
}

/** One sector: its rows, and every predictor on them. */
export interface SectorComparison {
  readonly sector: string;
  /** Rows on the map, and rows of the sector that lie off it. */
  readonly measured: number;
  readonly outside: number;
  readonly predictors: readonly ComparedPredictor[];
}

export interface SectorRows {
  readonly sector: string;
  /** [dBm], one a row. */
  readonly truth: Float32Array;
  readonly outside: number;
  /** Length of the link of every row [m]; null where the sector's place is not known. */
  readonly lengthsM: Float64Array | null;
  /** Maps at these rows [dBm], NaN = no coverage. */
  readonly maps: readonly { readonly name: string; readonly predicted: Float32Array }[];
}

/** Holds maps and plain predictors against a sector's rows. */
export function compareSector({ sector, truth, outside, lengthsM, maps }: SectorRows): SectorComparison {
  const reached = truth.map((_, i) => (maps.every(({ predicted }) => Number.isFinite(predicted[i]!)) ? 1 : Number.NaN));
  const anyReached = reached.some((v) => v === 1);
  const ofMaps = maps.map(({ name, predicted }) => {
    const all = errorMetrics(predicted, truth, { policy: 'all' });
    const common = predicted.map((v, i) => v * reached[i]!);
    const covered = anyReached ? errorMetrics(common, truth, { policy: 'covered' }) : null;
    return { name, plain: false, coverage: all.coverage, covered, all };
  });
  const covered = compareBaselines(reached, truth, lengthsM, 'covered');
  const all = compareBaselines(reached, truth, lengthsM, 'all');
  const ofPlain = all.map(({ name, metrics }) => ({
    name,
    plain: true,
    coverage: 1,
    covered: covered.find((baseline) => baseline.name === name)?.metrics ?? null,
    all: metrics,
  }));
  return { sector, measured: truth.length, outside, predictors: [...ofMaps, ...ofPlain] };
}
