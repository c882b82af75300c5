import { describe, expect, it } from 'vitest';
import { shadowField } from '../../measurements/shadow-field.ts';
import { Random } from '../../units/random.ts';
import { neighbourSearch } from '../neighbours.ts';
import { covariance } from './field-kernel.ts';
import { fitKernel, KERNEL_FIT } from './fit-kernel.ts';
import { minimiseBySimplex } from './simplex.ts';

describe('minimiseBySimplex', () => {
  it('walks down a curved valley (Rosenbrock)', () => {
    const valley = ([x, y]: Float64Array) => (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2;
    const { at } = minimiseBySimplex(valley, [-1.2, 1], { step: 0.5, tolerance: 1e-8, evaluations: 1000 });
    expect(at[0]).toBeCloseTo(1, 5);
    expect(at[1]).toBeCloseTo(1, 5);
  });

  it('stops at the given number of evaluations and stays out of what is no number', () => {
    let calls = 0;
    const cost = ([x]: Float64Array) => {
      calls++;
      return x! < 0 ? Number.NaN : x!;
    };
    const { at, evaluations } = minimiseBySimplex(cost, [1], { step: 0.3, tolerance: 0, evaluations: 60 });
    expect(evaluations).toBe(calls);
    expect(calls).toBeLessThan(64);
    expect(at[0]).toBeGreaterThanOrEqual(0);
    expect(at[0]).toBeLessThan(1e-3);
  });
});

describe('fitKernel', () => {
  /** Fields of plane waves, so made without the covariance under test, and white noise. */
  function fitted(sdDb: number, rangeM: number, noiseDb: number) {
    const random = new Random(6);
    const count = 3000;
    const x = Float64Array.from({ length: count }, () => random.between(0, 900));
    const y = Float64Array.from({ length: count }, () => random.between(0, 900));
    const shadow = shadowField(sdDb, rangeM, 21);
    const residualDb = x.map((v, i) => shadow(v, y[i]!) + noiseDb * random.normal());
    return fitKernel({ x, y, residualDb, noiseDb2: new Float64Array(count) }, neighbourSearch({ x, y }), KERNEL_FIT);
  }

  it('finds the noise and how the field decorrelates', () => {
    const smooth = fitted(7, 120, 2);
    const rough = fitted(7, 20, 6);
    expect(Math.abs(smooth.noiseDb - 2)).toBeLessThan(0.8);
    expect(Math.abs(rough.noiseDb - 6)).toBeLessThan(1.2);
    const correlation = (k: typeof smooth) => covariance(k, 60) / covariance(k, 0);
    expect(Math.abs(correlation(smooth) - Math.exp(-60 / 120))).toBeLessThan(0.15);
    expect(Math.abs(correlation(rough) - Math.exp(-60 / 20))).toBeLessThan(0.15);
  });
});
