import { describe, expect, it } from 'vitest';
import { joinFeatures, pickFeatures, selectFeatures } from './feature-table.ts';

const a = { count: 3, names: ['u', 'v'], columns: [Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)] };
const b = { count: 3, names: ['w'], columns: [Float64Array.of(7, 8, 9)] };

describe('feature tables', () => {
  it('stand side by side, are picked by row and selected by name', () => {
    const joined = joinFeatures(a, b);
    expect(joined.names).toEqual(['u', 'v', 'w']);
    const picked = selectFeatures(pickFeatures(joined, [2, 0]), ['w', 'u']);
    expect(picked).toEqual({ count: 2, names: ['w', 'u'], columns: [Float64Array.of(9, 7), Float64Array.of(3, 1)] });
  });

  it('refuse other places, double names and missing features', () => {
    expect(() => joinFeatures(a, pickFeatures(b, [0]))).toThrow(/3 and of 1 places/);
    expect(() => joinFeatures(a, a)).toThrow(/called u/);
    expect(() => selectFeatures(a, ['x'])).toThrow(/feature x is missing; there are u, v/);
  });
});
