import { describe, expect, it } from 'vitest';
import { gridCentredOn } from '../raster/raster-grid.ts';
import { networkGains, type PlannedSector } from './network-gains.ts';

const NONE = Number.NaN;
const sector = (id: string, other: Partial<PlannedSector> = {}): PlannedSector => ({
  id,
  x: 0,
  y: 0,
  frequencyHz: 2e9,
  powerDbm: 43,
  powerPer: 'total',
  bandwidthHz: 20e6,
  lossesDb: 0,
  ...other,
});
/** Three cells of 10 m in a row, the middle one around x. */
const row = (x: number, pathGainDb: number[]) => ({ grid: gridCentredOn(x, 0, 3, 1, 10), pathGainDb });

describe('networkGains', () => {
  const maps = new Map([
    ['A', row(0, [-80, NONE, NONE])],
    ['B', row(10, [-90, -100, NONE])],
  ]);
  const sectors = [sector('A', { lossesDb: 3 }), sector('B')];
  const at = (rule: 'nearest' | 'no-signal', x: number) => {
    const out = new Float64Array(3);
    const without = networkGains(sectors, maps, rule).at(x, 0, out, 1);
    return { without, db: [...out.subarray(1)].map((g) => (g > 0 ? 10 * Math.log10(g) : null)) };
  };

  it('gives path gain less losses, each map on its own grid', () => {
    expect(at('no-signal', -10)).toEqual({ without: 1, db: [expect.closeTo(-83, 9), null] });
    expect(at('no-signal', 0)).toEqual({ without: 1, db: [null, expect.closeTo(-90, 9)] });
  });

  it('fills places without data from the nearest covered cell of the same sector, and counts them', () => {
    expect(at('nearest', 10)).toEqual({ without: 1, db: [expect.closeTo(-83, 9), expect.closeTo(-100, 9)] });
  });

  it('covers what all maps cover', () => {
    const gains = networkGains(sectors, maps, 'nearest');
    expect(gains.areaM).toEqual({ minX: -5, maxX: 15, minY: -5, maxY: 5 });
    expect([gains.isOnMap(-10, 0), gains.isOnMap(20, 0), gains.isOnMap(40, 0)]).toEqual([true, true, false]);
  });

  it('names what it cannot plan with', () => {
    expect(() => networkGains([sector('A'), sector('C')], maps, 'nearest')).toThrow('Sector C has no map');
    const bare = new Map([['A', row(0, [NONE, NONE, NONE])]]);
    expect(() => networkGains([sector('A')], bare, 'nearest')).toThrow('The map of sector A covers no cell');
    const apart = new Map([...maps, ['B', row(1000, [-90, -90, -90])] as const]);
    expect(() => networkGains(sectors, apart, 'nearest')).toThrow('The maps of A, B share no area');
    expect(() => networkGains([], maps, 'nearest')).toThrow('no sector');
  });
});
