import { describe, expect, it } from 'vitest';
import { designMatrix, knownRows, standardisationOf } from './standardise.ts';

const names = ['u', 'constant'];
const a = { count: 2, names, columns: [Float64Array.of(0, 2), Float64Array.of(1e6, 1e6)] };
const b = { count: 2, names, columns: [Float64Array.of(4, 6), Float64Array.of(1e6, 1e6)] };

describe('standardising', () => {
  it('takes mean, spread and range over all tables, and leaves a constant column at 0', () => {
    const by = standardisationOf([a, b]);
    expect(by.mean).toEqual([3, 1e6]);
    expect(by.scale[0]).toBeCloseTo(Math.sqrt(5), 12);
    expect(by.scale[1]).toBe(1);
    expect([by.lowest[0], by.highest[0]]).toEqual([0, 6]);
    const rows = designMatrix(a, by);
    expect([...rows]).toEqual([1, -3 / Math.sqrt(5), 0, 1, -1 / Math.sqrt(5), 0]);
  });

  it('holds values at the ends of the range that was fitted, and keeps what is not known', () => {
    const by = standardisationOf([a, b]);
    const far = { count: 3, names, columns: [Float64Array.of(-50, 50, Number.NaN), Float64Array.of(1e6, 2e6, 1e6)] };
    const rows = designMatrix(far, by);
    expect(rows[1]).toBeCloseTo(-3 / Math.sqrt(5), 12);
    expect(rows[4]).toBeCloseTo(3 / Math.sqrt(5), 12);
    expect(rows[5]).toBe(0);
    expect(rows[7]).toBeNaN();
    expect([...knownRows(far, (i) => i > 0)]).toEqual([1]);
  });
});
