import { expect, it } from 'vitest';
import { boxesOf } from './box-figures.ts';

const NONE = Number.NaN;

it('has quartiles and outer percentiles group by group', () => {
  const values = Float32Array.of(0, 10, 20, 30, 40, 7, NONE, 99);
  const groups = Int16Array.of(0, 0, 0, 0, 0, 1, 1, -1);
  const [five, one, none] = boxesOf(values, groups, 3, null);
  expect(five).toEqual({ count: 5, p5: 2, q1: 10, median: 20, q3: 30, p95: 38 });
  expect(one).toEqual({ count: 1, p5: 7, q1: 7, median: 7, q3: 7, p95: 7 });
  expect(none).toEqual({ count: 0, p5: NONE, q1: NONE, median: NONE, q3: NONE, p95: NONE });
});

it('keeps to what is selected', () => {
  const values = Float32Array.of(1, 2, 3, 4);
  const groups = Int16Array.of(0, 0, 1, 1);
  const [first, second] = boxesOf(values, groups, 2, Uint8Array.of(0, 1, 0, 0));
  expect([first!.count, first!.median, second!.count]).toEqual([1, 2, 0]);
});
