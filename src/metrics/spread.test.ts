import { expect, it } from 'vitest';
import { spreadOf } from './spread.ts';

it('counts every finite value once', () => {
  const spread = spreadOf([2, Number.NaN, 4, 9, Number.POSITIVE_INFINITY]);
  expect(spread).toEqual({ count: 3, mean: 5, sd: Math.sqrt(13), median: 4, min: 2, max: 9 });
});

it('has no spread of one value, and nothing of none', () => {
  expect(spreadOf([3])).toEqual({ count: 1, mean: 3, sd: Number.NaN, median: 3, min: 3, max: 3 });
  const NONE = Number.NaN;
  expect(spreadOf([NONE])).toEqual({ count: 0, mean: NONE, sd: NONE, median: NONE, min: NONE, max: NONE });
});
