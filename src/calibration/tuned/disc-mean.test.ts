import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { discMean } from './disc-mean.ts';

const grid = { columns: 17, rows: 13, cellSizeM: 5, westM: 0, northM: 65 };

describe('discMean', () => {
  it('is the mean over centres within the radius, cell by cell', () => {
    const random = new Random(3);
    const values = Float64Array.from({ length: 17 * 13 }, () =>
      random.chance(0.3) ? Number.NaN : random.between(-120, -60),
    );
    for (const radius of [0, 5, 12, 25]) {
      const means = discMean(values, grid, radius);
      for (let cell = 0; cell < values.length; cell++) {
        const near = [...values.keys()].filter(
          (other) =>
            !Number.isNaN(values[other]!) &&
            5 * Math.hypot((other % 17) - (cell % 17), Math.floor(other / 17) - Math.floor(cell / 17)) <= radius,
        );
        const expected = near.reduce((s, other) => s + values[other]!, 0) / near.length;
        if (near.length === 0) expect(means[cell]).toBeNaN();
        else expect(means[cell]).toBeCloseTo(expected, 9);
      }
    }
  });

  it('has no mean where nothing is known', () => {
    const values = new Float64Array(17 * 13).fill(Number.NaN);
    values[0] = -80;
    const means = discMean(values, grid, 10);
    expect(means[2]).toBe(-80);
    expect(means[3]).toBeNaN();
  });
});
