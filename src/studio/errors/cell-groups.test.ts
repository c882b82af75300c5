import { expect, it } from 'vitest';
import type { Building } from '../../scene/scene.ts';
import { cellGroups, type GroupSource, groupingsOf } from './cell-groups.ts';
import type { ErrorCells } from './error-cells.ts';
import { highestNear, roofClass } from './near-roofs.ts';

/** One row of ten cells of 10 m. */
const grid = { columns: 10, rows: 1, cellSizeM: 10, westM: 0, northM: 10 };
const cells = { grid, cell: Int32Array.of(1, 4, 9) } as unknown as ErrorCells;
const tower = { outer: Float64Array.of(0, 0, 10, 0, 10, 10, 0, 10), holes: [], heightM: 25 } as unknown as Building;
const map = {
  sectorIds: ['A', 'B'],
  server: Int16Array.of(0, 1, 0, 0, 0, 0, 0, 0, 0, 1),
  lineOfSight: Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
  provenance: Uint8Array.of(0, 1, 0, 0, 4, 0, 0, 0, 0, 2),
};
const landUse = {
  grid: { ...grid, columns: 5, cellSizeM: 20, northM: 20 },
  classes: Uint8Array.of(1, 0, 2, 2, 1),
  names: ['unknown', 'park', 'water'],
};
const source: GroupSource = { map, scene: { buildings: [tower], landUse } };
const namesOf = (grouping: Parameters<typeof cellGroups>[0], of = source) => {
  const { names, groupOf } = cellGroups(grouping, cells, of);
  return [...groupOf].map((group) => names[group] ?? null);
};

it('tells cells apart by what the map and the scene say of them', () => {
  expect(namesOf('sight')).toEqual(['line of sight', 'no line of sight', 'no line of sight']);
  expect(namesOf('sector')).toEqual(['B', 'A', 'B']);
  expect(namesOf('mechanism')).toEqual(['direct', 'diffracted', 'reflected']);
  expect(namesOf('land-use')).toEqual(['park', 'water', 'park']);
  expect(namesOf('roofs')).toEqual(['20 to 40 m', 'no building within 30 m', 'no building within 30 m']);
});

it('offers what there is to tell apart by', () => {
  expect(groupingsOf(source.scene)).toContain('land-use');
  expect(groupingsOf({ buildings: [], landUse: null })).toEqual(['sight', 'mechanism', 'sector']);
  expect(namesOf('land-use', { map, scene: { buildings: [], landUse: null } })).toEqual([null, null, null]);
});

it('finds the highest roof whose cell lies within 30 m', () => {
  const roofM = Float32Array.of(12, 0, 0, 0, 0, 50, 0, 0, 0, 8);
  expect([...highestNear(grid, roofM, Int32Array.of(0, 3, 4, 8, 9))]).toEqual([12, 50, 50, 50, 8]);
  expect([0, 9.9, 10, 39.9, 40, 90].map(roofClass)).toEqual([0, 1, 2, 3, 4, 4]);
});
