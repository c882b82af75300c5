import { expect, it } from 'vitest';
import { candidateDrafts, likeSector } from './candidate-drafts.ts';
import type { Sector } from './sector.ts';
import type { SectorDraft } from './sector-draft.ts';

const STANDING: Sector = {
  id: 'A',
  siteId: 'S',
  x: 0,
  y: 0,
  z: 30,
  azimuthDeg: 77,
  downtiltDeg: 5,
  pattern: 'tr38901',
  polarisation: 'cross',
  frequencyHz: 2.6e9,
  powerDbm: 15,
  powerPer: 're',
  bandwidthHz: 20e6,
  lossesDb: 2,
};
const draft = (id: string, rest: Partial<SectorDraft> = {}): SectorDraft => ({
  id,
  siteId: id,
  place: id,
  position: { kind: 'local', x: 10, y: 20 },
  ...rest,
});

it('makes a sector for every azimuth of a bare place, like one that stands', () => {
  const made = candidateDrafts([draft('P')], likeSector(STANDING), [0, 120, 240]);
  expect(made.map(({ id, siteId, azimuthDeg }) => [id, siteId, azimuthDeg])).toEqual([
    ['P-1', 'P', 0],
    ['P-2', 'P', 120],
    ['P-3', 'P', 240],
  ]);
  for (const sector of made) expect(sector).toMatchObject({ downtiltDeg: 5, frequencyHz: 2.6e9, powerDbm: 15 });
  expect(made[0]).not.toHaveProperty('zM');
});

it('leaves what a list says, and an EIRP its own', () => {
  const [made, ...none] = candidateDrafts(
    [draft('P', { azimuthDeg: 30, eirpDbm: 60, downtiltDeg: 0 })],
    likeSector(STANDING),
    [0, 120],
  );
  expect(none).toEqual([]);
  expect(made).toMatchObject({ id: 'P', azimuthDeg: 30, downtiltDeg: 0, eirpDbm: 60, lossesDb: 2 });
  expect(made).not.toHaveProperty('powerDbm');
});
