import { expect, it } from 'vitest';
import { boxOf } from './sector-sketch.ts';

const WINDOW = { width: 200, height: 100 };
const LOOK = { colour: '', width: 2, alpha: 1, fillAlpha: null };

it('finds the part of the window that strokes cover, with their width', () => {
  const strokes = [
    { ...LOOK, points: [[20.5, 30] as const, [40, 60.2] as const] },
    { ...LOOK, points: [[35, 10] as const] },
  ];
  expect(boxOf(strokes, WINDOW)).toEqual({ left: 18, top: 8, width: 24, height: 55 });
});

it('ends at the edges of the window, and is none beyond them', () => {
  expect(boxOf([{ ...LOOK, points: [[-50, -50] as const, [500, 500] as const] }], WINDOW)).toEqual({
    left: 0,
    top: 0,
    ...WINDOW,
  });
  expect(boxOf([{ ...LOOK, points: [[-50, 20] as const] }], WINDOW)).toBeNull();
  expect(boxOf([], WINDOW)).toBeNull();
});
