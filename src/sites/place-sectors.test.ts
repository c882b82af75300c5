import { describe, expect, it } from 'vitest';
import { localFrame, utmFrame, wgs84FromLocal } from '../raster/geo-frame.ts';
import { buildingAt } from '../scene/building-at.ts';
import type { Building, Scene } from '../scene/scene.ts';
import { placeSectors } from './place-sectors.ts';
import type { SectorDraft } from './sector-draft.ts';

/** 40 x 40 m with a courtyard of 20 x 20 m round (0, 0), 18 m high. */
const BLOCK: Building = {
  id: 'block',
  outer: Float64Array.of(-20, -20, 20, -20, 20, 20, -20, 20),
  holes: [Float64Array.of(-10, -10, -10, 10, 10, 10, 10, -10)],
  heightM: 18,
  wallMaterial: 'concrete',
  roofMaterial: 'concrete',
};
const bounds = { minX: -100, minY: -100, maxX: 100, maxY: 100 };
const scene: Scene = {
  name: 'city',
  frame: localFrame({ latDeg: 50, lonDeg: 10 }),
  boundsM: bounds,
  groundZM: 2,
  groundMaterial: 'concrete',
  groundBoundsM: bounds,
  buildings: [BLOCK],
  mesh: null,
  fidelity: null,
  extruded: true,
  thicknessM: {},
  source: 'footprints',
  landUse: null,
  roads: [],
  water: [],
  issues: [],
};
const draft: SectorDraft = {
  id: 'A',
  siteId: 'S',
  place: 's.csv, row 1',
  position: { kind: 'local', x: 50, y: 0 },
  heightAboveGroundM: 30,
  azimuthDeg: 90,
  pattern: 'tr38901',
  frequencyHz: 2.6e9,
  powerDbm: 15,
};
const place = (changes: Partial<SectorDraft>, where: Scene = scene) => {
  const { sectors, issues } = placeSectors([{ ...draft, ...changes }], where);
  return { sector: sectors[0]!, codes: issues.map((issue) => issue.code), issues };
};

/** A draft without one of its fields. */
function without(...fields: (keyof SectorDraft)[]): SectorDraft {
  return Object.fromEntries(
    Object.entries(draft).filter(([key]) => !fields.some((f) => f === key)),
  ) as unknown as SectorDraft;
}

describe('placeSectors', () => {
  it('sets heights on the ground, keeps z, and says nothing where nothing was assumed', () => {
    expect(place({})).toMatchObject({ sector: { x: 50, y: 0, z: 32, azimuthDeg: 90, downtiltDeg: 0 }, codes: [] });
    expect(place({ zM: 7 }).sector.z).toBe(7);
  });

  it('turns latitudes into local metres, and compass bearings into the grid of the scene', () => {
    const p = { latDeg: 50.0005, lonDeg: 10.0005 };
    const { sector } = place({ position: { kind: 'wgs84', ...p } });
    const back = wgs84FromLocal(scene.frame!, sector.x, sector.y);
    expect(back.latDeg).toBeCloseTo(p.latDeg, 9);
    expect(sector.azimuthDeg).toBeCloseTo(90, 2);
    // One degree west of the central meridian at 30 N grid north lies sin(30) = 0.5 degrees west of true north.
    const utm = utmFrame(48, true, 403_549, 3_319_214);
    const west = place({ position: { kind: 'wgs84', latDeg: 30, lonDeg: 104 } }, { ...scene, frame: utm }).sector;
    expect(Math.hypot(west.x, west.y)).toBeLessThan(300);
    expect(west.azimuthDeg).toBeCloseTo(90.5, 2);
  });

  it.each([
    ['iso', 0],
    ['dipole', 1.76],
    ['hw_dipole', 2.16],
    ['tr38901', 8],
  ] as const)('takes the peak gain of %s off an EIRP, and the losses not twice', (pattern, gain) => {
    const draft: SectorDraft = {
      id: 'a',
      siteId: 'a',
      place: 'here',
      position: { kind: 'local', x: 50, y: 50 },
      zM: 30,
      azimuthDeg: 0,
      pattern,
      eirpDbm: 60,
      lossesDb: 3,
    };
    const powerOf = (change: Partial<SectorDraft>) =>
      placeSectors([{ ...draft, ...change }], scene).sectors[0]!.powerDbm;
    // What reaches the peak's direction is port power + gain - losses: the EIRP again.
    expect(powerOf({}) + gain - 3).toBeCloseTo(60, 2);
    expect(powerOf({ powerDbm: 40 })).toBe(40);
    const losses = new Float64Array(360);
    const table = {
      kind: 'table',
      name: 't',
      peakGainDbi: 17,
      horizontalLossDb: losses,
      verticalLossDb: losses,
    } as const;
    expect(powerOf({ pattern: table })).toBe(46);
  });

  it('states what it assumes: heights of 0 stand on the roof, or on a mast', () => {
    const roof = place({ position: { kind: 'local', x: 15, y: 0 }, heightAboveGroundM: 0 });
    expect(roof.sector.z).toBe(2 + 18 + 2);
    expect(roof.codes).toEqual(['assumed-height']);
    expect(placeSectors([without('heightAboveGroundM')], scene).sectors[0]!.z).toBe(2 + 25);
    const bare = placeSectors([without('frequencyHz', 'powerDbm', 'pattern', 'azimuthDeg')], scene);
    expect(bare.sectors[0]).toMatchObject({ frequencyHz: 3.5e9, powerDbm: 43, powerPer: 'total', pattern: 'iso' });
    expect(bare.issues.map((issue) => issue.code).sort()).toEqual([
      'assumed-frequencyHz',
      'assumed-pattern-iso',
      'assumed-powerDbm',
    ]);
    expect(placeSectors([without('pattern')], scene).sectors[0]!.pattern).toBe('tr38901');
  });

  it('refuses an antenna inside a building, but not in its courtyard or above its roof', () => {
    const inside = { position: { kind: 'local', x: 15, y: 0 }, heightAboveGroundM: 18 } as const;
    expect(() => place(inside)).toThrow(/A at 18\.0 m above ground is inside building "block", whose roof is 18\.0 m/);
    expect(place({ ...inside, heightAboveGroundM: 18.1 }).sector.z).toBeCloseTo(20.1, 9);
    expect(place({ ...inside, position: { kind: 'local', x: 0, y: 0 } }).sector.z).toBe(20);
    expect(buildingAt(scene, 15, 0)).toBe(BLOCK);
    expect(buildingAt(scene, 0, 0)).toBeNull();
  });

  it('raises it in a scene from a height raster, and counts it', () => {
    const raised = place(
      { position: { kind: 'local', x: 15, y: 0 }, heightAboveGroundM: 10 },
      { ...scene, source: 'raster' },
    );
    expect(raised.sector.z).toBe(2 + 18 + 1);
    expect(raised.issues).toMatchObject([{ code: 'raised-above-roof', kind: 'repaired', count: 1 }]);
  });

  it('refuses positions that this scene cannot have', () => {
    const wgs84 = { kind: 'wgs84', latDeg: 50, lonDeg: 10 } as const;
    expect(() => place({ position: wgs84 }, { ...scene, frame: null })).toThrow(/city has none; give x and y/);
    expect(() => place({ position: { ...wgs84, latDeg: 10, lonDeg: 50 } })).toThrow(
      /km outside the scene city; are lat and lon swapped/,
    );
  });
});
