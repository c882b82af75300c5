import { describe, expect, it } from 'vitest';
import { cholesky, solveCholesky } from '../../algebra/dense-linear.ts';
import { UserError } from '../../units/errors.ts';
import { Random } from '../../units/random.ts';
import { type Points, pointsAt, valuesAt } from '../points.ts';
import { covariance, type FieldKernel } from './field-kernel.ts';
import { fitResidualField } from './residual-field.ts';

const KERNEL: FieldKernel = { shortSdDb: 4, shortM: 20, longSdDb: 5, longM: 140, noiseDb: 3 };

function scattered(count: number, sideM: number, random: Random): Points {
  const draw = () => Float64Array.from({ length: count }, () => random.between(0, sideM));
  return { x: draw(), y: draw() };
}

const between = (p: Points, i: number, q: Points, j: number) => Math.hypot(p.x[i]! - q.x[j]!, p.y[i]! - q.y[j]!);

/** Draws the field and its noise at points, by the factor of their whole covariance. */
function drawn(points: Points, kernel: FieldKernel, random: Random): Float64Array {
  const n = points.x.length;
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) c[i * n + j] = covariance(kernel, between(points, i, points, j));
    c[i * n + i]! += kernel.noiseDb ** 2;
  }
  const l = cholesky(c, n)!;
  const white = Float64Array.from({ length: n }, () => random.normal());
  return white.map((_, i) => {
    let sum = 0;
    for (let k = 0; k <= i; k++) sum += l[i * n + k]! * white[k]!;
    return sum;
  });
}

describe('fitResidualField', () => {
  it('is simple kriging on all data where there are few', () => {
    const data = { x: Float64Array.of(0, 10, 40, 45), y: Float64Array.of(0, 5, 0, 60) };
    const residual = Float64Array.of(2, -1, 1.5, 0.5);
    const place = { x: Float64Array.of(12), y: Float64Array.of(9) };
    const n = 4;
    const c = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        c[i * n + j] = covariance(KERNEL, between(data, i, data, j)) + (i === j ? KERNEL.noiseDb ** 2 : 0);
    const towards = Float64Array.from({ length: n }, (_, i) => covariance(KERNEL, between(data, i, place, 0)));
    const weights = solveCholesky(cholesky(c, n)!, n, towards);
    const mean = weights.reduce((sum, w, i) => sum + w * residual[i]!, 0);
    const field = fitResidualField(data, residual, { kernel: KERNEL });
    expect(field.kernelFrom).toBe('given');
    expect(field.predictAt(place).meanDb[0]).toBeCloseTo(mean, 9);
  });

  it('goes to 0 and to the prior deviation far from data, and knows nothing at no place', () => {
    const random = new Random(5);
    const points = scattered(300, 400, random);
    const field = fitResidualField(points, drawn(points, KERNEL, random), { kernel: KERNEL });
    const { meanDb, sdDb } = field.predictAt({ x: Float64Array.of(9000, Number.NaN), y: Float64Array.of(0, 0) });
    expect(meanDb[0]).toBeCloseTo(0, 6);
    expect(sdDb[0]).toBeCloseTo(field.priorSdDb, 6);
    expect(field.priorSdDb).toBeCloseTo(Math.hypot(4, 5, 3), 9);
    expect([meanDb[1], sdDb[1]]).toEqual([Number.NaN, Number.NaN]);
  });

  it('predicts nearly as well as a solve with all data, and its deviation covers at the nominal rate', () => {
    const random = new Random(7);
    const points = scattered(650, 500, random);
    const values = drawn(points, KERNEL, random);
    // Held out: two whole squares of 100 m and every fifth of the others.
    const gap = (i: number) =>
      [80, 330].some((at) => [points.x[i]!, points.y[i]!].every((v) => v > at && v < at + 100));
    const held: number[] = [];
    const train: number[] = [];
    for (let i = 0; i < 650; i++) (gap(i) || i % 5 === 0 ? held : train).push(i);
    const n = train.length;
    const field = fitResidualField(pointsAt(points, train), valuesAt(values, train), { seed: 3 });
    expect(field.kernelFrom).toBe('data');
    const { meanDb, sdDb } = field.predictAt(pointsAt(points, held));

    const c = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) c[i * n + j] = covariance(KERNEL, between(points, train[i]!, points, train[j]!));
      c[i * n + i]! += KERNEL.noiseDb ** 2;
    }
    const alpha = solveCholesky(cholesky(c, n)!, n, valuesAt(values, train));
    let local = 0;
    let whole = 0;
    let inside = 0;
    for (const [h, i] of held.entries()) {
      const exact = train.reduce((s, t, k) => s + covariance(KERNEL, between(points, i, points, t)) * alpha[k]!, 0);
      local += (values[i]! - meanDb[h]!) ** 2;
      whole += (values[i]! - exact) ** 2;
      if (Math.abs(values[i]! - meanDb[h]!) < 1.96 * sdDb[h]!) inside++;
    }
    expect(Math.sqrt(local / whole)).toBeLessThan(1.04);
    expect(inside / held.length).toBeGreaterThan(0.91);
    expect(inside / held.length).toBeLessThan(0.99);
  });

  it('is not drawn away by one spoilt cell', () => {
    const random = new Random(9);
    const points = scattered(400, 300, random);
    const values = drawn(points, KERNEL, random);
    const place = { x: Float64Array.of(points.x[50]! + 3), y: Float64Array.of(points.y[50]!) };
    const clean = fitResidualField(points, values, { kernel: KERNEL }).predictAt(place).meanDb[0]!;
    const spoilt = values.slice();
    spoilt[50]! += 60;
    const moved = fitResidualField(points, spoilt, { kernel: KERNEL }).predictAt(place).meanDb[0]! - clean;
    // A cell 3 m away has a weight of over a third: taken at its word, it would move the field by over 20 dB.
    expect(Math.abs(moved)).toBeLessThan(6);
  });

  it('says it is less sure where residuals are rougher', () => {
    const random = new Random(12);
    const points = scattered(800, 600, random);
    const values = drawn(points, KERNEL, random).map((v, i) => (points.x[i]! > 300 ? 2.5 * v : v));
    const field = fitResidualField(points, values, { kernel: KERNEL });
    const { sdDb } = field.predictAt({ x: Float64Array.of(120, 480), y: Float64Array.of(300, 300) });
    expect(sdDb[1]! / sdDb[0]!).toBeGreaterThan(1.4);
  });

  it('leaves out cells without coverage and repeats itself for a seed', () => {
    const random = new Random(1);
    const points = scattered(200, 300, random);
    const values = drawn(points, KERNEL, random);
    const holed = values.map((v, i) => (i % 4 === 0 ? Number.NaN : v));
    const kept = Array.from(values.keys()).filter((i) => i % 4 !== 0);
    const a = fitResidualField(points, holed, { seed: 4 });
    const b = fitResidualField(pointsAt(points, kept), valuesAt(values, kept), { seed: 4 });
    expect(a.count).toBe(150);
    expect(a.kernel).toEqual(b.kernel);
    const place = { x: Float64Array.of(100), y: Float64Array.of(100) };
    expect(a.predictAt(place)).toEqual(b.predictAt(place));
  });

  it('refuses what it cannot learn from', () => {
    const one = { x: Float64Array.of(1), y: Float64Array.of(1) };
    expect(() => fitResidualField(one, [Number.NaN])).toThrow(UserError);
    expect(() => fitResidualField(one, [1, 2])).toThrow(/1 points against 2 residuals/);
    expect(fitResidualField(one, [3]).kernelFrom).toBe('typical');
  });
});
