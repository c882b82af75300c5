import { describe, expect, it } from 'vitest';
import { ssim } from './ssim.ts';

const ROWS = 20;
const COLUMNS = 24;

function map(value: (row: number, column: number) => number): Float64Array {
  return Float64Array.from({ length: ROWS * COLUMNS }, (_, i) => value(Math.floor(i / COLUMNS), i % COLUMNS));
}

const waves = map((r, c) => -90 + 20 * Math.sin(r / 3) + 10 * Math.cos(c / 4));

describe('ssim', () => {
  it('is 1 for equal maps and symmetric', () => {
    expect(ssim(waves, waves, ROWS, COLUMNS).ssim).toBeCloseTo(1, 12);
    const other = map((r, c) => waves[r * COLUMNS + c]! + ((r * c) % 7));
    expect(ssim(waves, other, ROWS, COLUMNS).ssim).toBeCloseTo(ssim(other, waves, ROWS, COLUMNS).ssim, 12);
  });

  it('is the luminance term for constant maps', () => {
    const [a, b] = [0.25, 0.5];
    const level = (s: number) => map(() => -140 + 96 * s);
    const expected = (2 * a * b + 1e-4) / (a * a + b * b + 1e-4);
    expect(ssim(level(a), level(b), ROWS, COLUMNS).ssim).toBeCloseTo(expected, 9);
  });

  it('meets scipy with a Gaussian of sigma 1.5 cut at 5 cells, border of 5 cropped', () => {
    const other = map((r, c) => waves[r * COLUMNS + c]! + 6 * Math.sin((r * c) / 17) - 3);
    expect(ssim(waves, other, ROWS, COLUMNS).ssim).toBeCloseTo(0.842394491112881, 9);
  });

  it('takes missing cells for the bottom of the range and says how many', () => {
    const holed = waves.map((v, i) => (i < 48 ? Number.NaN : v));
    const filled = waves.map((v, i) => (i < 48 ? -140 : v));
    const result = ssim(holed, waves, ROWS, COLUMNS);
    expect(result.ssim).toBeCloseTo(ssim(filled, waves, ROWS, COLUMNS).ssim, 12);
    expect(result.filledShare).toEqual({ predicted: 0.1, reference: 0 });
  });

  it('clips to the reporting range', () => {
    const low = map(() => -200);
    const floor = map(() => -140);
    expect(ssim(low, floor, ROWS, COLUMNS).ssim).toBeCloseTo(1, 12);
  });

  it('refuses maps that do not fit', () => {
    expect(() => ssim(waves, waves.slice(1), ROWS, COLUMNS)).toThrow(/not both 20 x 24/);
    expect(() => ssim(new Float64Array(100), new Float64Array(100), 10, 10)).toThrow(/smaller than the 11 x 11/);
  });
});
