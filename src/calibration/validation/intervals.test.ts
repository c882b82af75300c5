import { describe, expect, it } from 'vitest';
import { cholesky, normalEquations, solveCholesky } from '../../algebra/dense-linear.ts';
import { shadowField } from '../../measurements/shadow-field.ts';
import { Random } from '../../units/random.ts';
import type { Linearised } from '../fit/problem.ts';
import { correlatedSum } from './correlated-sum.ts';
import { bootstrapInterval95, interval95, parameterUncertainty } from './intervals.ts';
import { residualCorrelation } from './residual-correlation.ts';
import { student975 } from './student-quantile.ts';

/** Cells every `stepM` along streets 120 m apart in a square of 720 m, and a model of offset, distance slope and pattern there. */
function streets(stepM: number): { x: number[]; y: number[]; jacobian: Float64Array } {
  const x: number[] = [];
  const y: number[] = [];
  for (let street = 0; street <= 720; street += 120)
    for (let along = 0; along < 720; along += stepM) {
      x.push(along, street);
      y.push(street, along);
    }
  const rows = x.flatMap((px, i) => {
    const [dx, dy] = [px - 330, y[i]! - 300];
    return [1, Math.log10((Math.hypot(dx, dy) + 20) / 200), Math.cos(Math.atan2(dy, dx))];
  });
  return { x, y, jacobian: Float64Array.from(rows) };
}

function leastSquares(jacobian: Float64Array, noise: Float64Array): { estimate: Float64Array; linearised: Linearised } {
  const { matrix, vector } = normalEquations(
    jacobian,
    noise,
    noise.map(() => 1),
    3,
  );
  const estimate = solveCholesky(cholesky(matrix, 3)!, 3, vector);
  const left = noise.map((v, i) => v - estimate.reduce((sum, b, j) => sum + b * jacobian[i * 3 + j]!, 0));
  const variance = left.reduce((sum, r) => sum + r * r, 0) / (noise.length - 3);
  return {
    estimate,
    linearised: {
      size: 3,
      jacobian,
      score: left.map((r) => r / variance),
      information: noise.map(() => 1 / variance),
      observation: Uint32Array.from(noise, (_, i) => i),
    },
  };
}

const FREE = [Infinity, Infinity, Infinity];

describe('coverage over 100 drives with shadowing correlated over 30 m', () => {
  const { x, y, jacobian } = streets(20);
  const hits = { curvature: 0, shown: 0, jackknife: 0, bootstrap: 0 };
  for (let seed = 1; seed <= 100; seed++) {
    const shadow = shadowField(6, 30, seed);
    const { estimate, linearised } = leastSquares(
      jacobian,
      Float64Array.from(x, (px, i) => shadow(px, y[i]!)),
    );
    const found = parameterUncertainty({ linearised, priorSd: FREE, x, y, seed, resamples: 50 });
    for (let j = 0; j < 3; j++) {
      const off = Math.abs(estimate[j]!);
      const { low, high } = bootstrapInterval95(estimate[j]!, found.bootstrap, j);
      if (off < 1.96 * Math.sqrt(found.covariance[j * 4]!)) hits.curvature += 1;
      if (off < student975(found.blocks - 1) * Math.sqrt(found.robustCovariance![j * 4]!)) hits.jackknife += 1;
      if (off < found.halfWidth95[j]!) hits.shown += 1;
      if (low < 0 && high > 0) hits.bootstrap += 1;
    }
  }

  it('is nominal for the interval that is shown', () => {
    // 300 trials in three parameters of 100 drives: 95 % with a standard deviation of 1.3 to 2.2 %.
    expect(hits.shown / 300).toBeGreaterThan(0.91);
    expect(hits.shown / 300).toBeLessThan(0.99);
  });

  it('is lower for whole blocks alone, whose edges neighbours straddle, and far lower for the curvature', () => {
    expect(hits.jackknife / 300).toBeGreaterThan(0.82);
    expect(hits.bootstrap / 300).toBeGreaterThan(0.75);
    expect(hits.curvature / 300).toBeLessThan(0.75);
    expect(hits.curvature).toBeLessThan(hits.bootstrap);
  });
});

describe('parameterUncertainty', () => {
  const { x, y, jacobian } = streets(10);
  const random = new Random(5);
  const noise = Float64Array.from(x, () => 4 * random.normal());

  it('agrees with the classical covariance where errors are independent', () => {
    const { linearised } = leastSquares(jacobian, noise);
    const found = parameterUncertainty({ linearised, priorSd: FREE, x, y, seed: 1 });
    for (let j = 0; j < 3; j++) {
      const classical = Math.sqrt(found.covariance[j * 4]!);
      expect(found.halfWidth95[j]! / 1.96 / classical).toBeGreaterThan(0.95);
      expect(found.halfWidth95[j]! / 1.96 / classical).toBeLessThan(1.4);
      expect(Math.sqrt(found.robustCovariance![j * 4]!) / classical).toBeGreaterThan(0.7);
      expect(found.learned[j]).toBeCloseTo(1, 6);
      expect(found.correlation[j * 4]).toBeCloseTo(1, 12);
    }
    expect(found.residualCorrelation.share).toBeLessThan(0.15);
    expect(found.condition).toBeLessThan(10);
    expect(found.bootstrap).toHaveLength(200);
  });

  it('gives a parameter that no cell sees its prior, and no certainty without one', () => {
    const blind = Float64Array.from(jacobian, (v, at) => (at % 3 === 2 ? 0 : v));
    const fit = leastSquares(jacobian, noise).linearised;
    const linearised = { ...fit, jacobian: blind };
    const prior = parameterUncertainty({
      linearised,
      priorSd: [Infinity, Infinity, 0.5],
      x,
      y,
      seed: 1,
      resamples: 2000,
    });
    expect(prior.halfWidth95[2]).toBeCloseTo(1.96 * 0.5, 2);
    expect(prior.learned[2]).toBeCloseTo(0, 3);
    const drawn = prior.bootstrap.map((step) => step[2]!);
    expect(Math.abs(Math.sqrt(drawn.reduce((s, v) => s + v * v, 0) / drawn.length) - 0.5)).toBeLessThan(0.03);
    const none = parameterUncertainty({ linearised, priorSd: FREE, x, y, seed: 1 });
    expect(none.halfWidth95[2]).toBeGreaterThan(1e4);
    expect(none.learned[2]).toBeCloseTo(0, 3);
  });

  it('shows two parameters that cannot be told apart', () => {
    const twins = Float64Array.from(jacobian, (v, at) => (at % 3 === 2 ? jacobian[at - 1]! : v));
    const linearised = { ...leastSquares(jacobian, noise).linearised, jacobian: twins };
    const found = parameterUncertainty({ linearised, priorSd: [Infinity, 3, 3], x, y, seed: 1 });
    expect(found.correlation[1 * 3 + 2]).toBeLessThan(-0.95);
    expect(found.halfWidth95[1]).toBeGreaterThan(1.96 * 1.9);
    expect(found.condition).toBeGreaterThan(50);
    expect(parameterUncertainty({ linearised, priorSd: FREE, x, y, seed: 1 }).condition).toBeGreaterThan(1e9);
  });

  it('has no block estimate where all cells lie in one block', () => {
    const { linearised } = leastSquares(jacobian, noise);
    const found = parameterUncertainty({ linearised, priorSd: FREE, x, y, seed: 1, blockM: 1e7 });
    expect(found).toMatchObject({ robustCovariance: null, bootstrap: [], blocks: 1 });
    expect(found.halfWidth95.every(Number.isFinite)).toBe(true);
  });
});

describe('the correlogram', () => {
  it('finds range and share of a field with a nugget', () => {
    const { x, y } = streets(5);
    const [share, range] = [0, 0, 0, 0, 0, 0]
      .map((_, k) => k)
      .reduce(
        (sum, seed) => {
          const shadow = shadowField(6, 25, seed);
          const random = new Random(seed);
          const found = residualCorrelation(
            x,
            y,
            x.map((px, i) => shadow(px, y[i]!) + 4 * random.normal()),
            1,
          );
          return [sum[0]! + found.share / 6, sum[1]! + found.rangeM / 6];
        },
        [0, 0],
      );
    expect(Math.abs(share! - 36 / 52)).toBeLessThan(0.1);
    expect(Math.abs(range! - 25)).toBeLessThan(8);
  });

  it('sums correlated pairs as the double sum does', () => {
    const { x, y, jacobian } = streets(12);
    const correlation = { share: 0.7, rangeM: 40 };
    const fast = correlatedSum(x, y, jacobian, 3, correlation);
    const slow = new Float64Array(9);
    for (let i = 0; i < x.length; i++)
      for (let k = 0; k < x.length; k++) {
        const c = i === k ? 1 : 0.7 * Math.exp(-Math.hypot(x[i]! - x[k]!, y[i]! - y[k]!) / 40);
        for (let at = 0; at < 9; at++)
          slow[at]! += c * jacobian[i * 3 + Math.floor(at / 3)]! * jacobian[k * 3 + (at % 3)]!;
      }
    for (const at of [0, 4, 8]) expect(fast[at]! / slow[at]!).toBeCloseTo(1, 1);
    const alone = correlatedSum(x, y, jacobian, 3, { share: 0, rangeM: 40 });
    const { matrix } = normalEquations(
      jacobian,
      x,
      x.map(() => 1),
      3,
    );
    for (let at = 0; at < 9; at++) expect(alone[at]).toBeCloseTo(matrix[at]!, 8);
  });
});

it('has the quantiles of Student t', () => {
  const table: [number, number][] = [
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [5, 2.571],
    [10, 2.228],
    [30, 2.042],
    [Infinity, 1.96],
  ];
  for (const [degrees, quantile] of table) expect(Math.abs(student975(degrees) - quantile)).toBeLessThan(0.004);
});

it('carries intervals to physical units within their bounds', () => {
  const logistic = (c: number): number => 10 + 80 / (1 + Math.exp(-c));
  const { low, high } = interval95(0, 50, logistic);
  expect(low).toBeCloseTo(10, 9);
  expect(high).toBeCloseTo(90, 9);
  expect(interval95(2, 1, (c) => -c)).toEqual({ low: -3, high: -1 });
  const steps = Array.from({ length: 1001 }, (_, k) => Float64Array.of(0, (k - 500) / 500));
  expect(bootstrapInterval95(3, steps, 1).low).toBeCloseTo(3 - 0.95, 9);
});
