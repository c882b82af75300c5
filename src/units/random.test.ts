import { expect, test } from 'vitest';
import { Random } from './random.ts';

test('a seed gives one stream and another seed another', () => {
  const first = new Random(7);
  const again = new Random(7);
  const other = new Random(8);
  const a = Array.from({ length: 100 }, () => first.bits());
  expect(Array.from({ length: 100 }, () => again.bits())).toEqual(a);
  const b = Array.from({ length: 100 }, () => other.bits());
  expect(b.filter((v, i) => v === a[i])).toHaveLength(0);
});

test('xoshiro128** follows its recurrence from the state 1, 2, 3, 4', () => {
  const random = new Random(0);
  Object.assign(random, { state: Uint32Array.of(1, 2, 3, 4) });
  // First outputs of the published reference code for this state.
  expect([random.bits(), random.bits(), random.bits(), random.bits()]).toEqual([11520, 0, 5927040, 70819200]);
});

test('uniform and normal deviates have their moments and stay independent between forks', () => {
  const random = new Random(42);
  const n = 40_000;
  let sum = 0;
  let normalSum = 0;
  let normalSquares = 0;
  for (let i = 0; i < n; i++) {
    const u = random.unit();
    expect(u >= 0 && u < 1).toBe(true);
    sum += u;
    const g = random.normal();
    normalSum += g;
    normalSquares += g * g;
  }
  expect(sum / n).toBeCloseTo(0.5, 2);
  expect(Math.abs(normalSum / n)).toBeLessThan(0.02);
  expect(normalSquares / n).toBeCloseTo(1, 1);
  const a = random.fork();
  const b = random.fork();
  let product = 0;
  for (let i = 0; i < n; i++) product += a.normal() * b.normal();
  expect(Math.abs(product / n)).toBeLessThan(0.02);
});

test('weighted choices come as often as they weigh, and never where they weigh nothing', () => {
  const random = new Random(3);
  const items = ['a', 'b', 'none', 'c'] as const;
  const weight = { a: 1, b: 2, none: 0, c: 5 };
  const counts = { a: 0, b: 0, none: 0, c: 0 };
  for (let i = 0; i < 16_000; i++) counts[random.weighted(items, (item) => weight[item])]++;
  expect(counts.none).toBe(0);
  expect(counts.a / 16_000).toBeCloseTo(1 / 8, 2);
  expect(counts.c / 16_000).toBeCloseTo(5 / 8, 1);
  expect(() => random.weighted([], () => 1)).toThrow(RangeError);
});
