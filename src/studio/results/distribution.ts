/** How values are spread: shares of bins of one width, without those that are no number. */
export interface Histogram {
  /** Lower edge of the first bin. */
  readonly low: number;
  readonly binWidth: number;
  readonly counts: readonly number[];
  /** Values in all bins; those beyond the ends are in the outermost ones. */
  readonly total: number;
}

/** Counts values into bins from `low` to `high`; cells under a roof (`indoor` 1) are left out. */
export function histogramOf(
  values: Float32Array,
  indoor: Uint8Array | null,
  { low, high, binWidth }: { readonly low: number; readonly high: number; readonly binWidth: number },
): Histogram {
  const counts = new Array<number>(Math.max(1, Math.ceil((high - low) / binWidth - 1e-9))).fill(0);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (indoor?.[i] || Number.isNaN(value)) continue;
    counts[Math.min(counts.length - 1, Math.max(0, Math.floor((value - low) / binWidth)))]!++;
    total++;
  }
  return { low, binWidth, counts, total };
}
