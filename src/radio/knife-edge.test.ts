import { describe, expect, it } from 'vitest';
import { exactKnifeEdgeLossDb, fresnelIntegrals, knifeEdgeLossDb, knifeEdgeParameter } from './knife-edge.ts';

describe('knifeEdgeParameter', () => {
  it('is h sqrt(2/lambda (1/d1 + 1/d2))', () => {
    expect(knifeEdgeParameter(10, 200, 200, 0.02)).toBeCloseTo(10, 12);
    expect(knifeEdgeParameter(-3, 100, 50, 0.15)).toBeCloseTo(-3 * Math.sqrt(0.4), 12);
  });
});

describe('fresnelIntegrals', () => {
  // Abramowitz & Stegun table 7.7 and SciPy's fresnel.
  it.each([
    [0.5, 0.49234422587144, 0.06473243285999],
    [1, 0.7798934003768, 0.4382591473903],
    [2, 0.48825340607534, 0.3434156783637],
    [3, 0.6057207892977, 0.4963129989674],
    [5, 0.563631188704, 0.4991913819171],
    [50, 0.4999991894307, 0.4936338025859],
  ])('at %d', (x, c, s) => {
    expect(fresnelIntegrals(x).c).toBeCloseTo(c, 11);
    expect(fresnelIntegrals(x).s).toBeCloseTo(s, 11);
    expect(fresnelIntegrals(-x).c).toBeCloseTo(-c, 11);
  });

  it('joins its two expansions', () => {
    const below = fresnelIntegrals(2);
    const above = fresnelIntegrals(2 + 1e-12);
    expect(above.c).toBeCloseTo(below.c, 11);
    expect(above.s).toBeCloseTo(below.s, 11);
  });
});

describe('knife-edge loss', () => {
  // Loss from scipy's Fresnel integrals (exact) and P.526 eq. 31.
  it.each([
    [-3, -0.443943, 0],
    [-2, 0.736589, 0],
    [-1, -1.001046, 0],
    [0, 6.0206, 6.032852],
    [1, 13.864105, 13.925729],
    [2, 19.090962, 19.04286],
    [3, 22.521813, 22.415954],
  ])('at nu = %d', (nu, exact, approximate) => {
    expect(exactKnifeEdgeLossDb(nu)).toBeCloseTo(exact, 5);
    expect(knifeEdgeLossDb(nu)).toBeCloseTo(approximate, 5);
  });

  it('keeps the approximation within 0.13 dB of the exact edge', () => {
    for (let nu = -0.7; nu < 20; nu += 0.05) {
      expect(Math.abs(knifeEdgeLossDb(nu) - exactKnifeEdgeLossDb(nu))).toBeLessThan(0.13);
    }
  });

  it('is 0 up to nu = -0.78, without a step, and rises after', () => {
    expect(knifeEdgeLossDb(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(knifeEdgeLossDb(-0.78)).toBe(0);
    expect(knifeEdgeLossDb(-0.7799)).toBeLessThan(0.01);
    let last = 0;
    for (let nu = -0.7; nu < 6; nu += 0.1) {
      expect(knifeEdgeLossDb(nu)).toBeGreaterThan(last);
      last = knifeEdgeLossDb(nu);
    }
  });
});
