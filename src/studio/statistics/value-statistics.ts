import { quantile } from '../../metrics/cdf.ts';
import { type Histogram, histogramOf } from '../results/distribution.ts';

/** How the values of a layer are spread over outdoor cells. */
export interface ValueStatistics {
  readonly count: number;
  readonly mean: number;
  /** Population form. */
  readonly sigma: number;
  readonly p5: number;
  readonly median: number;
  readonly p95: number;
}

/** Bins that two spreads share, so that they can be laid over one another. */
export interface Bins {
  readonly low: number;
  readonly high: number;
  readonly binWidth: number;
}

/** Values of outdoor cells that have one. */
export function outdoorValues(values: Float32Array, indoor: Uint8Array | null): Float32Array {
  return values.filter((value, cell) => !Number.isNaN(value) && !indoor?.[cell]);
}

/** NaN in all but the count where there are no values. */
export function valueStatistics(values: Float32Array): ValueStatistics {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const sigma = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
  const at = (p: number) => quantile(values, p);
  return { count, mean, sigma, p5: at(0.05), median: at(0.5), p95: at(0.95) };
}

const MOST_BINS = 44;

/** Round bins from the thousandth to the 999 thousandth of all values together; null where there are none. */
export function binsOf(sets: readonly Float32Array[]): Bins | null {
  const present = sets.filter((set) => set.length > 0);
  if (present.length === 0) return null;
  const low = Math.min(...present.map((set) => quantile(set, 0.001)));
  const high = Math.max(...present.map((set) => quantile(set, 0.999)));
  const binWidth = [0.5, 1, 2, 5, 10, 20].find((width) => (high - low) / width <= MOST_BINS) ?? 50;
  const first = Math.floor(low / binWidth) * binWidth;
  return { low: first, high: Math.max(first + binWidth, Math.ceil(high / binWidth) * binWidth), binWidth };
}

export function spreadOver(values: Float32Array, bins: Bins): Histogram {
  return histogramOf(values, null, bins);
}

/** Share of values up to the upper edge of every bin, 0..1. */
export function cumulative({ counts, total }: Histogram): readonly number[] {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return total > 0 ? sum / total : Number.NaN;
  });
}
