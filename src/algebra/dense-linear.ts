/**
 * Small dense symmetric algebra for fits of a handful to some hundred parameters. A matrix is a row-major Float64Array of n x n
 * numbers; inputs are never changed. Textbook algorithms: Golub and Van Loan, "Matrix Computations", 4th edition, 4.2 and 8.5.
 */

/** JᵀWJ (n x n, `matrix`) and JᵀWr (n, `vector`) of a weighted least-squares problem. */
export interface NormalEquations {
  readonly matrix: Float64Array;
  readonly vector: Float64Array;
}

/**
 * Accumulates JᵀWJ and JᵀWr over the rows of positive weight; a row of weight 0 (or a weight that is no number) is never read, so
 * its entries may be NaN.
 * @param jacobian row-major, `residual.length` x `n`
 * @param residual observed minus predicted, in the unit of the observations
 * @param weight per row, >= 0
 */
export function normalEquations(
  jacobian: ArrayLike<number>,
  residual: ArrayLike<number>,
  weight: ArrayLike<number>,
  n: number,
): NormalEquations {
  const matrix = new Float64Array(n * n);
  const vector = new Float64Array(n);
  for (let i = 0; i < residual.length; i++) {
    const w = weight[i]!;
    if (!(w > 0)) continue;
    const row = i * n;
    const wr = w * residual[i]!;
    for (let j = 0; j < n; j++) {
      const jij = jacobian[row + j]!;
      if (jij === 0) continue;
      vector[j]! += jij * wr;
      const wj = w * jij;
      for (let k = 0; k <= j; k++) matrix[j * n + k]! += wj * jacobian[row + k]!;
    }
  }
  mirrorLower(matrix, n);
  return { matrix, vector };
}

/**
 * Lower factor L of a = L Lᵀ, zeros above the diagonal. Only the lower triangle of `a` is read.
 * @returns null where `a` is not positive definite to working accuracy: a pivot has lost all its digits, or holds no number
 */
export function cholesky(a: Float64Array, n: number): Float64Array | null {
  const l = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const diagonal = a[j * n + j]!;
    let pivot = diagonal;
    for (let k = 0; k < j; k++) pivot -= l[j * n + k]! ** 2;
    // What is left of a dependent column is rounding, some n units in the last place of its own diagonal.
    if (!(pivot > 4 * n * Number.EPSILON * diagonal) || !Number.isFinite(pivot)) return null;
    const root = Math.sqrt(pivot);
    l[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      l[i * n + j] = sum / root;
    }
  }
  return l;
}

/** Solves L Lᵀ x = b for the factor that `cholesky` returns. */
export function solveCholesky(l: Float64Array, n: number, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * x[k]!;
    x[i] = sum / l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * x[k]!;
    x[i] = sum / l[i * n + i]!;
  }
  return x;
}

/** Inverse of a symmetric positive definite matrix, exactly symmetric; null where `cholesky` finds it is not definite. */
export function invertSpd(a: Float64Array, n: number): Float64Array | null {
  const l = cholesky(a, n);
  if (!l) return null;
  const inverse = new Float64Array(n * n);
  const unit = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    unit.fill(0);
    unit[j] = 1;
    const column = solveCholesky(l, n, unit);
    for (let i = j; i < n; i++) inverse[i * n + j] = column[i]!;
  }
  mirrorLower(inverse, n);
  return inverse;
}

/**
 * Solves (a + diag(ridge)) x = b.
 * @param ridge one value for all coordinates or one for each, >= 0, in the unit of the diagonal of `a`
 * @returns null where the sum is not positive definite
 */
export function ridgeSolve(
  a: Float64Array,
  n: number,
  b: ArrayLike<number>,
  ridge: number | ArrayLike<number>,
): Float64Array | null {
  const sum = a.slice();
  for (let j = 0; j < n; j++) sum[j * n + j]! += typeof ridge === 'number' ? ridge : ridge[j]!;
  const l = cholesky(sum, n);
  return l && solveCholesky(l, n, b);
}

/** Eigenvalues in descending order; column k of `vectors` (row-major n x n) is the unit eigenvector of `values[k]`. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Sweeps after which Jacobi's method gives up; it converges quadratically and takes 6 to 10. */
const MOST_SWEEPS = 60;

/** All eigenvalues and eigenvectors of a symmetric matrix of numbers by cyclic Jacobi rotations (Golub and Van Loan, 8.5). */
export function jacobiEigen(a: Float64Array, n: number): Eigen {
  const m = a.slice();
  const v = new Float64Array(n * n);
  for (let j = 0; j < n; j++) v[j * n + j] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotated = rotate(m, v, n, p, q) || rotated;
    if (!rotated) break;
  }
  const order = Array.from({ length: n }, (_, j) => j).sort((p, q) => m[q * n + q]! - m[p * n + p]!);
  const vectors = new Float64Array(n * n);
  for (const [k, j] of order.entries()) for (let i = 0; i < n; i++) vectors[i * n + k] = v[i * n + j]!;
  return { values: Float64Array.from(order, (j) => m[j * n + j]!), vectors };
}

/** Largest over smallest eigenvalue of a symmetric matrix; Infinity where the smallest is not above 0 to working accuracy. */
export function conditionNumber(a: Float64Array, n: number): number {
  const { values } = jacobiEigen(a, n);
  const largest = values[0] ?? 1;
  const smallest = values[n - 1] ?? 1;
  return smallest > n * Number.EPSILON * largest ? largest / smallest : Infinity;
}

/** One rotation in the plane (p, q) that makes m[p, q] zero; false where it is already negligible. */
function rotate(m: Float64Array, v: Float64Array, n: number, p: number, q: number): boolean {
  const apq = m[p * n + q]!;
  const app = m[p * n + p]!;
  const aqq = m[q * n + q]!;
  // Relative to the diagonals of this pair, so that small eigenvalues of badly scaled matrices keep their digits.
  if (Math.abs(apq) <= Number.EPSILON * Math.sqrt(Math.abs(app * aqq)) || Math.abs(apq) < 1e-300) return false;
  const theta = (aqq - app) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    if (k === p || k === q) continue;
    const kp = m[k * n + p]!;
    const kq = m[k * n + q]!;
    m[k * n + p] = c * kp - s * kq;
    m[p * n + k] = m[k * n + p]!;
    m[k * n + q] = s * kp + c * kq;
    m[q * n + k] = m[k * n + q]!;
  }
  m[p * n + p] = app - t * apq;
  m[q * n + q] = aqq + t * apq;
  m[p * n + q] = 0;
  m[q * n + p] = 0;
  for (let k = 0; k < n; k++) {
    const kp = v[k * n + p]!;
    const kq = v[k * n + q]!;
    v[k * n + p] = c * kp - s * kq;
    v[k * n + q] = s * kp + c * kq;
  }
  return true;
}

function mirrorLower(a: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) for (let k = 0; k < j; k++) a[k * n + j] = a[j * n + k]!;
}
