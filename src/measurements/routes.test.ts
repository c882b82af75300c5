import { expect, it } from 'vitest';
import { routesOf } from './routes.ts';

const along = (n: number) => Float64Array.from({ length: n }, (_, i) => 10 * i);

it('parts drives at pauses, leaps and clocks that go back', () => {
  const still = new Float64Array(6);
  expect([...routesOf(Float64Array.of(0, 1e3, 2e3, 200e3, 201e3, 150e3), along(6), still)!]).toEqual([
    0, 0, 0, 1, 1, 2,
  ]);
  expect([...routesOf(Float64Array.of(0, 1e3, 2e3), Float64Array.of(0, 900, 910), new Float64Array(3))!]).toEqual([
    0, 1, 1,
  ]);
});

it('keeps rows without a time with the row before, and knows none without times', () => {
  expect([...routesOf(Float64Array.of(0, Number.NaN, 2e3), along(3), along(3))!]).toEqual([0, 0, 0]);
  expect(routesOf(null, along(3), along(3))).toBeNull();
});
