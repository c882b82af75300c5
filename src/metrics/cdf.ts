/** Empirical distribution: `share[i]` of the values are <= `value[i]`; values ascend, repeats are merged. */
export interface Cdf {
  readonly value: Float64Array;
  readonly share: Float64Array;
}

/** Empirical distribution function of the finite values; NaN and infinities are left out. Empty input gives empty arrays. */
export function empiricalCdf(values: ArrayLike<number>): Cdf {
  const sorted = sortedFinite(values);
  const value: number[] = [];
  const share: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i + 1 < sorted.length && sorted[i + 1] === sorted[i]) continue;
    value.push(sorted[i]!);
    share.push((i + 1) / sorted.length);
  }
  return { value: Float64Array.from(value), share: Float64Array.from(share) };
}

/**
 * Quantile at p [0..1] of the finite values, linear between order statistics (Hyndman & Fan type 7, the default of R and
 * NumPy); the median of an even count is the mean of the middle two. NaN without values.
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantiles(values, [p])[0]!;
}

/** Quantiles at every p [0..1] of `ps`, in its order, each as `quantile` has it; the values are sorted once. All NaN without values. */
export function quantiles(values: ArrayLike<number>, ps: readonly number[]): readonly number[] {
  const sorted = sortedFinite(values);
  return ps.map((p) => {
    if (sorted.length === 0) return Number.NaN;
    const at = Math.min(1, Math.max(0, p)) * (sorted.length - 1);
    const below = Math.floor(at);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
  });
}

export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

function sortedFinite(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).filter(Number.isFinite).sort();
}
