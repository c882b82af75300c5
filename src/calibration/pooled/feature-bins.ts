import type { FeatureTable } from '../tuned/feature-table.ts';

/** Bins of a column at most: the bin of a value then fits into a byte. */
export const MOST_BINS = 255;

/** Values of a column that its bins are chosen by at most, evenly spaced in the order of the rows. */
const MOST_LOOKED_AT = 20_000;

/** Where the bins of one column end: value v lies in the first bin whose end is not below v. The last bin has no end. */
export type BinEnds = Float64Array;

/**
 * Ends of bins, halfway between neighbouring values: a bin for every value where these are few, else bins of about as many rows each.
 * @param values finite
 */
export function binEnds(values: Float64Array): BinEnds {
  const step = Math.max(1, Math.floor(values.length / MOST_LOOKED_AT));
  const looked = values.filter((_, i) => i % step === 0).sort();
  // Where a value differs from the one before it.
  const changes: number[] = [];
  for (let i = 1; i < looked.length; i++) if (looked[i]! > looked[i - 1]!) changes.push(i);
  const chosen = changes.length < MOST_BINS ? changes : evenly(changes, looked.length);
  return Float64Array.from(chosen, (i) => (looked[i - 1]! + looked[i]!) / 2);
}

/** The change at or after each of the quantiles that part `count` rows into the most bins. */
function evenly(changes: readonly number[], count: number): number[] {
  const chosen: number[] = [];
  let next = 0;
  for (let b = 1; b < MOST_BINS; b++) {
    const at = (b * count) / MOST_BINS;
    while (next < changes.length && changes[next]! < at) next++;
    if (next < changes.length && changes[next] !== chosen.at(-1)) chosen.push(changes[next]!);
  }
  return chosen;
}

/** The bin of every value, by halving. */
export function binsOf(values: Float64Array, ends: BinEnds): Uint8Array {
  const out = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! < v) low = middle + 1;
      else high = middle;
    }
    out[i] = low;
  }
  return out;
}

/** The bins of every column of a table. */
export function binTable({ columns }: FeatureTable, ends: readonly BinEnds[]): Uint8Array[] {
  return columns.map((column, j) => binsOf(column, ends[j]!));
}
