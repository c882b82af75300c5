import { quantiles } from '../../metrics/cdf.ts';
import { type Histogram, histogramOf } from '../results/distribution.ts';

/** How the values of a layer are spread over outdoor cells. */
export interface ValueStatistics {
  readonly count: number;
  readonly mean: number;
  /** Population form. */
  readonly sigma: number;
  /** Quantile at one in a thousand. */
  readonly low: number;
  readonly p5: number;
  readonly median: number;
  readonly p95: number;
  /** Quantile at 999 in a thousand. */
  readonly high: number;
}

export interface NamedValues {
  readonly name: string;
  readonly values: Float32Array;
}

/** How one set of values is spread, over bins that others beside it share. */
export interface Spread {
  readonly name: string;
  readonly histogram: Histogram;
  readonly statistics: ValueStatistics;
}

/** Bins that two spreads share, so that they can be laid over one another. */
interface Bins {
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
  const [low, p5, median, p95, high] = quantiles(values, [0.001, 0.05, 0.5, 0.95, 0.999]) as Five;
  return { count, mean, sigma, low, p5, median, p95, high };
}

type Five = readonly [number, number, number, number, number];

const MOST_BINS = 44;

/** Round bins from the lowest `low` to the highest `high` of all; null where none has values. */
function binsOf(statistics: readonly Pick<ValueStatistics, 'count' | 'low' | 'high'>[]): Bins | null {
  const present = statistics.filter(({ count }) => count > 0);
  if (present.length === 0) return null;
  const low = Math.min(...present.map((of) => of.low));
  const high = Math.max(...present.map((of) => of.high));
  const binWidth = [0.5, 1, 2, 5, 10, 20].find((width) => (high - low) / width <= MOST_BINS) ?? 50;
  const first = Math.floor(low / binWidth) * binWidth;
  return { low: first, high: Math.max(first + binWidth, Math.ceil(high / binWidth) * binWidth), binWidth };
}

/** The sets over bins that they share, with their figures; null where none has values. Every set is sorted once. */
export function spreadsOf(sets: readonly NamedValues[]): readonly Spread[] | null {
  const statistics = sets.map(({ values }) => valueStatistics(values));
  const bins = binsOf(statistics);
  if (!bins) return null;
  return sets.map(({ name, values }, i) => ({
    ...{ name, histogram: histogramOf(values, null, bins), statistics: statistics[i]! },
  }));
}

/** Share of values up to the upper edge of every bin, 0..1. */
export function cumulative({ counts, total }: Histogram): readonly number[] {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return total > 0 ? sum / total : Number.NaN;
  });
}
