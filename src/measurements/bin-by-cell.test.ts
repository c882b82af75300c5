import { expect, test } from 'vitest';
import { binByCell } from './bin-by-cell.ts';

const GRID = { columns: 3, rows: 2, cellSizeM: 10, westM: 0, northM: 20 };

test('takes the median, the count and the interquartile range of every cell', () => {
  // Cell 0 (north-west) holds five values, cell 5 (south-east) two, one lies outside.
  const x = [1, 2, 3, 4, 5, 25, 26, 40];
  const y = [19, 18, 17, 16, 15, 5, 4, 5];
  const truth = binByCell(GRID, x, y, [-80, -100, -90, -70, -60, -101, -98, -50]);
  expect([...truth.count]).toEqual([5, 0, 0, 0, 0, 2]);
  expect(truth.medianDbm[0]).toBe(-80);
  expect(truth.spreadDb[0]).toBe(20);
  expect(truth.medianDbm[5]).toBe(-99.5);
  expect(truth.spreadDb[5]).toBe(1.5);
  expect(truth.medianDbm[1]).toBeNaN();
  expect(truth.outside).toBe(1);
});

test('a lone value has no spread, and order does not matter', () => {
  const one = binByCell(GRID, [1], [1], [-90]);
  expect(one.medianDbm[3]).toBe(-90);
  expect(one.spreadDb[3]).toBeNaN();
  const a = binByCell(GRID, [1, 1, 1], [1, 1, 1], [-90, -70, -80]);
  const b = binByCell(GRID, [1, 1, 1], [1, 1, 1], [-80, -90, -70]);
  expect(a.medianDbm).toEqual(b.medianDbm);
});

test('sorts few values and many alike', () => {
  for (const n of [2, 3, 24, 25, 100]) {
    const levels = Float32Array.from({ length: n }, (_, i) => -60 - ((37 * i) % 61) / 2);
    const { medianDbm, spreadDb } = binByCell(GRID, new Float32Array(n).fill(1), new Float32Array(n).fill(1), levels);
    expect(medianDbm[3]).toBeCloseTo(quantile(levels, 0.5), 4);
    expect(spreadDb[3]).toBeCloseTo(quantile(levels, 0.75) - quantile(levels, 0.25), 4);
  }
});

/** By definition, from a sort of its own. */
function quantile(values: Float32Array, p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = p * (sorted.length - 1);
  return sorted[Math.floor(at)]! + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - sorted[Math.floor(at)]!);
}

test('refuses arrays that do not belong together', () => {
  expect(() => binByCell(GRID, [1, 2], [1], [-90, -80])).toThrow(/2 x, 1 y and 2 levels/);
});
