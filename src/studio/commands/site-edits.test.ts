import { describe, expect, it } from 'vitest';
import { sectorSettings } from '../../testing/calibration-run.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { selectionOf } from '../store/selection.ts';
import { applyEdit } from './edit.ts';
import { freeName, letterOf, numberedName } from './free-name.ts';
import {
  duplicated,
  nameProblem,
  removed,
  renamed,
  type SelectingEdit,
  sectorAdded,
  shifted,
  siteAdded,
} from './site-edits.ts';

const GROUND = { minX: -500, minY: -500, maxX: 500, maxY: 500 };

function project(): ProjectDocument {
  const at = (id: string, siteId: string, azimuthDeg: number, x: number) =>
    sectorSettings(id, { siteId, azimuthDeg, x });
  return {
    ...EMPTY_PROJECT,
    sites: [
      { id: 'Market', name: 'Market' },
      { id: 'Quay', name: 'Quay' },
    ],
    sectors: [
      at('Market-A', 'Market', 30, 10),
      at('Market-B', 'Market', 150, 10),
      at('Market-C', 'Market', 270, 10),
      at('Q1', 'Quay', 0, 480),
    ],
  };
}

/** The project after the edit, which its inverse takes back. */
function done(change: SelectingEdit | null, start = project()): ProjectDocument {
  if (!change) throw new Error('No edit');
  const { project: there, inverse } = applyEdit(start, change.edit);
  expect(applyEdit(there, inverse).project).toEqual(start);
  return there;
}

const ids = ({ sectors }: ProjectDocument) => sectors.map((s) => s.id);

describe('names', () => {
  it('count on from what is taken', () => {
    expect(freeName('Site 1', [])).toBe('Site 1');
    expect(freeName('Site 1', ['Site 1', 'Site 2'])).toBe('Site 3');
    expect(freeName('Quay', ['Quay'])).toBe('Quay 2');
    expect(freeName('Quay 9', ['Quay 9'])).toBe('Quay 10');
  });

  it('have a number behind them where theirs is part of what they say', () => {
    const taken = ['Change depth · COST 231', 'Change depth · COST 231 (2)'];
    expect(numberedName('Change depth · COST 231', (name) => taken.includes(name))).toBe('Change depth · COST 231 (3)');
    expect(numberedName('Now', () => false)).toBe('Now');
  });

  it('have letters without end', () => {
    expect([0, 25, 26, 27, 52].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AB', 'BA']);
  });
});

describe('adding', () => {
  it('sets three sectors on a roof, with the antenna in hand', () => {
    const like = sectorSettings('x', { frequencyHz: 3.5e9, powerDbm: 49, azimuthDeg: 77, heightM: 99 });
    const change = siteAdded(project(), { x: 5, y: 6, roofM: 17.6 }, 'three', like);
    const added = done(change).sectors.slice(4);
    expect(added.map((s) => [s.id, s.azimuthDeg, s.heightM, s.frequencyHz, s.powerDbm, s.x, s.y])).toEqual([
      ['Site 3 A', 0, 22, 3.5e9, 49, 5, 6],
      ['Site 3 B', 120, 22, 3.5e9, 49, 5, 6],
      ['Site 3 C', 240, 22, 3.5e9, 49, 5, 6],
    ]);
    expect(change.selection).toEqual({ kind: 'site', id: 'Site 3' });
  });

  it('sets a mast on open ground, and a small cell lower with an antenna of its own', () => {
    const place = { x: 0, y: 0, roofM: null };
    expect(done(siteAdded(project(), place, 'one', null)).sectors[4]).toMatchObject({
      heightM: 25,
      pattern: 'tr38901',
    });
    const like = sectorSettings('x', { frequencyHz: 3.5e9 });
    expect(done(siteAdded(project(), place, 'small', like)).sectors[4]).toMatchObject({
      heightM: 6,
      pattern: 'hw_dipole',
      frequencyHz: 3.5e9,
    });
  });

  it('looks with a further sector into the widest gap, in the manner of its site', () => {
    const start = project();
    const sectors = start.sectors.filter((s) => s.id !== 'Market-B');
    const now = done(sectorAdded({ ...start, sectors }, 'Market'), { ...start, sectors });
    expect(ids(now)).toEqual(['Market-A', 'Market-C', 'Market-D', 'Q1']);
    expect(now.sectors[2]?.azimuthDeg).toBe(150);
    expect(done(sectorAdded(start, 'Quay')).sectors.at(-1)).toMatchObject({ id: 'Quay B', azimuthDeg: 180 });
    expect(sectorAdded(start, 'ghost')).toBeNull();
  });
});

describe('duplicating', () => {
  it('leaves a copy of a sector where it is', () => {
    const change = duplicated(project(), selectionOf('sector', ['Market-B']), GROUND);
    const now = done(change);
    expect(ids(now)).toEqual(['Market-A', 'Market-B', 'Market-C', 'Market-D', 'Q1']);
    expect(now.sectors[3]).toEqual({ ...project().sectors[1], id: 'Market-D' });
    expect(change?.selection).toEqual({ kind: 'sector', id: 'Market-D' });
  });

  it('sets a site beside itself, and inwards where the ground ends', () => {
    const market = done(duplicated(project(), selectionOf('site', ['Market']), GROUND));
    expect(ids(market).slice(4)).toEqual(['Market 2-A', 'Market 2-B', 'Market 2-C']);
    expect(market.sectors[4]).toMatchObject({ siteId: 'Market 2', x: 35, y: -5, azimuthDeg: 30 });
    const quay = done(duplicated(project(), selectionOf('site', ['Quay']), GROUND));
    expect(quay.sectors[4]).toMatchObject({ id: 'Quay 2 A', x: 455, y: 45 });
  });

  it('takes several at once', () => {
    expect(ids(done(duplicated(project(), selectionOf('sector', ['Market-A', 'Market-B']), GROUND)))).toEqual([
      'Market-A',
      'Market-B',
      'Market-C',
      'Market-D',
      'Market-E',
      'Q1',
    ]);
    expect(duplicated(project(), null, GROUND)).toBeNull();
    expect(duplicated(project(), selectionOf('building', ['b1']), GROUND)).toBeNull();
  });
});

describe('deleting', () => {
  it('takes a site with its last sector, and not before', () => {
    const one = done(removed(project(), selectionOf('sector', ['Market-A'])));
    expect([ids(one), one.sites.length]).toEqual([['Market-B', 'Market-C', 'Q1'], 2]);
    expect(done(removed(project(), selectionOf('sector', ['Q1']))).sites).toEqual([{ id: 'Market', name: 'Market' }]);
    const all = done(removed(project(), selectionOf('site', ['Quay', 'Market'])));
    expect([all.sites, all.sectors]).toEqual([[], []]);
    expect(removed(project(), null)).toBeNull();
  });
});

describe('renaming', () => {
  it('gives a sector another id and a site another name', () => {
    expect(ids(done(renamed(project(), 'sector', 'Q1', 'Quay-A')))).toEqual([
      'Market-A',
      'Market-B',
      'Market-C',
      'Quay-A',
    ]);
    const site = done(renamed(project(), 'site', 'Quay', 'North quay'));
    expect(site.sites[1]).toEqual({ id: 'Quay', name: 'North quay' });
    expect(site.sectors).toEqual(project().sectors);
  });

  it('refuses names that are empty or taken', () => {
    expect(nameProblem(project(), 'sector', 'Q1', '')).toMatch('at least one letter');
    expect(nameProblem(project(), 'sector', 'Q1', 'Market-A')).toMatch('another sector called Market-A');
    expect(nameProblem(project(), 'sector', 'Q1', 'Q1')).toBeNull();
    expect(nameProblem(project(), 'site', 'Quay', 'Market')).toMatch('another site');
    expect(renamed(project(), 'sector', 'Q1', 'Market-A')).toBeNull();
    expect(renamed(project(), 'sector', 'Q1', 'Q1')).toBeNull();
  });
});

describe('changing several by the same', () => {
  const sectors = [sectorSettings('a', { downtiltDeg: 4, azimuthDeg: 350 }), sectorSettings('b', { downtiltDeg: 29 })];
  const limits = { min: -10, max: 30 };

  it('keeps what tells them apart, within limits', () => {
    const edit = shifted(sectors, 'downtiltDeg', 2, limits, 'Tilt');
    expect(edit).toMatchObject({ patches: { a: { downtiltDeg: 6 }, b: { downtiltDeg: 30 } } });
  });

  it('goes round the compass', () => {
    const edit = shifted(sectors, 'azimuthDeg', 20, { min: 0, max: 359 }, 'Turn');
    expect(edit).toMatchObject({ patches: { a: { azimuthDeg: 10 }, b: { azimuthDeg: 20 } } });
    expect(shifted(sectors, 'azimuthDeg', -30, { min: 0, max: 359 }, 'Turn')).toMatchObject({
      patches: { b: { azimuthDeg: 330 } },
    });
  });
});
