import { type CoveragePolicy, NO_COVERAGE_DBM } from '../../metrics/error-metrics.ts';
import type { BlockSums } from './bootstrap-sectors.ts';
import type { SplitStudy } from './study.ts';

/** Absolute error of every held-out cell [dB]; NaN where it does not count. */
export function absoluteErrors(
  levelDbm: ArrayLike<number>,
  measuredDbm: ArrayLike<number>,
  policy: CoveragePolicy,
): Float64Array {
  return Float64Array.from(measuredDbm, (measured, i) => {
    const level = levelDbm[i]!;
    return Math.abs((Number.isNaN(level) && policy === 'all' ? NO_COVERAGE_DBM : level) - measured);
  });
}

export function errorSums(errorDb: Float64Array, of: Pick<SplitStudy, 'block' | 'blocks'>): BlockSums {
  const sums = { sum: new Float64Array(of.blocks), cells: new Float64Array(of.blocks) };
  for (const [i, error] of errorDb.entries()) {
    if (Number.isNaN(error)) continue;
    sums.sum[of.block[i]!]! += error;
    sums.cells[of.block[i]!]! += 1;
  }
  return sums;
}

/** Of the first less the second, on cells that count for both. */
export function differenceSums(
  first: Float64Array,
  second: Float64Array,
  of: Pick<SplitStudy, 'block' | 'blocks'>,
): BlockSums {
  return errorSums(
    first.map((error, i) => error - second[i]!),
    of,
  );
}
