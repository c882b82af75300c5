import { median } from './cdf.ts';

/** What a figure is like over several maps or sectors, each counted once. */
export interface Spread {
  /** Values that are numbers; the others are left out. */
  readonly count: number;
  /** NaN without a value, as all below. */
  readonly mean: number;
  /** Standard deviation of a sample (n - 1); NaN with one value. */
  readonly sd: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Mean, standard deviation, median and range of the finite values, in the unit of the values. */
export function spreadOf(values: ArrayLike<number>): Spread {
  const known = Float64Array.from(values).filter(Number.isFinite);
  const count = known.length;
  const mean = known.reduce((sum, v) => sum + v, 0) / count;
  const squares = known.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return {
    count,
    mean,
    sd: count > 1 ? Math.sqrt(squares / (count - 1)) : Number.NaN,
    median: count > 0 ? median(known) : Number.NaN,
    min: count > 0 ? Math.min(...known) : Number.NaN,
    max: count > 0 ? Math.max(...known) : Number.NaN,
  };
}
