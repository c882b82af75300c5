import { describe, expect, it } from 'vitest';
import { Random } from '../units/random.ts';
import { nearestMarked } from './nearest-marked.ts';

function bruteDistances(columns: number, rows: number, marked: Uint8Array): number[] {
  return Array.from(marked, (_, cell) => {
    let least = Number.POSITIVE_INFINITY;
    for (let other = 0; other < columns * rows; other++) {
      if (!marked[other]) continue;
      const dx = (cell % columns) - (other % columns);
      const dy = Math.floor(cell / columns) - Math.floor(other / columns);
      least = Math.min(least, Math.hypot(dx, dy));
    }
    return least;
  });
}

describe('nearestMarked', () => {
  it.each([
    [7, 5, 0.1],
    [13, 17, 0.03],
    [20, 9, 0.4],
    [1, 12, 0.2],
    [12, 1, 0.2],
  ])('finds cells as near as the nearest, %d x %d', (columns, rows, share) => {
    const random = new Random(columns * 100 + rows);
    const marked = Uint8Array.from({ length: columns * rows }, () => (random.chance(share) ? 1 : 0));
    marked[random.below(marked.length)] = 1;
    const nearest = nearestMarked(columns, rows, marked);
    const distances = Array.from(nearest, (found, cell) => {
      expect(marked[found]).toBe(1);
      const dx = (cell % columns) - (found % columns);
      return Math.hypot(dx, Math.floor(cell / columns) - Math.floor(found / columns));
    });
    expect(distances).toEqual(bruteDistances(columns, rows, marked));
  });

  it('leaves marked cells as they are, and has nothing to say where none is marked', () => {
    expect([...nearestMarked(3, 1, [1, 0, 1])]).toEqual([0, 0, 2]);
    expect([...nearestMarked(2, 2, [0, 0, 0, 0])]).toEqual([-1, -1, -1, -1]);
  });
});
