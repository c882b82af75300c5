import { describe, expect, it } from 'vitest';
import { EMPTY_PROJECT, type SectorSettings } from '../store/project-document.ts';
import { defaultCellSizeM, mapGrid, solveKey } from './solve-key.ts';

const SECTOR: SectorSettings = {
  id: 'A',
  siteId: 'S',
  x: 1,
  y: 2,
  heightM: 30,
  azimuthDeg: 10,
  downtiltDeg: 4,
  pattern: 'tr38901',
  polarisation: 'V',
  frequencyHz: 2.1e9,
  powerDbm: 43,
  powerPer: 'total',
  bandwidthHz: 20e6,
  lossesDb: 1,
};

describe('solveKey', () => {
  const key = (patch: Partial<SectorSettings>) =>
    solveKey('scene-1', { ...SECTOR, ...patch }, EMPTY_PROJECT, 'refined');

  it.each([{ powerDbm: 20 }, { lossesDb: 5 }, { bandwidthHz: 5e6 }, { powerPer: 're' as const }])(
    'stays for %o, which only shifts the level',
    (patch) => {
      expect(key(patch)).toBe(key({}));
    },
  );

  it.each([
    { x: 3 },
    { heightM: 31 },
    { azimuthDeg: 11 },
    { downtiltDeg: 5 },
    { pattern: 'iso' },
    { frequencyHz: 1e9 },
  ])('changes for %o', (patch) => {
    expect(key(patch)).not.toBe(key({}));
  });

  it('changes with the values of a material', () => {
    const materials = { concrete: { relativePermittivity: 4, conductivitySm: 0.1 } };
    expect(solveKey('scene-1', SECTOR, { ...EMPTY_PROJECT, materials }, 'refined')).not.toBe(key({}));
  });
});

it('chooses cells so that no side has more than 512', () => {
  const square = (side: number) => ({ minX: 0, minY: 0, maxX: side, maxY: side });
  expect([30, 512, 1280, 2000, 5000].map((side) => defaultCellSizeM(square(side)))).toEqual([0.1, 1, 2.5, 4, 10]);
  expect(mapGrid(square(2000), 4, 'refined')).toMatchObject({ columns: 500, rows: 500 });
  expect(mapGrid(square(2000), 4, 'coarse')).toMatchObject({ columns: 125, rows: 125 });
  expect(mapGrid(square(2000), 20, 'coarse')).toMatchObject({ columns: 100, rows: 100 });
});
