/** Share of cells with a value and the spread of the values; null where no cell has one. */
export interface MapFigures {
  readonly covered_percent: number;
  readonly min: number | null;
  readonly median: number | null;
  readonly max: number | null;
}

export function mapFigures(values: Float32Array): MapFigures {
  const sorted = values.filter((v) => Number.isFinite(v)).sort();
  const n = sorted.length;
  const median = n === 0 ? null : n % 2 === 1 ? sorted[n >> 1]! : (sorted[n / 2 - 1]! + sorted[n / 2]!) / 2;
  return {
    covered_percent: (100 * n) / values.length,
    min: sorted[0] ?? null,
    median,
    max: sorted[n - 1] ?? null,
  };
}
