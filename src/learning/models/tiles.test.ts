import { describe, expect, it } from 'vitest';
import { blendWeights, planTiles } from './tiles.ts';

describe('planTiles', () => {
  it('is one exact run where the grid is as large as a network', () => {
    expect(planTiles(256, 256, [256, 512])).toEqual({ size: 256, overlap: 32, tiles: [{ row: 0, column: 0 }] });
    expect(planTiles(512, 512, [256, 512]).tiles).toHaveLength(1);
  });

  it('lays a smaller grid in the middle of the smallest network that holds it', () => {
    expect(planTiles(100, 256, [256, 512])).toMatchObject({ size: 256, tiles: [{ row: -78, column: 0 }] });
    // As many cells as four small ones, and no seam.
    expect(planTiles(300, 300, [256, 512])).toMatchObject({ size: 512, tiles: [{ row: -106, column: -106 }] });
  });

  it('covers a larger grid, edge to edge, sharing at least the overlap', () => {
    for (const [rows, columns] of [
      [257, 480],
      [700, 1000],
      [481, 1],
    ] as const) {
      const { tiles, size, overlap } = planTiles(rows, columns, [256]);
      const starts = [...new Set(tiles.map(({ row }) => row))];
      expect(starts[0]).toBe(0);
      expect(starts.at(-1)! + size).toBe(rows);
      for (let k = 1; k < starts.length; k++)
        expect(starts[k - 1]! + size - starts[k]!).toBeGreaterThanOrEqual(overlap);
    }
  });
});

describe('blendWeights', () => {
  it('sum to one over a shared seam, and are one elsewhere', () => {
    const first = blendWeights(0, 64, 120, 8);
    const second = blendWeights(56, 64, 120, 8);
    for (let k = 0; k < 8; k++) expect(first[56 + k]! + second[k]!).toBeCloseTo(1, 12);
    expect(first.subarray(0, 56).every((weight) => weight === 1)).toBe(true);
    expect(second.subarray(8).every((weight) => weight === 1)).toBe(true);
  });
});
