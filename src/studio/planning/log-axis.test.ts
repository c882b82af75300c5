import { expect, it } from 'vitest';
import { decadesOf, logTicks } from './log-axis.ts';

it('takes whole decades about the values, and one at least', () => {
  expect(decadesOf([0.2, 30])).toEqual({ low: 0.1, high: 100 });
  expect(decadesOf([1, 10])).toEqual({ low: 1, high: 10 });
  expect(decadesOf([5])).toEqual({ low: 1, high: 10 });
  expect(decadesOf([10])).toEqual({ low: 10, high: 100 });
  expect(decadesOf([0, Number.NaN])).toBeNull();
});

it('has a number at every decade, and at 2 and 5 where there is room', () => {
  expect(logTicks(0.1, 100, 4)).toEqual([0.1, 1, 10, 100]);
  expect(logTicks(1, 10, 6)).toEqual([1, 2, 5, 10]);
  expect(logTicks(1e-6, 100, 5)).toEqual([1e-6, 1e-4, 1e-2, 1, 100]);
});
