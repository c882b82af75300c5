import { describe, expect, it } from 'vitest';
import {
  isSelected,
  livingSelection,
  rangeTo,
  selectedIds,
  selectedSectors,
  selectionOf,
  toggled,
} from './selection.ts';

const SECTORS = ['A1', 'A2', 'B1', 'B2'].map((id) => ({ id, siteId: id.slice(0, 1) }));
const ids = (selection: Parameters<typeof selectedSectors>[0]) => selectedSectors(selection, SECTORS).map((s) => s.id);

describe('a selection', () => {
  it('is led by what was taken last', () => {
    expect(selectionOf('sector', ['A1'])).toEqual({ kind: 'sector', id: 'A1' });
    expect(selectionOf('sector', ['A1', 'B1', 'A1'])).toEqual({ kind: 'sector', id: 'A1', others: ['B1'] });
    expect(selectionOf('site', [])).toBeNull();
  });

  it('holds sectors themselves or through their sites', () => {
    expect(ids(selectionOf('sector', ['B1', 'A1']))).toEqual(['A1', 'B1']);
    expect(ids(selectionOf('site', ['B']))).toEqual(['B1', 'B2']);
    expect(ids(selectionOf('building', ['A1', 'A']))).toEqual([]);
    expect(SECTORS.filter((s) => isSelected(s, selectionOf('site', ['A']))).map((s) => s.id)).toEqual(['A1', 'A2']);
    expect(isSelected({ id: 'A1', siteId: 'A' }, selectionOf('building', ['A1', 'A']))).toBe(false);
  });

  it('takes and lets go one by one', () => {
    const both = toggled(selectionOf('sector', ['A1']), 'sector', 'B1', SECTORS);
    expect(selectedIds(both, 'sector')).toEqual(['A1', 'B1']);
    expect(toggled(both, 'sector', 'B1', SECTORS)).toEqual({ kind: 'sector', id: 'A1' });
    expect(toggled(selectionOf('sector', ['A1']), 'sector', 'A1', SECTORS)).toBeNull();
    expect(toggled(null, 'building', 'b1', SECTORS)).toEqual({ kind: 'building', id: 'b1' });
  });

  it('counts the sectors of a site beside other sectors', () => {
    expect(ids(toggled(selectionOf('site', ['A']), 'sector', 'B2', SECTORS))).toEqual(['A1', 'A2', 'B2']);
    expect(ids(toggled(selectionOf('site', ['A']), 'sector', 'A2', SECTORS))).toEqual(['A1']);
    const two = toggled(selectionOf('sector', ['A1', 'B1']), 'site', 'B', SECTORS);
    expect(ids(two)).toEqual(['A1', 'B1', 'B2']);
    expect(ids(toggled(two, 'site', 'B', SECTORS))).toEqual(['A1']);
  });

  it('begins anew between buildings and sectors', () => {
    expect(toggled(selectionOf('sector', ['A1']), 'building', 'b1', SECTORS)).toEqual({ kind: 'building', id: 'b1' });
    expect(toggled(selectionOf('building', ['b1']), 'site', 'A', SECTORS)).toEqual({ kind: 'site', id: 'A' });
  });

  it('reaches from the one that leads to another, either way', () => {
    expect(rangeTo(selectionOf('sector', ['A2']), 'B2', SECTORS)).toEqual({
      kind: 'sector',
      id: 'B2',
      others: ['A2', 'B1'],
    });
    expect(ids(rangeTo(selectionOf('sector', ['B1']), 'A1', SECTORS))).toEqual(['A1', 'A2', 'B1']);
    expect(ids(rangeTo(selectionOf('site', ['B']), 'A2', SECTORS))).toEqual(['A2', 'B1']);
    expect(rangeTo(null, 'A2', SECTORS)).toEqual({ kind: 'sector', id: 'A2' });
  });

  it('loses what is gone, and stays the very same otherwise', () => {
    const selection = selectionOf('sector', ['A1', 'B1']);
    expect(livingSelection(selection, () => true)).toBe(selection);
    expect(livingSelection(selection, (_, id) => id !== 'B1')).toEqual({ kind: 'sector', id: 'A1' });
    expect(livingSelection(selection, () => false)).toBeNull();
  });
});
