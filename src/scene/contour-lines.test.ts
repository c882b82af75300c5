import { describe, expect, it } from 'vitest';
import { cornerHeights } from '../raster/corner-heights.ts';
import { gridCentredOn } from '../raster/raster-grid.ts';
import { contourLines } from './contour-lines.ts';

const over = (columns: number, rows: number, cellSizeM: number, height: (x: number, y: number) => number) => {
  const grid = gridCentredOn(0, 0, columns, rows, cellSizeM);
  return contourLines({ grid, cornerZM: cornerHeights(grid, height), name: 'test' });
};

describe('contour lines', () => {
  it('run along a slope at round heights, from edge to edge', () => {
    // 300.3 to 306.3 m over 100 m: a line every half metre would be 12, and is.
    const { intervalM, pieces } = over(20, 10, 5, (x) => 303.3 + 0.06 * x);
    expect(intervalM).toBe(0.5);
    const byHeight = new Map<number, number>();
    for (let i = 0; i < pieces.length; i += 4) {
      const heights = [303.3 + 0.06 * pieces[i]!, 303.3 + 0.06 * pieces[i + 2]!];
      expect(heights[0]! % 0.5).toBeCloseTo(heights[0]! % 0.5 > 0.25 ? 0.5 : 0, 9);
      expect(heights[1]).toBeCloseTo(heights[0]!, 9);
      const key = Math.round(2 * heights[0]!);
      byHeight.set(key, (byHeight.get(key) ?? 0) + Math.abs(pieces[i + 3]! - pieces[i + 1]!));
    }
    expect(byHeight.size).toBe(12);
    for (const length of byHeight.values()) expect(length).toBeCloseTo(50, 6);
  });

  it('go round a hill, and are few on a high one', () => {
    const { intervalM, pieces } = over(200, 200, 5, (x, y) => 400 - 0.6 * Math.hypot(x, y));
    expect(intervalM).toBe(50);
    let length = 0;
    for (let i = 0; i < pieces.length; i += 4) {
      const radius = Math.hypot(pieces[i]!, pieces[i + 1]!);
      const height = 400 - 0.6 * radius;
      expect(Math.abs(height / 50 - Math.round(height / 50))).toBeLessThan(0.02);
      if (Math.round(height / 50) === 5)
        length += Math.hypot(pieces[i + 2]! - pieces[i]!, pieces[i + 3]! - pieces[i + 1]!);
    }
    expect(length).toBeGreaterThan(0.99 * 2 * Math.PI * 250);
    expect(length).toBeLessThan(1.01 * 2 * Math.PI * 250);
  });

  it('are none on level ground', () => {
    expect(over(4, 4, 10, () => 12).pieces).toHaveLength(0);
  });
});
