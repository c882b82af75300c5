import { describe, expect, it } from 'vitest';
import { frequencyOfEarfcn, LTE_BANDS } from './earfcn.ts';

describe('frequencyOfEarfcn', () => {
  it.each([
    // Band 3: 1805 + 0.1 (1300 - 1200).
    [1300, 1815],
    [0, 2110],
    [599, 2169.9],
    // Band 20, the lowest and the highest channel.
    [6150, 791],
    [6449, 820.9],
    // Bands whose lowest carrier is no whole megahertz.
    [3800, 1844.9],
    [9870, 462.5],
    [37750, 2570],
    [39650, 2496],
    [66436, 2110],
    [68936, 461],
  ])('puts channel %i at %f MHz', (earfcn, mhz) => {
    expect(frequencyOfEarfcn(earfcn)).toBe(Math.round(mhz * 10) * 1e5);
  });

  it.each([-1, 4950, 5000, 7450, 20000, 70646, 1300.5, 2 ** 31, Number.NaN])('knows no band of %f', (earfcn) => {
    expect(frequencyOfEarfcn(earfcn)).toBeNaN();
  });

  it('spans every band as wide as TS 36.101 table 5.5-1 has it', () => {
    const widthMhz = (band: number) => {
      const { first, last } = LTE_BANDS.find((b) => b.band === band)!;
      return (last - first + 1) / 10;
    };
    // F_DL_low to F_DL_high of table 5.5-1.
    const wide = { 1: 2170 - 2110, 3: 1880 - 1805, 7: 2690 - 2620, 8: 960 - 925, 22: 3590 - 3510, 28: 803 - 758 };
    const rest = { 38: 2620 - 2570, 40: 2400 - 2300, 41: 2690 - 2496, 42: 3600 - 3400, 46: 5925 - 5150, 71: 652 - 617 };
    for (const [band, mhz] of Object.entries({ ...wide, ...rest })) expect(widthMhz(Number(band))).toBeCloseTo(mhz, 9);
  });

  it('gives no number to two bands', () => {
    for (let k = 1; k < LTE_BANDS.length; k++) expect(LTE_BANDS[k]!.first).toBeGreaterThan(LTE_BANDS[k - 1]!.last);
  });
});
