import { describe, expect, it } from 'vitest';
import { frequencyOfNrArfcn } from './nr-arfcn.ts';

describe('NR channel numbers', () => {
  it.each([
    [123_400, 617e6],
    [173_800, 869e6],
    [499_200, 2.496e9],
    [600_000, 3e9],
    [620_000, 3.3e9],
    [2_016_667, 24.25008e9],
    [2_054_166, 26.50002e9],
    [3_279_165, 99.99996e9],
  ])('%i is %d Hz', (channel, hertz) => {
    expect(frequencyOfNrArfcn(channel)).toBeCloseTo(hertz, 0);
  });

  it('knows no channel off the raster', () => {
    expect([-1, 620_000.5, 3_279_166].map(frequencyOfNrArfcn)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});
