import { expect, it } from 'vitest';
import { cholesky, invertSpd, solveCholesky } from '../../algebra/dense-linear.ts';
import { Random } from '../../units/random.ts';
import { covariance, type FieldKernel } from '../residual-field/field-kernel.ts';
import { whitenedRidge } from './whitened-ridge.ts';

const KERNEL: FieldKernel = { shortSdDb: 4, shortM: 30, longSdDb: 5, longM: 150, noiseDb: 2 };

function sample(n: number) {
  const random = new Random(5);
  const x = Float64Array.from({ length: n }, () => random.between(0, 200));
  const y = Float64Array.from({ length: n }, () => random.between(0, 200));
  const design = Float64Array.from({ length: 3 * n }, (_, k) => (k % 3 === 0 ? 1 : random.normal()));
  const level = Float64Array.from({ length: n }, (_, i) => -90 + 3 * design[3 * i + 1]! + 4 * random.normal());
  return { x, y, design, level };
}

it('is generalised least squares with the whole covariance, while all neighbours fit', () => {
  const n = 20;
  const { x, y, design, level } = sample(n);
  const k = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      k[i * n + j] = covariance(KERNEL, Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!)) + (i === j ? KERNEL.noiseDb ** 2 : 0);
  const inverse = invertSpd(k, n)!;
  const matrix = new Float64Array(9);
  const vector = new Float64Array(3);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let a = 0; a < 3; a++) {
        vector[a]! += design[3 * i + a]! * inverse[i * n + j]! * level[j]!;
        for (let b = 0; b < 3; b++) matrix[3 * a + b]! += design[3 * i + a]! * inverse[i * n + j]! * design[3 * j + b]!;
      }
  for (let a = 1; a < 3; a++) matrix[3 * a + a]! += 1 / 0.5 ** 2;
  const dense = solveCholesky(cholesky(matrix, 3)!, 3, vector);
  const { coefficients, covariance: spread } = whitenedRidge({ x, y }, design, 3, level, KERNEL, 0.5, 1);
  for (let a = 0; a < 3; a++) expect(coefficients[a]).toBeCloseTo(dense[a]!, 8);
  expect(spread[0]).toBeCloseTo(invertSpd(matrix, 3)![0]!, 8);
});

it('hardly depends on the order, where there are more cells than neighbours', () => {
  const { x, y, design, level } = sample(300);
  const once = whitenedRidge({ x, y }, design, 3, level, KERNEL, 0.5, 1).coefficients;
  const again = whitenedRidge({ x, y }, design, 3, level, KERNEL, 0.5, 2).coefficients;
  for (let a = 0; a < 3; a++) expect(Math.abs(once[a]! - again[a]!)).toBeLessThan(0.1);
});
