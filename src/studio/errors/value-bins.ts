import { quantiles } from '../../metrics/cdf.ts';
import type { ValueRange } from '../store/error-view-state.ts';

/** Bins of one width; what lies beyond the ends is in the outermost ones. */
export interface ValueBins {
  readonly low: number;
  readonly width: number;
  readonly count: number;
}

/** Bins of the first of the widths that makes at most so many of the values but for one in a thousand at each end; null without values. */
export function roundBins(values: Float32Array, widths: readonly number[], mostBins: number): ValueBins | null {
  const [low, high] = quantiles(values, [0.001, 0.999]) as [number, number];
  if (Number.isNaN(low)) return null;
  const width = widths.find((step) => (high - low) / step <= mostBins - 1) ?? (widths.at(-1) as number);
  const first = Math.floor(low / width);
  const count = Math.max(1, Math.min(mostBins, Math.floor(high / width) - first + 1));
  return { low: first * width, width, count };
}

/** Index of the bin of a value; -1 for NaN. */
export function binOf({ low, width, count }: ValueBins, value: number): number {
  if (Number.isNaN(value)) return -1;
  return Math.min(count - 1, Math.max(0, Math.floor((value - low) / width)));
}

/** How many values each bin has, of all or of those that are selected (1 in `selected`); NaN is in none. */
export function countBins(bins: ValueBins, values: Float32Array, selected: Uint8Array | null): readonly number[] {
  const counts = new Array<number>(bins.count).fill(0);
  values.forEach((value, i) => {
    const bin = binOf(bins, value);
    if (bin >= 0 && (!selected || selected[i] === 1)) counts[bin]!++;
  });
  return counts;
}

/** What the bins from one to another hold, both included: the outermost ones all that lies beyond. */
export function rangeOf({ low, width, count }: ValueBins, from: number, to: number): ValueRange {
  return {
    low: from <= 0 ? Number.NEGATIVE_INFINITY : low + from * width,
    high: to >= count - 1 ? Number.POSITIVE_INFINITY : low + (to + 1) * width,
  };
}

/** The bins that a range takes whole; null where it takes none. */
export function binsWithin(bins: ValueBins, { low, high }: ValueRange): { from: number; to: number } | null {
  const from = Number.isFinite(low) ? Math.ceil((low - bins.low) / bins.width - 1e-9) : 0;
  const to = Number.isFinite(high) ? Math.floor((high - bins.low) / bins.width + 1e-9) - 1 : bins.count - 1;
  const within = { from: Math.max(0, from), to: Math.min(bins.count - 1, to) };
  return within.from <= within.to ? within : null;
}

export function isWithin({ low, high }: ValueRange, value: number): boolean {
  return value >= low && value < high;
}
