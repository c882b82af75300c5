import { describe, expect, it } from 'vitest';
import { block } from './mesh-sample.ts';
import { buildingIndex } from './point-in-building.ts';
import { pointInRing } from './ring.ts';

describe('buildingIndex', () => {
  it('knows courtyards, overlaps and empty ground', () => {
    const court = { ...block('court', 0, 0, 30, 30, 9), holes: [Float64Array.of(10, 10, 10, 20, 20, 20, 20, 10)] };
    const index = buildingIndex([court, block('tower', 2, 2, 6, 6, 50), block('low', 0, 0, 8, 8, 3)]);
    expect(index.at(25, 25)).toBe(0);
    expect(index.at(15, 15)).toBe(-1);
    expect(index.at(4, 4)).toBe(1);
    expect(index.at(7, 7)).toBe(0);
    expect(index.at(31, 5)).toBe(-1);
    expect(index.at(Number.NaN, 5)).toBe(-1);
  });

  it('agrees with a search through all of them', () => {
    const buildings = Array.from({ length: 400 }, (_, i) => {
      const x = (i % 20) * 13 + (i % 3);
      const y = Math.floor(i / 20) * 11 - 100;
      return {
        ...block(`b${i}`, x, y, x + 9, y + 7, 5 + (i % 7)),
        outer: Float64Array.of(x, y, x + 9, y + 2, x + 7, y + 7),
      };
    });
    const index = buildingIndex(buildings);
    let inside = 0;
    for (let i = 0; i < 2000; i++) {
      const x = ((i * 7919) % 2700) / 10 - 5;
      const y = ((i * 104_729) % 2300) / 10 - 105;
      const expected = buildings.findIndex((b) => pointInRing(b.outer, x, y));
      expect(index.at(x, y)).toBe(expected);
      if (expected >= 0) inside++;
    }
    expect(inside).toBeGreaterThan(200);
  });

  it('has no building where there is none', () => {
    expect(buildingIndex([]).at(0, 0)).toBe(-1);
  });
});
