import { expect, it } from 'vitest';
import { rowAfter } from './row-keys.ts';

it('leads from row to row, no further than the first and the last', () => {
  expect(rowAfter('ArrowDown', 0, 18)).toBe(1);
  expect(rowAfter('ArrowDown', 17, 18)).toBe(17);
  expect(rowAfter('ArrowUp', 0, 18)).toBe(0);
  expect(rowAfter('PageDown', 15, 18)).toBe(17);
  expect(rowAfter('PageUp', 9, 18)).toBe(4);
  expect([rowAfter('Home', 9, 18), rowAfter('End', 9, 18)]).toEqual([0, 17]);
});

it('leaves other keys alone, and a table without rows', () => {
  expect(rowAfter('a', 3, 18)).toBeNull();
  expect(rowAfter('ArrowDown', 0, 0)).toBeNull();
});
