import { cholesky, invertSpd, normalEquations, solveCholesky } from '../../algebra/dense-linear.ts';
import { badInput, type UserError } from '../../units/errors.ts';

/**
 * Minimise sum_i w_i rho(y_i - z_i b) + (b - m)' L (b - m), rho(r) = r^2 up to `huberDeltaDb` and linear beyond. With residuals of
 * variance s^2 that is the most probable b under the prior N(m, s^2 L^-1): the penalty L counts in cells, L_jj = 30 weighs as much
 * as 30 cells that say b_j = m_j.
 */
export interface RidgeProblem {
  /** z: one row a cell, `size` columns (the first is usually 1), row-major, finite. */
  readonly design: Float64Array;
  readonly size: number;
  /** y [dB or dBm], finite. */
  readonly target: ArrayLike<number>;
  /** w >= 0; left out: 1 each. */
  readonly weight?: ArrayLike<number>;
  /** L: `size` x `size`, symmetric positive semi-definite. */
  readonly penalty: Float64Array;
  /** m; left out: 0. */
  readonly priorMean?: ArrayLike<number>;
  /** q of the prior N(m, q L^-1) where it is known apart from these cells [dB^2]; left out: d s^2 (see `solveRidge`). */
  readonly priorScaleDb2?: number;
  /** [dB] > 0; 6. Infinity gives plain least squares. */
  readonly huberDeltaDb?: number;
  /** Labels of blocks of cells whose errors belong together; left out: errors are taken as independent. */
  readonly block?: ArrayLike<number>;
}

export interface RidgeSolution {
  readonly coefficients: Float64Array;
  /** Covariance of the coefficients' error, `size` x `size` (see `solveRidge`). */
  readonly covariance: Float64Array;
  /** y - z b of every row. */
  readonly residualDb: Float64Array;
  /** Root of the weighted mean square of the residuals, freed of the coefficients that the data paid for [dB]. */
  readonly residualSdDb: number;
}

const MOST_ROUNDS = 50;
/** Steps of the coefficients below this [dB for standardised columns] change no map. */
const SMALLEST_STEP_DB = 1e-4;

/**
 * Weighted ridge least squares by iteratively re-weighted normal equations (Huber 1964; weights min(1, delta/|r|)).
 * Covariance: with H = Z'WZ + L the error of b is H^-1 (Z'We - L (b - m)), so that cov = H^-1 (M + q L) H^-1 for a prior of
 * covariance q L^-1. Without blocks M = s^2 Z'WZ and q = s^2, which gives s^2 H^-1. With blocks M = G/(G-1) sum_g u_g u_g', where u_g
 * sums w psi(r) z over block g (the cluster-robust "sandwich": Liang and Zeger 1986): shadowing makes the errors of neighbouring
 * cells one error, and the first form then promises far too much. A penalty that is right for such data holds d cells for one,
 * d = tr(H^-1 M) / tr(H^-1 s^2 Z'WZ), not below 1, so that then q = d s^2.
 * @throws UserError('bad-input') when data and prior together leave a coefficient open
 */
export function solveRidge(problem: RidgeProblem): RidgeSolution {
  const { design, size: p, target, penalty } = problem;
  const n = target.length;
  const delta = problem.huberDeltaDb ?? 6;
  const m = problem.priorMean ?? new Float64Array(p);
  const given = Float64Array.from({ length: n }, (_, i) => problem.weight?.[i] ?? 1);
  const weight = given.slice();
  const b = Float64Array.from(m);
  const residualDb = new Float64Array(n);
  const residuals = () => {
    for (let i = 0; i < n; i++) {
      let r = target[i]!;
      for (let j = 0; j < p; j++) r -= design[i * p + j]! * b[j]!;
      residualDb[i] = r;
    }
  };
  residuals();
  let data: Float64Array = new Float64Array(p * p);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // A Gauss-Newton step from b, whose prior part pulls towards m.
    const { matrix, vector } = normalEquations(design, residualDb, weight, p);
    data = matrix;
    for (let j = 0; j < p; j++) for (let k = 0; k < p; k++) vector[j]! += penalty[j * p + k]! * (m[k]! - b[k]!);
    const factor = cholesky(plus(matrix, penalty), p);
    if (!factor) throw undetermined(n, p);
    const step = solveCholesky(factor, p, vector);
    let moved = 0;
    for (let j = 0; j < p; j++) {
      b[j]! += step[j]!;
      moved = Math.max(moved, Math.abs(step[j]!));
    }
    residuals();
    if (delta === Number.POSITIVE_INFINITY) break;
    if (round > 0 && moved <= SMALLEST_STEP_DB) break;
    for (let i = 0; i < n; i++) weight[i] = given[i]! * Math.min(1, delta / Math.abs(residualDb[i]!));
  }
  const inverse = invertSpd(plus(data, penalty), p);
  if (!inverse) throw undetermined(n, p);
  const residualSdDb = residualSd(residualDb, given, inverse, data);
  const independent = scaled(data, residualSdDb ** 2);
  const meat = problem.block ? blockScores(problem, residualDb, weight) : independent;
  const effect = Math.max(1, product(inverse, meat) / product(inverse, independent) || 1);
  const middle = plus(meat, scaled(penalty, problem.priorScaleDb2 ?? effect * residualSdDb ** 2));
  return { coefficients: b, covariance: sandwich(inverse, middle, p), residualDb, residualSdDb };
}

function undetermined(cells: number, coefficients: number): UserError {
  return badInput(
    `${cells} cells do not determine ${coefficients} coefficients, and no prior does either: measure more, or fit fewer features.`,
  );
}

/** The penalty L with the given diagonal and nothing else. */
export function diagonalPenalty(strengths: ArrayLike<number>): Float64Array {
  const p = strengths.length;
  const out = new Float64Array(p * p);
  for (let j = 0; j < p; j++) out[j * p + j] = strengths[j]!;
  return out;
}

/** s with s^2 = sum w r^2 / (sum w - trace(H^-1 Z'WZ)): the trace counts the coefficients that the data, not the prior, set. */
function residualSd(residual: Float64Array, weight: Float64Array, inverse: Float64Array, data: Float64Array): number {
  let squares = 0;
  let total = 0;
  for (let i = 0; i < residual.length; i++) {
    squares += weight[i]! * residual[i]! ** 2;
    total += weight[i]!;
  }
  const spent = product(inverse, data);
  return total > 0 ? Math.sqrt(squares / Math.max(total - spent, 0.1 * total)) : Number.NaN;
}

function blockScores(problem: RidgeProblem, residual: Float64Array, weight: Float64Array): Float64Array {
  const { design, size: p } = problem;
  const scores = new Map<number, Float64Array>();
  for (let i = 0; i < residual.length; i++) {
    const label = problem.block![i]!;
    let score = scores.get(label);
    if (!score) {
      score = new Float64Array(p);
      scores.set(label, score);
    }
    const wr = weight[i]! * residual[i]!;
    for (let j = 0; j < p; j++) score[j]! += wr * design[i * p + j]!;
  }
  const meat = new Float64Array(p * p);
  for (const score of scores.values()) {
    for (let j = 0; j < p; j++) for (let k = 0; k < p; k++) meat[j * p + k]! += score[j]! * score[k]!;
  }
  return scores.size > 1 ? scaled(meat, scores.size / (scores.size - 1)) : meat;
}

/** a m a for symmetric matrices. */
function sandwich(a: Float64Array, m: Float64Array, p: number): Float64Array {
  return multiply(multiply(a, m, p), a, p);
}

function multiply(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const out = new Float64Array(p * p);
  for (let j = 0; j < p; j++) {
    for (let k = 0; k < p; k++) {
      const ajk = a[j * p + k]!;
      if (ajk === 0) continue;
      for (let l = 0; l < p; l++) out[j * p + l]! += ajk * b[k * p + l]!;
    }
  }
  return out;
}

/** Trace of the product of two symmetric matrices. */
function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function plus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((v, at) => v + b[at]!);
}

function scaled(a: Float64Array, factor: number): Float64Array {
  return a.map((v) => v * factor);
}
