import { expect, it } from 'vitest';
import { box } from '../../propagation/sweep/sweep-fixture.ts';
import { DEFAULT_ROOFS, roofCandidates } from './roof-candidates.ts';

const AREA = { minX: 0, minY: 0, maxX: 500, maxY: 500 };
const BUILDINGS = [
  box('low', 20, 20, 60, 60, 10),
  box('fits', 70, 70, 110, 110, 20),
  box('higher', 150, 150, 190, 190, 30),
  box('tower', 200, 20, 240, 60, 90),
  box('north', 20, 420, 60, 460, 25),
  box('beyond', 520, 420, 560, 460, 25),
];

it('takes the highest fitting roof of every square, from the north-west', () => {
  const found = roofCandidates(BUILDINGS, AREA, [], DEFAULT_ROOFS);
  expect(found.map(({ id, heightM }) => [id, heightM])).toEqual([
    ['roof-1', 30],
    ['roof-2', 35],
  ]);
  expect(found[1]!.x).toBeGreaterThan(150);
  expect(found[1]!.x).toBeLessThan(190);
});

it('keeps off the sites that stand, and says so where nothing is left', () => {
  const standing = [{ x: 170, y: 170 }];
  const found = roofCandidates(BUILDINGS, AREA, standing, { ...DEFAULT_ROOFS, apartM: 50 });
  expect(found.map(({ heightM }) => heightM)).toEqual([30, 25]);
  expect(() => roofCandidates(BUILDINGS, AREA, standing, { ...DEFAULT_ROOFS, apartM: 900 })).toThrow(
    'No roof from 12 to 60 m lies on the map 900 m off the sites that stand',
  );
});
