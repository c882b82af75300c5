import { describe, expect, it } from 'vitest';
import { decayingRoot, divide, multiply, squaredModulus, subtract } from './complex.ts';

describe('complex arithmetic', () => {
  it('multiplies and divides as inverses', () => {
    const a = { re: 3, im: -4 };
    for (const b of [
      { re: 2, im: 7 },
      { re: -7, im: 0.5 },
      { re: 0, im: -2 },
    ]) {
      const back = divide(multiply(a, b), b);
      expect(back.re).toBeCloseTo(3, 13);
      expect(back.im).toBeCloseTo(-4, 13);
    }
    expect(subtract(a, { re: 1, im: 1 })).toEqual({ re: 2, im: -5 });
    expect(squaredModulus(a)).toBe(25);
  });

  it('divides huge numbers without overflow', () => {
    const q = divide({ re: 1e200, im: 1e200 }, { re: 1e200, im: -1e200 });
    expect(q.re).toBeCloseTo(0, 12);
    expect(q.im).toBeCloseTo(1, 12);
  });

  it('takes the root whose imaginary part is not positive', () => {
    for (const a of [
      { re: 5, im: -2 },
      { re: -5, im: -2 },
      { re: -5, im: 0 },
      { re: 1e-20, im: -1e8 },
      { re: 4, im: 3 },
    ]) {
      const r = decayingRoot(a);
      expect(r.im).toBeLessThanOrEqual(0);
      const square = multiply(r, r);
      const size = Math.hypot(a.re, a.im);
      expect(square.re / size).toBeCloseTo(a.re / size, 12);
      expect(square.im / size).toBeCloseTo(a.im / size, 12);
    }
    expect(decayingRoot({ re: -9, im: 0 })).toEqual({ re: 0, im: -3 });
    expect(decayingRoot({ re: 0, im: 0 })).toEqual({ re: 0, im: 0 });
  });
});
