import { expect, it } from 'vitest';
import { boxedCells } from './boxed-cells.ts';

/** Two rows of two cells of 10 m, seen from above at 2 px a metre. */
const grid = { columns: 2, rows: 2, cellSizeM: 10, westM: 0, northM: 20 };
const screenOf = (x: number, y: number) => ({ x: 2 * x, y: 40 - 2 * y });
const taken = (count: readonly number[], ...[fx, fy, tx, ty]: [number, number, number, number]) => [
  ...boxedCells({ grid, count: Uint32Array.from(count) }, { from: { x: fx, y: fy }, to: { x: tx, y: ty } }, screenOf)
    .marks,
];

it('takes measured cells whose middle is in the box, whichever corner it was begun at', () => {
  expect(taken([1, 1, 1, 1], 0, 0, 15, 40)).toEqual([1, 0, 1, 0]);
  expect(taken([1, 1, 1, 1], 40, 40, 20, 20)).toEqual([0, 0, 0, 1]);
  expect(taken([0, 3, 0, 1], 0, 0, 40, 40)).toEqual([0, 1, 0, 1]);
  expect(taken([1, 1, 1, 1], 12, 12, 18, 18)).toEqual([0, 0, 0, 0]);
});
