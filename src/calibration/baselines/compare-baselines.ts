import { median } from '../../metrics/cdf.ts';
import { type CoveragePolicy, type ErrorMetrics, errorMetrics } from '../../metrics/error-metrics.ts';
import { robustRegression } from './robust-regression.ts';

/** A plain predictor and its errors. */
export interface ComparedBaseline {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly metrics: ErrorMetrics;
}

/** Links are taken to be at least this long [m]: levels have no logarithm at the antenna. */
const LEAST_LINK_M = 1;

/**
 * What a constant (the median) and a straight line over lg distance (Huber's loss) make of the rows that the figures rest on. They are
 * fitted to these very rows, so they look a little better than on rows they had not seen: what does not beat them predicts nothing.
 * @param truth [dBm], NaN = no measurement
 * @param lengthsM of the links [m]; without them there is no line
 */
export function compareBaselines(
  predicted: ArrayLike<number>,
  truth: ArrayLike<number>,
  lengthsM: ArrayLike<number> | null,
  policy: CoveragePolicy,
): readonly ComparedBaseline[] {
  const rows: number[] = [];
  for (let i = 0; i < truth.length; i++) {
    if (Number.isFinite(truth[i]!) && (policy === 'all' || Number.isFinite(predicted[i]!))) rows.push(i);
  }
  const levels = Float64Array.from(rows, (i) => truth[i]!);
  if (levels.length === 0) return [];
  const level = median(levels);
  const figures = (guess: Float64Array) => errorMetrics(guess, levels, { policy });
  const constant = {
    name: 'constant',
    parameters: { level },
    metrics: figures(new Float64Array(levels.length).fill(level)),
  };
  if (lengthsM === null || levels.length < 2) return [constant];
  const lg = Float64Array.from(rows, (i) => Math.log10(Math.max(LEAST_LINK_M, lengthsM[i]!)));
  const fit = robustRegression([lg], levels);
  const slope = fit.slope[0]!;
  // All at one distance: a constant again.
  if (Number.isNaN(slope)) return [constant];
  const line = figures(lg.map((_, row) => fit.valueAt([lg], row)));
  return [constant, { name: 'log-distance', parameters: { offset: fit.offset, slope }, metrics: line }];
}
