import type { FitProblem } from './problem.ts';

/**
 * Adds the Gaussian priors of a problem to the gradient and to curvatures (row-major) of a negative log likelihood in place, and
 * returns their own cost, sum(((x_j - mean_j) / sd_j)²) / 2. The gradient may have more entries than the problem has coordinates:
 * the others have no prior.
 */
export function addPrior(
  { size, priorMean, priorSd }: Pick<FitProblem, 'size' | 'priorMean' | 'priorSd'>,
  coordinates: Float64Array,
  gradient: Float64Array,
  curvatures: readonly Float64Array[],
): number {
  const stride = gradient.length;
  let cost = 0;
  for (let j = 0; j < size; j++) {
    const precision = 1 / priorSd[j]! ** 2;
    if (precision === 0) continue;
    const off = coordinates[j]! - priorMean[j]!;
    cost += (precision * off * off) / 2;
    gradient[j]! += precision * off;
    for (const h of curvatures) h[j * stride + j]! += precision;
  }
  return cost;
}
