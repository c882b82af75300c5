import { describe, expect, it } from 'vitest';
import { spreadOf } from '../metrics/spread.ts';
import { gridCentredOn } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import { Random } from '../units/random.ts';
import { DEFAULT_DEMAND, type DemandModel, demandsBps } from './demand.ts';
import { networkGains } from './network-gains.ts';
import { placeUsers, userDensity } from './place-users.ts';
import { drawnUsers, listedUsers } from './requested-users.ts';

const AREA = { minX: -50, minY: -50, maxX: 50, maxY: 50 };
/** West half park, east half retail, with a building in the north-east quarter. */
const TOWN: Pick<Scene, 'buildings' | 'landUse'> = {
  buildings: [
    {
      id: 'b',
      outer: Float64Array.of(0, 0, 50, 0, 50, 50, 0, 50),
      holes: [],
      heightM: 10,
      wallMaterial: 'concrete',
      roofMaterial: 'concrete',
    },
  ],
  landUse: {
    grid: { columns: 2, rows: 1, cellSizeM: 100, westM: -100, northM: 50 },
    classes: Uint8Array.of(1, 2),
    names: ['unknown', 'park', 'retail'],
  },
};

describe('placeUsers', () => {
  it('places by land use, outdoors, and fewer users are the first of more', () => {
    const density = userDensity(AREA, 5, TOWN, { park: 1, retail: 3 });
    const { x, y } = placeUsers(4000, density, AREA, new Random(1));
    const indoors = [...x].filter((v, i) => v > 0 && y[i]! > 0).length;
    expect(indoors).toBe(0);
    // Park: 5000 m2 of weight 1; retail: 2500 m2 of weight 3.
    expect([...x].filter((v) => v < 0).length / 4000).toBeCloseTo(0.4, 1);
    const few = placeUsers(10, density, AREA, new Random(1));
    expect([...few.x]).toEqual([...x.subarray(0, 10)]);
    expect(Math.max(...x)).toBeLessThan(50);
    expect(Math.min(...y)).toBeGreaterThan(-50);
  });

  it('spreads users evenly without a scene, and refuses an area where nobody may be', () => {
    const { x } = placeUsers(2000, userDensity(AREA, 5, null), AREA, new Random(2));
    expect(spreadOf(x).sd).toBeCloseTo(100 / Math.sqrt(12), 0);
    expect(() => userDensity(AREA, 5, TOWN, { park: 0, retail: 0 })).toThrow('No place in the area');
  });
});

describe('demandsBps', () => {
  const draw = (model: DemandModel, count = 20_000) => demandsBps(count, model, new Random(5));

  it('draws the default around its median, bounded', () => {
    const { median, mean, max } = spreadOf(draw(DEFAULT_DEMAND));
    expect(median / 40e3).toBeCloseTo(1, 1);
    expect(mean).toBeGreaterThan(180e3);
    expect(mean).toBeLessThan(210e3);
    expect(max).toBe(2e6);
  });

  it('draws sessions: 8 v / d with v = a d^b, between a second and an hour', () => {
    // v = 1000 d: all sessions have 8 kbit/s, whatever their volume.
    const volumes = [
      { weight: 1, mean: 5, sd: 0.3 },
      { weight: 1, mean: 12, sd: 0.1 },
    ];
    const linear = { kind: 'sessions', services: [{ share: 1, volumes, a: 1000, b: 1 }] } as const;
    for (const bps of draw(linear, 500)) expect(bps).toBeCloseTo(8000, 6);
    const endless = { kind: 'sessions', services: [{ share: 1, volumes: [volumes[1]], a: 1000, b: 1 }] };
    expect(() => draw(endless as DemandModel, 1)).toThrow('No session of these services');
  });

  it('takes constants and lists as they are', () => {
    expect([...draw({ kind: 'constant', bps: 5 }, 2)]).toEqual([5, 5]);
    expect(new Set(draw({ kind: 'listed', bps: [1, 2, 3] }, 100))).toEqual(new Set([1, 2, 3]));
  });
});

describe('drawnUsers and listedUsers', () => {
  const sector = {
    id: 'A',
    x: 0,
    y: 0,
    frequencyHz: 2e9,
    powerDbm: 43,
    powerPer: 'total',
    bandwidthHz: 20e6,
    lossesDb: 0,
  } as const;
  const map = { grid: gridCentredOn(0, 0, 10, 10, 10), pathGainDb: new Float32Array(100).fill(-80) };
  const gains = networkGains([sector], new Map([['A', map]]), 'nearest');

  it('give other users for another seed, the same for the same', () => {
    const usersOf = drawnUsers(userDensity(AREA, 5, null), AREA, DEFAULT_DEMAND);
    expect(usersOf(20, 1)).toEqual(usersOf(20, 1));
    expect([...usersOf(20, 2).demandBps]).not.toEqual([...usersOf(20, 1).demandBps]);
    expect([...usersOf(5, 1).demandBps]).toEqual([...usersOf(20, 1).demandBps.subarray(0, 5)]);
  });

  it('keep listed rates, draw the others, and refuse users outside every map by number', () => {
    const list = {
      name: 'users.csv',
      x: Float64Array.of(1, 2),
      y: Float64Array.of(0, 0),
      demandBps: Float64Array.of(7, Number.NaN),
    };
    const two = listedUsers(list, gains, { kind: 'constant', bps: 9 })(2, 1);
    expect([...two.demandBps]).toEqual([7, 9]);
    expect(() => listedUsers(list, gains, DEFAULT_DEMAND)(3, 1)).toThrow('users.csv lists 2 users, 3 are asked for');
    const far = { ...list, x: Float64Array.of(1, 2000) };
    expect(() => listedUsers(far, gains, DEFAULT_DEMAND)).toThrow(
      '1 of 2 users lie outside every map, the first is user 2 at (2000, 0) m',
    );
  });
});
