import { errorMetrics } from '../metrics/error-metrics.ts';
import type { CellErrors } from './report.ts';

/** Mean absolute errors of predicted levels [dBm, NaN = no coverage] on the cells at `indices`: covered ones, and all under the -140 dBm policy. */
export function cellErrors(
  predictedDbm: ArrayLike<number>,
  observedDbm: ArrayLike<number>,
  indices: ArrayLike<number>,
): CellErrors {
  const predicted = Float64Array.from(indices, (i) => predictedDbm[i]!);
  const observed = Float64Array.from(indices, (i) => observedDbm[i]!);
  const covered = errorMetrics(predicted, observed, { policy: 'covered' });
  const all = errorMetrics(predicted, observed, { policy: 'all' });
  return {
    covered: covered.count > 0 ? covered.mae : null,
    all: all.count > 0 ? all.mae : null,
    coveredCells: covered.count,
    allCells: all.count,
  };
}

/** MAE [dB] over covered cells at `indices`; NaN where there is none. What a trace of a fit asks for at every step. */
export function coveredMae(
  predictedDbm: ArrayLike<number>,
  observedDbm: ArrayLike<number>,
  indices: ArrayLike<number>,
): number {
  let sum = 0;
  let count = 0;
  for (let k = 0; k < indices.length; k++) {
    const r = predictedDbm[indices[k]!]! - observedDbm[indices[k]!]!;
    if (Number.isNaN(r)) continue;
    sum += Math.abs(r);
    count++;
  }
  return count > 0 ? sum / count : Number.NaN;
}
