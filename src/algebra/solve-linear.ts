/**
 * Solves the n x n system a x = b (rows one after the other) by Gaussian elimination with row pivoting, over copies; null where the
 * matrix is singular to working precision.
 */
export function solveLinear(a: Float64Array, b: Float64Array): Float64Array | null {
  const n = b.length;
  const m = Float64Array.from(a);
  const x = Float64Array.from(b);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(m[row * n + column]!) > Math.abs(m[pivot * n + column]!)) pivot = row;
    }
    const value = m[pivot * n + column]!;
    if (!(Math.abs(value) > 1e-300)) return null;
    if (pivot !== column) swapRows(m, x, n, pivot, column);
    for (let row = column + 1; row < n; row++) {
      const factor = m[row * n + column]! / value;
      if (factor === 0) continue;
      for (let k = column; k < n; k++) m[row * n + k]! -= factor * m[column * n + k]!;
      x[row]! -= factor * x[column]!;
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let k = row + 1; k < n; k++) x[row]! -= m[row * n + k]! * x[k]!;
    x[row]! /= m[row * n + row]!;
  }
  return x.every(Number.isFinite) ? x : null;
}

function swapRows(m: Float64Array, x: Float64Array, n: number, p: number, q: number): void {
  for (let k = 0; k < n; k++) [m[p * n + k], m[q * n + k]] = [m[q * n + k]!, m[p * n + k]!];
  [x[p], x[q]] = [x[q]!, x[p]!];
}
