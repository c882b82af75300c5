import { describe, expect, it } from 'vitest';
import type { EngineName } from '../../worker/engine-protocol.ts';
import { applyEdit } from '../commands/edit.ts';
import {
  EMPTY_PROJECT,
  type MapSettings,
  type ProjectDocument,
  type SectorSettings,
} from '../store/project-document.ts';
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
    solveKey('scene-1', 'sweep', { ...SECTOR, ...patch }, EMPTY_PROJECT, 'refined');

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
    expect(solveKey('scene-1', 'sweep', SECTOR, { ...EMPTY_PROJECT, materials }, 'refined')).not.toBe(key({}));
  });

  it('stays for other names, which no field knows of', () => {
    const renamed = { ...SECTOR, id: 'North', siteId: 'Harbour' };
    expect(solveKey('scene-1', 'sweep', renamed, EMPTY_PROJECT, 'refined')).toBe(key({}));
  });

  it('changes with the buildings, and comes back with them', () => {
    const kiosk = { outer: [0, 0, 9, 0, 9, 9], holes: [], heightM: 4, wallMaterial: 'wood', roofMaterial: 'wood' };
    const edit = (project: ProjectDocument, heightM: number) =>
      applyEdit(project, { kind: 'edit-buildings', label: 'Raise', buildings: { kiosk: { ...kiosk, heightM } } });
    const start = { ...EMPTY_PROJECT, sceneId: 'scene-1' };
    const four = edit(start, 4);
    const nine = edit(four.project, 9);
    const keyOf = (project: ProjectDocument) => solveKey(project.sceneId ?? '', 'sweep', SECTOR, project, 'refined');
    expect(new Set([start, four.project, nine.project].map(keyOf)).size).toBe(3);
    expect(keyOf(applyEdit(nine.project, nine.inverse).project)).toBe(keyOf(four.project));
    expect(keyOf(applyEdit(four.project, four.inverse).project)).toBe(key({}));
  });

  it('keeps maps of different engines apart, and heeds what each engine does', () => {
    const of = (engine: EngineName, settings: Partial<MapSettings> = {}) =>
      solveKey(
        's',
        engine,
        SECTOR,
        { ...EMPTY_PROJECT, settings: { ...EMPTY_PROJECT.settings, ...settings } },
        'refined',
      );
    expect(new Set([of('sweep'), of('reference'), of('model:unet'), of('model:other')]).size).toBe(4);
    expect(of('model:unet', { maxDepth: 1, azimuths: 64, diffraction: false })).toBe(of('model:unet'));
    expect(of('model:unet', { receiverHeightM: 20 })).not.toBe(of('model:unet'));
    expect(of('reference', { azimuths: 64 })).toBe(of('reference'));
    expect(of('sweep', { azimuths: 64 })).not.toBe(of('sweep'));
    // The choice is the caller's to resolve: what it was called in the project makes no other map.
    expect(of('sweep', { engine: 'sweep' })).toBe(of('sweep', { engine: 'auto' }));
  });

  it('leaves materials out where a model takes none', () => {
    const materials = { concrete: { relativePermittivity: 4, conductivitySm: 0.1 } };
    const of = (project: typeof EMPTY_PROJECT) => solveKey('s', 'model:unet', SECTOR, project, 'refined');
    expect(of({ ...EMPTY_PROJECT, materials })).toBe(of(EMPTY_PROJECT));
  });
});

it('chooses cells so that no side has more than 512', () => {
  const square = (side: number) => ({ minX: 0, minY: 0, maxX: side, maxY: side });
  expect([30, 512, 1280, 2000, 5000].map((side) => defaultCellSizeM(square(side)))).toEqual([0.1, 1, 2.5, 4, 10]);
  expect(mapGrid(square(2000), 4, 'refined')).toMatchObject({ columns: 500, rows: 500 });
  expect(mapGrid(square(2000), 4, 'coarse')).toMatchObject({ columns: 125, rows: 125 });
  expect(mapGrid(square(2000), 20, 'coarse')).toMatchObject({ columns: 100, rows: 100 });
});
