import { describe, expect, it } from 'vitest';
import { gridOfBounds } from '../../raster/raster-grid.ts';
import { networkGains } from '../network-gains.ts';
import { coverageFigures, networkLayers, weightOfClass } from './coverage-figures.ts';
import { DEFAULT_TARGETS } from './coverage-targets.ts';
import { levelsAtCells } from './levels-at-cells.ts';

const NONE = Number.NaN;
const sector = (id: string) => ({
  id,
  x: 0,
  y: 0,
  frequencyHz: 2e9,
  powerDbm: 10,
  powerPer: 're' as const,
  bandwidthHz: 20e6,
  lossesDb: 3,
});
const SECTORS = ['A', 'B', 'C', 'D'].map(sector);
const TARGETS = { ...DEFAULT_TARGETS, rsrpDbm: -100, sinrDb: 0 };
/** By cell: one server; all four alike; all four alike but weak; weak and alone; nothing. */
const RSRP = [
  [-70, -80, -106, -110, NONE],
  [-90, -80, -106, NONE, NONE],
  [NONE, -80, -106, NONE, NONE],
  [NONE, -80, -106, NONE, NONE],
];

describe('coverageFigures', () => {
  const layers = networkLayers(SECTORS, RSRP, TARGETS);

  it('counts by hand', () => {
    const figures = coverageFigures(layers, [1, 1, 1, 1, 4], TARGETS);
    expect(figures).toMatchObject({ weight: 8, noData: 0.5, rsrpMet: 0.25, polluted: 0.125 });
    expect(figures.overlap).toEqual([0.25, 0, 0, 0.25]);
    // Alike ones have -4.8 dB; the weak lone one is 15 dB above the noise of -125 dBm.
    expect(figures.sinrMet).toBe(0.25);
    // 100 blocks of 180 kHz; SINR 20 dB less the noise, then three alike, and -110 dBm over noise.
    const noise = 10 ** ((10 * Math.log10(1.380649e-23 * 290 * 15e3 * 1000) + 7) / 10);
    const rate = (s: number, i: number) => 18 * Math.log2(1 + s / (noise + i));
    const rates = [rate(1e-7, 1e-9), rate(1e-8, 3e-8), rate(10 ** -10.6, 3 * 10 ** -10.6), rate(1e-11, 0)];
    expect(figures.meanMbps).toBeCloseTo(rates.reduce((a, b) => a + b, 0) / 4, 4);
    expect(figures.edgeMbps).toBeCloseTo(Math.min(...rates), 4);
  });

  it('takes load off the interference', () => {
    const idle = { ...TARGETS, load: 0 };
    expect(coverageFigures(networkLayers(SECTORS, RSRP, idle), [1, 1, 1, 1, 4], idle).sinrMet).toBe(0.5);
  });

  it('has classes that add up to the whole, and nothing of places that are none', () => {
    const weight = Float64Array.of(1, 2, 3, 4, 5);
    const classes = [1, 1, 2, 2, 2];
    const all = coverageFigures(layers, weight, TARGETS);
    const parts = [1, 2].map((of) => coverageFigures(layers, weightOfClass(weight, classes, of), TARGETS));
    for (const key of ['noData', 'rsrpMet', 'sinrMet', 'polluted'] as const)
      expect(parts.reduce((sum, part) => sum + part[key] * part.weight, 0)).toBeCloseTo(all[key] * all.weight, 12);
    const none = coverageFigures(layers, weightOfClass(weight, classes, 3), TARGETS);
    expect([none.weight, none.noData, none.meanMbps, none.edgeMbps]).toEqual([0, NONE, NONE, NONE]);
  });
});

describe('levelsAtCells', () => {
  it('is the RSRP of the maps again, and no data where they have none', () => {
    const grid = gridOfBounds({ minX: 0, minY: 0, maxX: 20, maxY: 20 }, 10);
    const pathGainDb = [-100, NONE, -120, -90];
    const gains = networkGains(SECTORS.slice(0, 1), new Map([['A', { grid, pathGainDb }]]), 'no-signal');
    const [levels] = levelsAtCells(gains, grid);
    // 10 dBm less 3 dB of losses.
    expect(Array.from(levels!)).toEqual(
      [-93, NONE, -113, -83].map((v) => (Number.isNaN(v) ? v : expect.closeTo(v, 9))),
    );
  });
});
