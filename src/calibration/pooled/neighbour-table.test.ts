import { describe, expect, it } from 'vitest';
import { neighbourSearch } from '../neighbours.ts';
import { neighbourTable } from './neighbour-table.ts';

const x = Float64Array.of(10, 0, -10, 0, 30);
const y = Float64Array.of(0, 20, 0, -20, 0);
const known = {
  x,
  y,
  levelDbm: Float64Array.of(-70, -80, -90, -100, -60),
  roofM: Float64Array.of(0, 12, 0, 0, 0),
  search: neighbourSearch({ x, y }),
};

/** A row by its names. */
function rowAt(px: number, py: number, awayRad: number, roofM = 0, krigedDbm = -80): Record<string, number> {
  const one = (value: number) => Float64Array.of(value);
  const place = { x: one(px), y: one(py), roofM: one(roofM), krigedDbm: one(krigedDbm), awayRad: one(awayRad) };
  const { names, columns } = neighbourTable(known, place);
  return Object.fromEntries(names.map((name, j) => [name, columns[j]![0]!]));
}

describe('what measured cells say around a place', () => {
  it('is told in decibels over the kriged level, nearest first', () => {
    const row = rowAt(1, 0, 0);
    expect(row.near1Db).toBe(10);
    expect(row.near1M).toBe(9);
    expect(row.near2Db).toBe(-10);
    expect(row.near6M).toBe(29);
    expect(row.middle8Db).toBe(0);
    // Squares of distances 81, 121, 401, 401 and 841.
    const weights = [1 / 81, 1 / 121, 1 / 401, 1 / 401, 1 / 841];
    const sum = weights.reduce((a, b) => a + b);
    expect(row.weightedDb).toBeCloseTo([10, -10, 0, -20, 20].reduce((s, db, k) => s + db * weights[k]!, 0) / sum, 12);
    expect(row.spread8Db).toBeCloseTo(Math.sqrt(200), 12);
  });

  it('parts the cells around as the antenna sees the place, whichever way it looks', () => {
    const east = rowAt(0, 0, 0);
    expect(east.leftOfDb).toBe(0);
    expect(east.beforeDb).toBe(-10);
    expect(east.rightOfDb).toBe(-20);
    expect(east.beyondDb).toBeCloseTo((10 / 100 + 20 / 900) / (1 / 100 + 1 / 900), 12);
    const north = rowAt(0, 0, Math.PI / 2);
    expect(north.beyondDb).toBe(0);
    expect(north.beforeDb).toBe(-20);
    expect(north.leftOfDb).toBe(-10);
  });

  it('knows which cells are indoors as the place is, and how roofs differ', () => {
    const indoors = rowAt(1, 19, 0, 15);
    expect(indoors.alikeDb).toBe(0);
    expect(indoors.alike).toBe(1 / 5);
    expect(indoors.near1RoofM).toBe(-3);
    expect(rowAt(1, 19, 0).alike).toBe(4 / 5);
  });
});
