import { describe, expect, it } from 'vitest';
import { fillRings } from './fill-rings.ts';

const GRID = { columns: 6, rows: 4, cellSizeM: 10, westM: 0, northM: 40 };
const cellsOf = (...rings: Float64Array[]) => {
  const cells: number[] = [];
  fillRings(GRID, rings, (cell) => cells.push(cell));
  return cells;
};
const box = (x0: number, y0: number, x1: number, y1: number) => Float64Array.of(x0, y0, x1, y0, x1, y1, x0, y1);

describe('fillRings', () => {
  it('visits cells whose centre lies within, each once', () => {
    expect(cellsOf(box(4, 4, 26, 14))).toEqual([18, 19, 20]);
    expect(cellsOf(box(-50, -50, 500, 500))).toHaveLength(24);
    expect(cellsOf(box(6, 6, 14, 14))).toEqual([]);
  });

  it('leaves holes open, and takes nothing for nothing', () => {
    expect(cellsOf(box(0, 0, 60, 40), box(10, 10, 50, 30))).toHaveLength(24 - 8);
    expect(cellsOf()).toEqual([]);
  });
});
