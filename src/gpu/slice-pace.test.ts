import { expect, it } from 'vitest';
import { SLICE_MS, sliceFactor } from './slice-pace.ts';

it.each([
  [SLICE_MS, 1],
  [2 * SLICE_MS, 0.5],
  [0.8 * SLICE_MS, 1.25],
  [0, 2],
  [1e6, 0.25],
])('after %d ms goes on by the factor %d', (tookMs, factor) => {
  expect(sliceFactor(tookMs)).toBeCloseTo(factor, 12);
});
