import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { distanceTo } from './distance-to.ts';

const grid = { columns: 23, rows: 19, cellSizeM: 2, westM: 0, northM: 38 };
const between = (a: number, b: number) => 2 * Math.hypot((a % 23) - (b % 23), Math.floor(a / 23) - Math.floor(b / 23));

describe('distanceTo', () => {
  it('is the least distance over all targets', () => {
    const random = new Random(8);
    for (const share of [0.005, 0.1, 0.7]) {
      const targets = Array.from({ length: 23 * 19 }, (_, cell) => cell).filter(
        (cell) => cell === 200 || random.chance(share),
      );
      const held = new Set(targets);
      const distances = distanceTo(grid, (cell) => held.has(cell));
      for (let cell = 0; cell < distances.length; cell++)
        expect(distances[cell]).toBeCloseTo(Math.min(...targets.map((t) => between(t, cell))), 9);
    }
  });

  it('is infinite without a target', () => {
    expect([...distanceTo(grid, () => false)].every((d) => d === Number.POSITIVE_INFINITY)).toBe(true);
  });
});
