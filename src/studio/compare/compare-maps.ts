import { type ErrorMetrics, errorMetrics } from '../../metrics/error-metrics.ts';
import type { ValueCells } from '../results/layer-cells.ts';

/** Limits [dB] that the share of cells within is told of. */
export const WITHIN_DB: readonly number[] = [3, 6, 10];

/** Two layers of values of one place, the second against the first, over outdoor cells. */
export interface MapComparison {
  /** Second less first, over the cells that both cover: what is called an error here is a difference. */
  readonly figures: ErrorMetrics;
  /** Share of these cells that differ by no more than 3, 6 and 10 dB, 0..1; NaN without cells. */
  readonly within: readonly number[];
  /** Outdoor cells that one alone covers. */
  readonly firstOnly: number;
  readonly secondOnly: number;
}

/** Figures of two layers on one grid; cells under a roof (`indoor` 1) are left out, as predictors have none there. */
export function compareMaps(first: ValueCells, second: ValueCells, indoor: Uint8Array | null): MapComparison {
  const outdoors = (values: Float32Array) => values.map((value, cell) => (indoor?.[cell] ? Number.NaN : value));
  const [a, b] = [outdoors(first.values), outdoors(second.values)];
  const figures = errorMetrics(b, a, { policy: 'covered' });
  const covered = (values: Float32Array) => values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  return {
    figures,
    within: shareWithin(a, b),
    firstOnly: covered(a) - figures.count,
    secondOnly: covered(b) - figures.count,
  };
}

/** Share of the pairs that differ by no more than each of the limits, 0..1; pairs with NaN do not count. NaN without pairs. */
export function shareWithin(first: ArrayLike<number>, second: ArrayLike<number>): readonly number[] {
  const counts = WITHIN_DB.map(() => 0);
  let pairs = 0;
  for (let i = 0; i < first.length; i++) {
    const size = Math.abs(second[i]! - first[i]!);
    if (Number.isNaN(size)) continue;
    pairs++;
    for (const [k, limit] of WITHIN_DB.entries()) if (size <= limit) counts[k]!++;
  }
  return counts.map((count) => count / pairs);
}
