import { expect, it, vi } from 'vitest';
import { empiricalCdf, median, quantile, quantiles } from './cdf.ts';

it('gives shares at or below each value, repeats merged, gaps left out', () => {
  const cdf = empiricalCdf([3, 1, Number.NaN, 2, 2]);
  expect([...cdf.value]).toEqual([1, 2, 3]);
  expect([...cdf.share]).toEqual([0.25, 0.75, 1]);
  expect(empiricalCdf([]).value).toHaveLength(0);
});

it('interpolates quantiles as NumPy does', () => {
  expect(quantile([10, 20, 30, 40], 0.25)).toBeCloseTo(17.5, 12);
  expect(quantile([-100, -5, -20], 0)).toBe(-100);
  expect(quantile([-100, -5, -20], 1)).toBe(-5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([Number.NaN])).toBeNaN();
});

it('has several quantiles from one sort, in the order asked for', () => {
  const sort = vi.spyOn(Float64Array.prototype, 'sort');
  expect(quantiles([40, Number.NaN, 10, 30, 20], [0.5, 0, 0.25])).toEqual([25, 10, 17.5]);
  expect(sort).toHaveBeenCalledTimes(1);
  sort.mockRestore();
  expect(quantiles([], [0, 1])).toEqual([Number.NaN, Number.NaN]);
});
