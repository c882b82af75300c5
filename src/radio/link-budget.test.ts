import { describe, expect, it } from 'vitest';
import { UserError } from '../units/errors.ts';
import { freeSpaceLossDb, freeSpacePathGain } from './free-space.ts';
import { bestServer, resourceElementDbm, resourceGrid, rsrpMap, thermalNoiseDbm } from './link-budget.ts';

describe('resourceGrid', () => {
  it.each([
    [1.4e6, 6, 15e3],
    [3e6, 15, 15e3],
    [5e6, 25, 15e3],
    [10e6, 50, 15e3],
    [15e6, 75, 15e3],
    [20e6, 100, 15e3],
    [40e6, 106, 30e3],
    [100e6, 273, 30e3],
    [400e6, 264, 120e3],
    [200e3, 1, 15e3],
    [8e6, 40, 15e3],
    [75e6, 197, 30e3],
  ])('%d Hz', (bandwidthHz, resourceBlocks, subcarrierSpacingHz) => {
    expect(resourceGrid(bandwidthHz)).toEqual({ resourceBlocks, subcarrierSpacingHz });
  });

  it('refuses a bandwidth that is none', () => {
    for (const b of [0, -5, Number.NaN]) expect(() => resourceGrid(b)).toThrow(UserError);
  });
});

describe('RSRP', () => {
  it('D16: takes the free-space loss and the losses of the hardware off, and adds gain and power', () => {
    const level = { powerDbm: 43, powerPer: 're', bandwidthHz: 20e6, lossesDb: 0 } as const;
    const oneKilometre = [freeSpacePathGain(1000, 1.8e9)];
    expect(freeSpaceLossDb(1000, 1.8e9)).toBeCloseTo(97.55, 2);
    expect(rsrpMap(oneKilometre, null, level)[0]).toBeCloseTo(-54.55, 2);
    expect(rsrpMap(oneKilometre, null, { ...level, lossesDb: 3 })[0]).toBeCloseTo(-57.55, 2);
    const gainOf8Dbi = [10 ** 0.8 * oneKilometre[0]!];
    expect(rsrpMap(gainOf8Dbi, null, level)[0]).toBeCloseTo(-46.55, 2);
  });

  it('D18: spreads a total power over 1200 subcarriers of 20 MHz', () => {
    const level = { powerDbm: 46, powerPer: 'total', bandwidthHz: 20e6, lossesDb: 2 } as const;
    expect(resourceElementDbm(level)).toBeCloseTo(46 - 30.7918 - 2, 4);
    expect(resourceElementDbm({ ...level, powerPer: 're', powerDbm: 15.2 })).toBeCloseTo(13.2, 12);
  });

  it('keeps cells without data NaN', () => {
    const level = { powerDbm: 20, powerPer: 're', bandwidthHz: 20e6, lossesDb: 0 } as const;
    expect([...rsrpMap([1e-10, 0, 1e-8], [1, 0, 0], level)]).toEqual([-80, Number.NaN, Number.NaN]);
    expect([...rsrpMap([1e-10, 0], null, level)]).toEqual([-80, Number.NaN]);
  });
});

describe('thermalNoiseDbm', () => {
  it('is -174 dBm in one hertz at 290 K', () => {
    expect(thermalNoiseDbm(1)).toBeCloseTo(-173.975, 3);
    expect(thermalNoiseDbm(15e3, 7)).toBeCloseTo(-173.975 + 41.761 + 7, 3);
    // Sionna RT's default: 293 K, 1 MHz.
    expect(thermalNoiseDbm(1e6, 0, 293)).toBeCloseTo(-113.93, 2);
  });
});

const NONE = Number.NaN;

describe('bestServer', () => {
  it('takes the strongest, the lowest index on a tie, and -1 where nobody serves', () => {
    const best = bestServer([
      [-90, -80, NONE, NONE],
      [-85, -80, NONE, -120],
      [-95, NONE, NONE, -110],
    ]);
    expect([...best.sector]).toEqual([1, 0, -1, 2]);
    expect([...best.rsrpDbm]).toEqual([-85, -80, NONE, -110]);
  });

  it('refuses maps of unequal size', () => {
    expect(() => bestServer([[1, 2], [1]])).toThrow(/Map 1 has 1 cells, map 0 has 2/);
  });
});
