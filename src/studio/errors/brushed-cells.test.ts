import { expect, it } from 'vitest';
import type { Brush } from '../store/error-view-state.ts';
import { brushedCells } from './brushed-cells.ts';
import type { ErrorCells } from './error-cells.ts';

const NONE = Number.NaN;
const { POSITIVE_INFINITY: BEYOND } = Number;
/** Two rows of two cells of 10 m. */
const grid = { columns: 2, rows: 2, cellSizeM: 10, westM: 0, northM: 20 };
const cells: ErrorCells = {
  grid,
  cell: Int32Array.of(0, 1, 3),
  predictedDbm: Float32Array.of(-80, -90, -100),
  measuredDbm: Float32Array.of(-85, -90, -90),
  errorDb: Float32Array.of(5, 0, -10),
  distanceM: Float32Array.of(40, NONE, 400),
};
const groups = { names: ['A', 'B'], groupOf: Int16Array.of(0, 1, -1) };
const taken = (brush: Brush, boxed: Parameters<typeof brushedCells>[1]['boxed'] = null) => [
  ...brushedCells(brush, { cells, groups, boxed }),
];

it('takes cells by error, by levels and by distance, a cell without one never', () => {
  expect(taken({ kind: 'error', errorDb: { low: 0, high: 5 } })).toEqual([0, 1, 0]);
  expect(taken({ kind: 'error', errorDb: { low: -BEYOND, high: 0 } })).toEqual([0, 0, 1]);
  const levels = { kind: 'levels', measuredDbm: { low: -90, high: -85 } } as const;
  expect(taken({ ...levels, predictedDbm: { low: -95, high: BEYOND } })).toEqual([0, 1, 0]);
  expect(taken({ kind: 'distance', distanceM: { low: -BEYOND, high: BEYOND } })).toEqual([1, 0, 1]);
});

it('takes the cells of classes by their names', () => {
  const brush = { kind: 'class', grouping: 'sector' } as const;
  expect(taken({ ...brush, names: ['B'] })).toEqual([0, 1, 0]);
  expect(taken({ ...brush, names: ['A', 'B'] })).toEqual([1, 1, 0]);
  expect(taken({ ...brush, names: ['C'] })).toEqual([0, 0, 0]);
});

it('takes what lay in a box on the map, by place where the cells have another size', () => {
  expect(taken({ kind: 'map', box: 1 }, { grid, marks: Uint8Array.of(0, 1, 1, 0) })).toEqual([0, 1, 0]);
  const coarse = { columns: 1, rows: 1, cellSizeM: 15, westM: 0, northM: 20 };
  expect(taken({ kind: 'map', box: 1 }, { grid: coarse, marks: Uint8Array.of(1) })).toEqual([1, 0, 0]);
  expect(taken({ kind: 'map', box: 1 })).toEqual([0, 0, 0]);
});
