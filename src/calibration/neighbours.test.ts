import { describe, expect, it } from 'vitest';
import { UserError } from '../units/errors.ts';
import { Random } from '../units/random.ts';
import { neighbourSearch } from './neighbours.ts';

/** Points on a 5 m lattice (many equal distances), clustered along two streets. */
function streets(count: number, seed: number) {
  const random = new Random(seed);
  const snap = (v: number) => 5 * Math.round(v / 5);
  const along = Float64Array.from({ length: count }, () => snap(random.between(0, 800)));
  const across = Float64Array.from({ length: count }, () => snap(random.between(-15, 15)));
  return {
    x: along.map((a, i) => (i % 3 === 0 ? across[i]! : a)),
    y: along.map((a, i) => (i % 3 === 0 ? a : across[i]!)),
  };
}

function byBruteForce(
  points: { x: Float64Array; y: Float64Array },
  x: number,
  y: number,
  k: number,
  withinM = Infinity,
) {
  return Array.from(points.x, (px, i) => ({ i, square: (px - x) ** 2 + (points.y[i]! - y) ** 2 }))
    .filter((p) => p.square <= withinM * withinM)
    .sort((a, b) => a.square - b.square || a.i - b.i)
    .slice(0, k)
    .map((p) => p.i);
}

describe('neighbourSearch', () => {
  const points = streets(700, 3);
  const search = neighbourSearch(points);
  const indices = new Uint32Array(12);
  const squares = new Float64Array(12);

  it('finds what looking at every point finds, in the same order, inside and far outside', () => {
    const random = new Random(8);
    for (let q = 0; q < 200; q++) {
      const spread = q % 4 === 0 ? 5000 : 900;
      const x = q % 3 === 0 ? 5 * random.below(100) : random.between(-spread, spread);
      const y = random.between(-spread, spread);
      const found = search.nearest(x, y, 12, indices, squares);
      expect([...indices.subarray(0, found)]).toEqual(byBruteForce(points, x, y, 12));
    }
  });

  it('stops at the given distance', () => {
    const found = search.nearest(400, 40, 12, indices, squares, { withinM: 30 });
    expect([...indices.subarray(0, found)]).toEqual(byBruteForce(points, 400, 40, 12, 30));
    expect(search.nearest(400, 400, 12, indices, squares, { withinM: 30 })).toBe(0);
  });

  it('passes over points that do not count', () => {
    const odd = { x: points.x.filter((_, i) => i % 2 === 1), y: points.y.filter((_, i) => i % 2 === 1) };
    const found = search.nearest(200, 8, 12, indices, squares, { accept: (i) => i % 2 === 1 });
    expect([...indices.subarray(0, found)].map((i) => (i - 1) / 2)).toEqual(byBruteForce(odd, 200, 8, 12));
  });

  it('gives all points where there are fewer than asked for', () => {
    const few = neighbourSearch({ x: Float64Array.of(3, 3, 9), y: Float64Array.of(1, 1, 1) });
    expect(few.nearest(0, 1, 12, indices, squares)).toBe(3);
    expect([...indices.subarray(0, 3)]).toEqual([0, 1, 2]);
    expect([...squares.subarray(0, 3)]).toEqual([9, 9, 81]);
    expect(neighbourSearch({ x: new Float64Array(0), y: new Float64Array(0) }).nearest(0, 0, 2, indices, squares)).toBe(
      0,
    );
  });

  // Every point against every other would be 1e10 distances: more than a test may take.
  it('searches among 100,000 points', () => {
    const many = streets(100_000, 1);
    const wide = { x: many.x.map((v, i) => v + (i % 50) * 400), y: many.y.map((v, i) => v + (i % 7) * 900) };
    const fast = neighbourSearch(wide);
    let found = 0;
    for (let i = 0; i < 100_000; i++) found += fast.nearest(wide.x[i]! + 1, wide.y[i]!, 8, indices, squares);
    expect(found).toBe(800_000);
  });

  it('refuses a position that is no number', () => {
    expect(() => neighbourSearch({ x: Float64Array.of(1, NaN), y: Float64Array.of(0, 0) })).toThrow(UserError);
  });
});
