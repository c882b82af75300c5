import { describe, expect, it } from 'vitest';
import { clutterAt, clutterFeatures, frequentClasses } from './clutter-features.ts';

const raster = {
  grid: { columns: 4, rows: 1, cellSizeM: 10, westM: 0, northM: 10 },
  classes: Uint8Array.of(0, 1, 2, 3),
  names: ['unknown', 'park', 'street', 'water'],
};

describe('clutter features', () => {
  it('reads the class of a place; unknown and outside are none', () => {
    expect([...clutterAt(raster, [5, 15, 25, 35, 45], [5, 5, 5, 5, 5])]).toEqual([-1, 1, 2, 3, -1]);
  });

  it('keeps classes with enough cells', () => {
    const classOf = [
      ...new Array(30).fill(3),
      ...new Array(29).fill(2),
      ...new Array(31).fill(1),
      ...new Array(99).fill(-1),
    ];
    expect(frequentClasses(classOf)).toEqual([1, 3]);
    expect(frequentClasses(classOf, 1)).toEqual([1, 2, 3]);
  });

  it('makes offsets that sum to zero over the classes', () => {
    const table = clutterFeatures(raster, [1, 2, 3, -1], [1, 2, 3]);
    expect(table.names).toEqual(['clutter:park', 'clutter:street']);
    const offsets = [5, -2];
    const level = (row: number) => table.columns.reduce((s, column, j) => s + offsets[j]! * column[row]!, 0);
    expect([0, 1, 2, 3].map(level)).toEqual([5, -2, -3, 0]);
    expect(clutterFeatures(raster, [1, 1], []).columns).toEqual([]);
  });
});
