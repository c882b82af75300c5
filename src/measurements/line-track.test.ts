import { expect, test } from 'vitest';
import { lineTrack } from './line-track.ts';

test('goes on round a corner without losing its pace', () => {
  // 25 m east, then 20 m north.
  const { x, y, timeS } = lineTrack([0, 0, 25, 0, 25, 20], 10, 5);
  expect([...x]).toEqual([0, 10, 20, 25, 25]);
  expect([...y].map((v) => Number(v.toFixed(9)))).toEqual([0, 0, 0, 5, 15]);
  expect([...timeS]).toEqual([0, 2, 4, 6, 8]);
});

test('passes points that lie on one another', () => {
  const { x } = lineTrack([0, 0, 0, 0, 20, 0], 10, 1);
  expect([...new Set(x)]).toEqual([0, 10, 20]);
});

test('refuses what is no line, with the number', () => {
  expect(() => lineTrack([0, 0, 5, 0], 10, 1)).toThrow('shorter than 10 m');
  expect(() => lineTrack([0, 0, 50, 0], 0, 1)).toThrow('every 0 m');
  expect(() => lineTrack([0, 0, 50, 0], 10, 0)).toThrow('0 m/s');
});
