import { expect, it } from 'vitest';
import { binAt, boxBetween, sameBox, steppedBin } from './bin-box.ts';

it('finds the bin under a point, the nearest one beyond the ends', () => {
  expect(binAt(0.5, 0.1, 10, 4)).toEqual({ column: 5, row: 0 });
  expect(binAt(-0.2, 1.3, 10, 4)).toEqual({ column: 0, row: 3 });
  expect(binAt(1, 0, 10, 1)).toEqual({ column: 9, row: 0 });
});

it('spans a box between two bins, whichever came first', () => {
  const box = boxBetween({ column: 6, row: 0 }, { column: 2, row: 3 });
  expect(box).toEqual({ fromColumn: 2, toColumn: 6, fromRow: 0, toRow: 3 });
  expect(sameBox(box, { ...box })).toBe(true);
  expect(sameBox(box, { ...box, toRow: 2 })).toBe(false);
  expect([sameBox(box, null), sameBox(null, null)]).toEqual([false, true]);
});

it('steps by keys and stops at the ends', () => {
  const from = { column: 1, row: 0 };
  const led = (key: string) => steppedBin(from, key, 5, 2);
  expect(led('ArrowLeft')).toEqual({ column: 0, row: 0 });
  expect(led('ArrowUp')).toEqual({ column: 1, row: 1 });
  expect(led('ArrowDown')).toEqual(from);
  expect(led('End')).toEqual({ column: 4, row: 0 });
  expect(led('Home')).toEqual({ column: 0, row: 0 });
  expect(led('a')).toBeNull();
});
