import { expect, it } from 'vitest';
import { binsOf, cumulative, outdoorValues, spreadOver, valueStatistics } from './value-statistics.ts';

const NONE = Number.NaN;

it('leaves out cells without data and under roofs', () => {
  expect([...outdoorValues(Float32Array.of(-80, NONE, -90, -100), Uint8Array.of(0, 0, 1, 0))]).toEqual([-80, -100]);
});

it('has mean, spread and percentiles', () => {
  const { count, mean, sigma, p5, median, p95 } = valueStatistics(Float32Array.of(-100, -90, -80, -70));
  expect([count, mean, median]).toEqual([4, -85, -85]);
  expect(sigma).toBeCloseTo(Math.sqrt(125), 9);
  expect([p5, p95].map((db) => Number(db.toFixed(9)))).toEqual([-98.5, -71.5]);
  expect(valueStatistics(new Float32Array(0))).toMatchObject({ count: 0, mean: NONE });
});

it('takes round bins that hold all sets, and puts what lies beyond into the last ones', () => {
  const wide = Float32Array.from({ length: 1001 }, (_, i) => -120 + 0.06 * i);
  const bins = binsOf([wide, Float32Array.of(-60.2)])!;
  expect(bins).toEqual({ low: -120, high: -60, binWidth: 2 });
  const spread = spreadOver(Float32Array.of(-200, -120, -119, -61, 0), bins);
  expect(spread.counts).toHaveLength(30);
  expect([spread.counts[0], spread.counts.at(-1), spread.total]).toEqual([3, 2, 5]);
  expect(cumulative(spread).at(0)).toBeCloseTo(0.6, 12);
  expect(cumulative(spread).at(-1)).toBe(1);
  expect(binsOf([new Float32Array(0)])).toBeNull();
});

it('has one bin where all values are one', () => {
  expect(binsOf([Float32Array.of(3, 3)])).toEqual({ low: 3, high: 3.5, binWidth: 0.5 });
});
