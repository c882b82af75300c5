import { type CoveragePolicy, NO_COVERAGE_DBM } from '../../metrics/error-metrics.ts';
import type { BlockSums } from './bootstrap-sectors.ts';

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

/** Which block each held-out cell lies in: `label[i]` is 0..count - 1. */
interface CellBlocks {
  readonly label: Uint32Array;
  readonly count: number;
}

export function errorSums(errorDb: Float64Array, { label, count }: CellBlocks): BlockSums {
  const sums = { sum: new Float64Array(count), cells: new Float64Array(count) };
  for (const [i, error] of errorDb.entries()) {
    if (Number.isNaN(error)) continue;
    sums.sum[label[i]!]! += error;
    sums.cells[label[i]!]! += 1;
  }
  return sums;
}

/** Of the first less the second, on cells that count for both. */
export function differenceSums(first: Float64Array, second: Float64Array, blocks: CellBlocks): BlockSums {
  return errorSums(
    first.map((error, i) => error - second[i]!),
    blocks,
  );
}
