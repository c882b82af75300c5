import { describe, expect, it } from 'vitest';
import { type PaletteName, SCALE_FACTS, type ScaleName } from '../results/value-scale.ts';
import { css, type Rgb } from './colour-scales.ts';
import { classSwatches, valuePainter } from './value-colours.ts';

const NAMES = Object.keys(SCALE_FACTS) as ScaleName[];
const scaleOf = (name: ScaleName, patch: Partial<(typeof SCALE_FACTS)[ScaleName]['initial']> = {}) => ({
  ...SCALE_FACTS[name].initial,
  ...patch,
});
/** Relative luminance by WCAG. */
const luminance = (colour: Rgb) => {
  const [r, g, b] = colour.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};

describe('colours of values', () => {
  it.each(NAMES)('are those of the legend, class by class (%s)', (name) => {
    const { colours, indexOf } = valuePainter(name, scaleOf(name), 'light');
    expect(classSwatches(name, scaleOf(name), 'light')).toEqual(colours.map(css));
    expect(new Set(colours.map(css)).size).toBe(colours.length);
    expect(indexOf(Number.NaN)).toBe(-1);
  });

  it('fall in lightness from strong to weak in cividis', () => {
    const { colours } = valuePainter('rsrp', scaleOf('rsrp'), 'light');
    const steps = colours.map(luminance);
    expect([...steps].sort((a, b) => b - a)).toEqual(steps);
  });

  it('are green where it is good and red where it is bad', () => {
    const ends = (name: ScaleName) => {
      const { colours } = valuePainter(name, scaleOf(name, { palette: 'green-yellow-red' }), 'light');
      return [colours[0]!, colours.at(-1)!];
    };
    for (const name of ['rsrp', 'sinr', 'error'] as const) {
      const [good, bad] = ends(name);
      expect(good![1]).toBeGreaterThan(good![0]);
      expect(bad![0]).toBeGreaterThan(bad![1]);
    }
  });

  it('run without steps between the outer edges of a continuous scale, and stop there', () => {
    const { colours, indexOf } = valuePainter('rsrp', scaleOf('rsrp', { mode: 'continuous' }), 'light');
    expect(colours).toHaveLength(256);
    expect([-200, -125, -75, -10].map(indexOf)).toEqual([0, 0, 255, 255]);
    expect(indexOf(-99)).toBeGreaterThan(indexOf(-101));
    expect(indexOf(Number.NaN)).toBe(-1);
  });

  it('mirror about zero, with next to nothing there', () => {
    for (const mode of ['stepped', 'continuous'] as const) {
      const { colours, indexOf } = valuePainter('difference', scaleOf('difference', { mode }), 'light');
      const of = (db: number) => colours[indexOf(db)]!;
      expect(Math.max(...of(0)) - Math.min(...of(0))).toBeLessThan(12);
      expect(of(30)).toEqual([176, 72, 0]);
      expect(of(-30)).toEqual([16, 78, 160]);
    }
  });

  it('come in every palette that a scale offers', () => {
    for (const name of NAMES)
      for (const palette of SCALE_FACTS[name].palettes as readonly PaletteName[])
        for (const theme of ['light', 'dark'] as const)
          expect(classSwatches(name, scaleOf(name, { palette, mode: 'continuous' }), theme)[1]).toMatch(
            /^linear-gradient\(rgb\(\d+ \d+ \d+\), rgb\(\d+ \d+ \d+\)\)$/,
          );
  });
});
