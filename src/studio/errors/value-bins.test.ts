import { expect, it } from 'vitest';
import { binOf, binsWithin, countBins, isWithin, rangeOf, roundBins } from './value-bins.ts';

const NONE = Number.NaN;
const bins = { low: -4, width: 2, count: 4 };

it('puts values into half-open bins, the ends holding what lies beyond, NaN in none', () => {
  expect([-9, -4, -2.01, -2, 0, 3.99, 4, 50, NONE].map((value) => binOf(bins, value))).toEqual([
    0, 0, 0, 1, 2, 3, 3, 3, -1,
  ]);
});

it('counts all values, or those that are selected', () => {
  const values = Float32Array.of(-9, -1, -1, NONE, 3, 70);
  expect(countBins(bins, values, null)).toEqual([1, 2, 0, 2]);
  expect(countBins(bins, values, Uint8Array.of(0, 1, 0, 1, 0, 1))).toEqual([0, 1, 0, 1]);
  expect(countBins(bins, values, new Uint8Array(6))).toEqual([0, 0, 0, 0]);
  expect(countBins(bins, new Float32Array(0), null)).toEqual([0, 0, 0, 0]);
});

it('has a range by bins that takes exactly what they hold', () => {
  const values = [-9, -4, -2.5, -2, -0.5, 0, 1.9, 2, 50];
  for (let from = 0; from < 4; from++)
    for (let to = from; to < 4; to++) {
      const range = rangeOf(bins, from, to);
      const held = values.filter((value) => binOf(bins, value) >= from && binOf(bins, value) <= to);
      expect(values.filter((value) => isWithin(range, value))).toEqual(held);
      expect(binsWithin(bins, range)).toEqual({ from, to });
    }
});

it('finds the bins of a range that was made by others', () => {
  expect(binsWithin(bins, { low: -1, high: 3 })).toEqual({ from: 2, to: 2 });
  expect(binsWithin(bins, { low: 0.5, high: 1.5 })).toBeNull();
  expect(isWithin({ low: Number.NEGATIVE_INFINITY, high: 0 }, NONE)).toBe(false);
});

it('takes the finest round width that needs few enough bins', () => {
  const values = Float32Array.from({ length: 101 }, (_, i) => i - 50);
  expect(roundBins(values, [1, 2, 5, 10], 30)).toEqual({ low: -50, width: 5, count: 20 });
  expect(roundBins(values, [1, 2, 5, 10], 200)).toEqual({ low: -50, width: 1, count: 100 });
  expect(roundBins(Float32Array.of(3.2), [1, 2], 30)).toEqual({ low: 3, width: 1, count: 1 });
  expect(roundBins(Float32Array.of(NONE), [1, 2], 30)).toBeNull();
});
