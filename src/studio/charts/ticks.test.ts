import { expect, it } from 'vitest';
import { ticksOf } from './ticks.ts';

it('lies on round numbers within the ends', () => {
  expect(ticksOf(-127, -61, 5)).toEqual([-120, -100, -80]);
  expect(ticksOf(0, 1, 4)).toEqual([0, 0.5, 1]);
  expect(ticksOf(0, 0.13, 3)).toEqual([0, 0.05, 0.1]);
  expect(ticksOf(-20, 20, 4)).toEqual([-20, -10, 0, 10, 20]);
  expect(ticksOf(5, 5, 4)).toEqual([5]);
});
