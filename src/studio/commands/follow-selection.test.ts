import { expect, it } from 'vitest';
import { selectionOf } from '../store/selection.ts';
import { followSelection } from './follow-selection.ts';

const of = (...ids: string[]) => ids.map((id) => ({ id, siteId: 'S' }));
const follow = (selected: readonly string[], before: readonly string[], after: readonly string[]) =>
  followSelection(selectionOf('sector', selected), of(...before), of(...after), (_, id) => after.includes(id));

it('holds a sector on to its new name and back', () => {
  expect(follow(['B', 'A'], ['A', 'B'], ['North', 'B'])).toEqual({ kind: 'sector', id: 'North', others: ['B'] });
  expect(follow(['North'], ['North', 'B'], ['A', 'B'])).toEqual({ kind: 'sector', id: 'A' });
});

it('lets go of what is gone', () => {
  expect(follow(['A', 'B'], ['A', 'B'], ['A'])).toEqual({ kind: 'sector', id: 'A' });
  expect(follow(['B'], ['A', 'B'], ['A'])).toBeNull();
});

it('leaves a building in hand alone while sectors change', () => {
  const building = selectionOf('building', ['b1']);
  expect(followSelection(building, of('A'), of('C'), () => true)).toBe(building);
});
