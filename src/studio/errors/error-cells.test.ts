import { expect, it } from 'vitest';
import type { GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { errorCells, errorFigures, marksOf } from './error-cells.ts';

const NONE = Number.NaN;
/** Two rows of three cells of 10 m, the north-west corner at (0, 20). */
const grid = { columns: 3, rows: 2, cellSizeM: 10, westM: 0, northM: 20 };
const map = {
  grid,
  sectorIds: ['A', 'B'],
  rsrpDbm: Float32Array.of(-80, NONE, -90, -70, -100, -60),
  server: Int16Array.of(0, -1, 1, 0, 1, 0),
} as unknown as NetworkMap;
const measured = { grid, medianDbm: Float32Array.of(-82, -85, NONE, -75, -90, -60) } as unknown as GroundTruthMap;

it('has the cells that are measured and covered, predicted less measured, from the mast that serves', () => {
  const cells = errorCells(map, measured, [{ id: 'A', x: 5, y: 5 }]);
  expect([...cells!.cell]).toEqual([0, 3, 4, 5]);
  expect([...cells!.errorDb]).toEqual([2, 5, -10, 0]);
  // The middles of cells 0, 3 and 5 are at (5, 15), (5, 5) and (25, 5); B has no mast.
  expect([...cells!.distanceM]).toEqual([10, 0, NONE, 20]);
});

it('has figures of all, of some and of none', () => {
  const cells = errorCells(map, measured, [])!;
  expect(errorFigures(cells, null)).toMatchObject({ count: 4, bias: -0.75, mae: 4.25 });
  expect(errorFigures(cells, Uint8Array.of(1, 1, 0, 0))).toMatchObject({ count: 2, bias: 3.5, sigma: 1.5 });
  expect(errorFigures(cells, Uint8Array.of(0, 0, 1, 0))).toMatchObject({ count: 1, rmse: 10, bias: -10, sigma: 0 });
  expect(errorFigures(cells, new Uint8Array(4))).toMatchObject({ count: 0, rmse: NONE });
});

it('marks the selected cells on their grid', () => {
  const cells = errorCells(map, measured, [])!;
  expect([...marksOf(cells, Uint8Array.of(0, 1, 0, 1)).marks]).toEqual([0, 0, 0, 1, 0, 1]);
});

it('tells of no errors where the map has other cells than what was measured', () => {
  const coarse = { ...measured, grid: { ...grid, cellSizeM: 20 } };
  expect(errorCells(map, coarse, [])).toBeNull();
  const blank = { ...measured, medianDbm: new Float32Array(6).fill(NONE) };
  expect(errorCells(map, blank, [])!.cell).toHaveLength(0);
});
