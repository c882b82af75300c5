import { expect, it } from 'vitest';
import { Random } from '../units/random.ts';
import {
  cholesky,
  conditionNumber,
  invertSpd,
  jacobiEigen,
  normalEquations,
  ridgeSolve,
  solveCholesky,
} from './dense-linear.ts';

/** BᵀB + shift I for a random B: symmetric positive definite. */
function randomSpd(n: number, seed: number, shift = 0.1): Float64Array {
  const random = new Random(seed);
  const b = Float64Array.from({ length: n * n }, () => random.normal());
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = i === j ? shift : 0;
    for (let k = 0; k < n; k++) sum += b[k * n + i]! * b[k * n + j]!;
    return sum;
  });
}

function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += a[Math.floor(at / n) * n + k]! * b[k * n + (at % n)]!;
    return sum;
  });
}

const worst = (a: Float64Array, b: ArrayLike<number>): number => Math.max(...a.map((v, i) => Math.abs(v - b[i]!)));
const identity = (n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));

it('factors and solves a matrix known in closed form', () => {
  const a = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98);
  const l = cholesky(a, 3)!;
  expect([...l]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
  expect(worst(solveCholesky(l, 3, [4 - 16, 12 - 43, -16 + 98]), [1, 0, 1])).toBeLessThan(1e-12);
});

it('inverts to the identity, exactly symmetric', () => {
  const n = 12;
  const a = randomSpd(n, 1);
  const inverse = invertSpd(a, n)!;
  expect(worst(multiply(a, inverse, n), identity(n))).toBeLessThan(1e-10);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) expect(inverse[i * n + j]).toBe(inverse[j * n + i]);
});

it('keeps the digits of badly scaled but independent coordinates', () => {
  const scale = [1e-6, 1, 1e6];
  const a = Float64Array.from({ length: 9 }, (_, at) => {
    const [i, j] = [Math.floor(at / 3), at % 3];
    return scale[i]! * scale[j]! * (i === j ? 1 : 0.5);
  });
  const x = ridgeSolve(a, 3, [2e-6, 2, 2e6], 0)!;
  // (1/2)(I + 11ᵀ) has the inverse 2 I - 11ᵀ / 2.
  expect(
    worst(
      Float64Array.from(x, (v, i) => v * scale[i]!),
      [1, 1, 1],
    ),
  ).toBeLessThan(1e-12);
});

it('says so when a matrix is singular, indefinite or holds no number, and a ridge mends the first', () => {
  const twin = Float64Array.of(1, 1, 1, 1);
  expect(cholesky(twin, 2)).toBeNull();
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
  expect(cholesky(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2)).toBeNull();
  expect(cholesky(new Float64Array(4), 2)).toBeNull();
  expect(ridgeSolve(twin, 2, [1, 1], 0)).toBeNull();
  expect(worst(ridgeSolve(twin, 2, [1, 1], 0.5)!, [0.4, 0.4])).toBeLessThan(1e-12);
  expect(worst(ridgeSolve(twin, 2, [1, 1], [0, 1])!, [1, 0])).toBeLessThan(1e-12);
  const rankOne = Float64Array.from(
    { length: 25 },
    (_, at) => Math.sin(1 + Math.floor(at / 5)) * Math.sin(1 + (at % 5)),
  );
  expect(cholesky(rankOne, 5)).toBeNull();
});

it('finds the eigenvalues of a chain of springs', () => {
  const n = 9;
  const chain = Float64Array.from({ length: n * n }, (_, at) => {
    const apart = Math.abs(Math.floor(at / n) - (at % n));
    return apart === 0 ? 2 : apart === 1 ? -1 : 0;
  });
  const { values, vectors } = jacobiEigen(chain, n);
  const closed = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)));
  expect(worst(values, closed)).toBeLessThan(1e-13);
  const rebuilt = Float64Array.from({ length: n * n }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += vectors[Math.floor(at / n) * n + k]! * values[k]! * vectors[(at % n) * n + k]!;
    return sum;
  });
  expect(worst(rebuilt, chain)).toBeLessThan(1e-13);
  expect(conditionNumber(chain, n)).toBeCloseTo(closed[0]! / closed[n - 1]!, 10);
});

it('gives an infinite condition number where a direction is not seen', () => {
  expect(conditionNumber(Float64Array.of(1, 1, 1, 1), 2)).toBe(Infinity);
  expect(conditionNumber(Float64Array.of(4, 0, 0, 1), 2)).toBe(4);
});

it('sums the normal equations over rows of positive weight only', () => {
  const jacobian = [1, 2, Number.NaN, Number.NaN, 3, -1];
  const { matrix, vector } = normalEquations(jacobian, [10, Number.NaN, 5], [2, 0, 1], 2);
  expect([...matrix]).toEqual([2 + 9, 4 - 3, 4 - 3, 8 + 1]);
  expect([...vector]).toEqual([20 + 15, 40 - 5]);
});
