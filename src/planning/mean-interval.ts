import { student975 } from '../calibration/validation/student-quantile.ts';
import { spreadOf } from '../metrics/spread.ts';

/** A mean with half the width of its 95 % confidence interval, in the unit of the values. */
export interface MeanInterval {
  /** Values that are numbers. */
  readonly count: number;
  /** NaN without a value. */
  readonly mean: number;
  /** NaN with fewer than two values. */
  readonly halfWidth: number;
}

/** Mean of the finite values, and how well that many independent draws tell it (Student's t). */
export function meanInterval(values: ArrayLike<number>): MeanInterval {
  const { count, mean, sd } = spreadOf(values);
  return { count, mean, halfWidth: count > 1 ? (student975(count - 1) * sd) / Math.sqrt(count) : Number.NaN };
}
