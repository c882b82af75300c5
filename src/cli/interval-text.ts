import type { MeanInterval } from '../planning/mean-interval.ts';

/** A mean for a document; `interval` is half the width of the 95 % interval over the draws. */
export function intervalDocument({ count, mean, halfWidth }: MeanInterval) {
  return { count, mean, interval: halfWidth };
}

/** A mean with its interval, where there is one; a dash where there is no value. */
export function intervalText({ count, mean, halfWidth }: MeanInterval, format: (value: number) => string): string {
  if (count === 0) return '-';
  return Number.isNaN(halfWidth) ? format(mean) : `${format(mean)} ± ${format(halfWidth)}`;
}
