import { expect, it, vi } from 'vitest';
import { cumulative, outdoorValues, spreadsOf, valueStatistics } from './value-statistics.ts';

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

const wide = Float32Array.from({ length: 1001 }, (_, i) => -120 + 0.06 * i);

it('takes round bins that hold all sets, and puts what lies beyond into the last ones', () => {
  const far = Float32Array.from({ length: 2001 }, (_, i) => (i === 0 ? -200 : i === 1 ? 0 : -90));
  const [first, second] = spreadsOf([
    { name: 'wide', values: wide },
    { name: 'far', values: far },
  ])!;
  expect(first?.histogram).toMatchObject({ low: -120, binWidth: 2, total: 1001 });
  const { counts, total } = second!.histogram;
  expect(counts).toHaveLength(30);
  expect([counts[0], counts[15], counts.at(-1), total]).toEqual([1, 1999, 1, 2001]);
  expect(cumulative(second!.histogram).at(0)).toBeCloseTo(1 / 2001, 12);
  expect(cumulative(second!.histogram).at(-1)).toBe(1);
  expect(second?.statistics).toMatchObject({ count: 2001, median: -90 });
  expect(spreadsOf([{ name: 'none', values: new Float32Array(0) }])).toBeNull();
});

it('has one bin where all values are one', () => {
  const [spread] = spreadsOf([{ name: 'threes', values: Float32Array.of(3, 3) }])!;
  expect(spread?.histogram).toEqual({ low: 3, binWidth: 0.5, counts: [2], total: 2 });
});

it('sorts every set once', () => {
  const sort = vi.spyOn(Float64Array.prototype, 'sort');
  spreadsOf([
    { name: 'wide', values: wide },
    { name: 'one', values: Float32Array.of(-60.2) },
  ]);
  expect(sort).toHaveBeenCalledTimes(2);
  sort.mockRestore();
});
