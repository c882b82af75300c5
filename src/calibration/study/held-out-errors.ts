import { type CoveragePolicy, errorMetrics } from '../../metrics/error-metrics.ts';
import type { HeldOutError, PolicyErrors, SplitKind } from './study.ts';

/** Errors of levels [dBm, NaN = no coverage] on held-out cells under both policies; see `errorMetrics`. */
export function heldOutErrors(
  levelDbm: ArrayLike<number>,
  measuredDbm: ArrayLike<number>,
  split: SplitKind,
): PolicyErrors {
  const under = (policy: CoveragePolicy): HeldOutError | null => {
    const { count, mae, rmse } = errorMetrics(levelDbm, measuredDbm, { policy });
    return count > 0 ? { split, policy, cells: count, maeDb: mae, rmseDb: rmse } : null;
  };
  return { covered: under('covered'), all: under('all') };
}
