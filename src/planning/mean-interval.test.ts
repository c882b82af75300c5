import { expect, it } from 'vitest';
import { meanInterval } from './mean-interval.ts';

it('is the interval of the textbook', () => {
  // Mean 3, sd sqrt(2.5), t(4) = 2.776.
  const { count, mean, halfWidth } = meanInterval([1, 2, 3, 4, 5, Number.NaN]);
  expect([count, mean]).toEqual([5, 3]);
  expect(halfWidth).toBeCloseTo((2.776 * Math.sqrt(2.5)) / Math.sqrt(5), 2);
});

it('knows no interval of one value, and goes on beyond the table', () => {
  expect(meanInterval([7]).halfWidth).toBeNaN();
  expect(meanInterval([]).mean).toBeNaN();
  const many = Array.from({ length: 121 }, (_, i) => i % 2);
  // t(120) = 1.980.
  expect((meanInterval(many).halfWidth * Math.sqrt(121)) / Math.sqrt(30.25 / 121 / (120 / 121))).toBeCloseTo(1.98, 2);
});
