import { cholesky, invertSpd, normalEquations, solveCholesky } from '../../algebra/dense-linear.ts';
import { Random } from '../../units/random.ts';
import { neighbourSearch } from '../neighbours.ts';
import type { Points } from '../points.ts';
import { covarianceOf, type FieldKernel } from '../residual-field/field-kernel.ts';

/** Neighbours that a datum is predicted from when columns are whitened. */
const NEIGHBOURS = 24;

export interface WhitenedRidge {
  readonly coefficients: Float64Array;
  /** Of the coefficients' error, row-major [dB^2]. */
  readonly covariance: Float64Array;
}

/**
 * Ridge by generalised least squares: coefficients b ~ N(0, priorSd^2) (the first, the intercept, free) of y = Z b + field + noise, with
 * the field's kernel known. What universal kriging takes for its mean. A plain fit explains with its features what the field, which
 * knows the neighbours, would explain better, and leaves it residuals that no longer hang together.
 *
 * Rows are whitened by the chain of conditionals on up to 24 nearest earlier neighbours in a random order (Vecchia, J. Roy. Stat. Soc. B
 * 50, 1988), so that the time is linear in the cells.
 * @param design row-major, points x size, first column 1
 * @param priorSdDb of every coefficient but the first [dB]
 */
export function whitenedRidge(
  points: Points,
  design: Float64Array,
  size: number,
  levelDbm: Float64Array,
  kernel: FieldKernel,
  priorSdDb: number,
  seed: number,
): WhitenedRidge {
  const { z, y } = whitened(points, design, size, levelDbm, kernel, seed);
  const { matrix, vector } = normalEquations(z, y, new Float64Array(y.length).fill(1), size);
  for (let j = 1; j < size; j++) matrix[j * size + j]! += 1 / priorSdDb ** 2;
  const l = cholesky(matrix, size);
  const covariance = invertSpd(matrix, size);
  if (!l || !covariance) throw new Error('The whitened design holds no numbers');
  return { coefficients: solveCholesky(l, size, vector), covariance };
}

function whitened(
  points: Points,
  design: Float64Array,
  size: number,
  levelDbm: Float64Array,
  kernel: FieldKernel,
  seed: number,
): { z: Float64Array; y: Float64Array } {
  const n = levelDbm.length;
  const rank = shuffledRanks(n, seed);
  const search = neighbourSearch(points);
  const covariance = covarianceOf(kernel);
  const noise = kernel.noiseDb ** 2;
  const index = new Uint32Array(NEIGHBOURS);
  const square = new Float64Array(NEIGHBOURS);
  const z = new Float64Array(n * size);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const k = search.nearest(points.x[i]!, points.y[i]!, NEIGHBOURS, index, square, {
      accept: (j) => rank[j]! < rank[i]!,
    });
    const near = Float64Array.from({ length: k }, (_, a) => covariance(Math.sqrt(square[a]!)));
    const among = new Float64Array(k * k);
    for (let a = 0; a < k; a++)
      for (let b = 0; b <= a; b++) {
        const apart = Math.hypot(
          points.x[index[a]!]! - points.x[index[b]!]!,
          points.y[index[a]!]! - points.y[index[b]!]!,
        );
        among[a * k + b] = among[b * k + a] = covariance(apart) + (a === b ? noise : 0);
      }
    const weight = k > 0 ? solveCholesky(cholesky(among, k)!, k, near) : near;
    let variance = covariance(0) + noise;
    for (let a = 0; a < k; a++) variance -= weight[a]! * near[a]!;
    const scale = 1 / Math.sqrt(Math.max(variance, 1e-9));
    const whiten = (value: (row: number) => number) => {
      let rest = value(i);
      for (let a = 0; a < k; a++) rest -= weight[a]! * value(index[a]!);
      return rest * scale;
    };
    y[i] = whiten((row) => levelDbm[row]!);
    for (let j = 0; j < size; j++) z[i * size + j] = whiten((row) => design[row * size + j]!);
  }
  return { z, y };
}

function shuffledRanks(n: number, seed: number): Uint32Array {
  const random = new Random(seed);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  const rank = new Uint32Array(n);
  order.forEach((i, k) => {
    rank[i] = k;
  });
  return rank;
}
