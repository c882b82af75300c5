/** The normal distribution with the mean and the spread of some values. */
export interface NormalFit {
  readonly mean: number;
  /** Population form. */
  readonly sigma: number;
}

/** NaN without values. */
export function normalFit(values: Float32Array): NormalFit {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sigma = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return { mean, sigma };
}

/** Probability by unit of the value; NaN where the values do not spread. */
export function normalDensity({ mean, sigma }: NormalFit, value: number): number {
  if (!(sigma > 0)) return Number.NaN;
  return Math.exp(-0.5 * ((value - mean) / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI));
}
