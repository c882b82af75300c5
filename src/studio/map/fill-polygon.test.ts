import { expect, it } from 'vitest';
import { fillPolygon } from './fill-polygon.ts';

function filled(points: number[], width: number, height: number): string[] {
  const rows = Array.from({ length: height }, () => Array<string>(width).fill('.'));
  fillPolygon(points, width, height, (from, to) => {
    for (let i = from; i < to; i++) rows[Math.floor(i / width)]![i % width] = '#';
  });
  return rows.map((row) => row.join(''));
}

it('takes the points whose middles lie inside, and no others', () => {
  // Middles lie at halves: 1.5 to 3.5 across, 1.5 and 2.5 down.
  expect(filled([1.2, 0.6, 3.8, 0.6, 3.8, 3.4, 1.2, 3.4], 5, 4)).toEqual(['.....', '.###.', '.###.', '.....']);
});

it('leaves a notch open, and what lies outside the picture out', () => {
  const notched = [-3, -3, 7, -3, 7, 3, 4, 3, 4, 1, 2, 1, 2, 3, -3, 3];
  expect(filled(notched, 6, 4)).toEqual(['######', '##..##', '##..##', '......']);
});

it('two polygons that share an edge cover every point once', () => {
  const left = [0, 0, 3.5, 0, 2.5, 4, 0, 4];
  const right = [3.5, 0, 6, 0, 6, 4, 2.5, 4];
  const both = [filled(left, 6, 4), filled(right, 6, 4)];
  const times = both[0]!.map((row, j) => [...row].map((p, i) => Number(p === '#') + Number(both[1]![j]![i] === '#')));
  expect(times.flat()).toEqual(Array(24).fill(1));
});
