import { expect, test } from 'vitest';
import type { Road } from '../scene/scene.ts';
import { driveRoute } from './drive-route.ts';
import { roadGraph } from './road-graph.ts';

/** A lattice of streets, 4 by 4 nodes, 100 m apart, 8 m wide. */
const LATTICE: Road[] = [0, 100, 200, 300].flatMap((c) => [
  { line: Float64Array.of(0, c, 100, c, 200, c, 300, c), widthM: 8 },
  { line: Float64Array.of(c, 0, c, 100, c, 200, c, 300), widthM: 8 },
]);

test('joins streets where they share a point and leaves footpaths out', () => {
  const graph = roadGraph([...LATTICE, { line: Float64Array.of(0, 0, 300, 300), widthM: 3 }]);
  expect(graph.x.length).toBe(16);
  expect(graph.links.reduce((n, l) => n + l.length, 0)).toBe(2 * 24);
  expect(Math.max(...graph.links.map((l) => l.length))).toBe(4);
});

test('samples every n metres along streets, in their right-hand lane, at their speed', () => {
  const track = driveRoute(LATTICE, 200, 20, 4);
  for (let i = 0; i < 200; i++) {
    const x = track.x[i]!;
    const y = track.y[i]!;
    const offX = Math.abs(x - Math.round(x / 100) * 100);
    const offY = Math.abs(y - Math.round(y / 100) * 100);
    // The lane lies a quarter of the width off the middle line.
    expect(Math.min(Math.abs(offX - 2), Math.abs(offY - 2))).toBeLessThan(1e-9);
    if (i > 0) {
      const step = Math.hypot(x - track.x[i - 1]!, y - track.y[i - 1]!);
      expect(step).toBeGreaterThan(12);
      expect(step).toBeLessThan(25);
      expect(track.timeS[i]! - track.timeS[i - 1]!).toBeCloseTo(20 / (30 / 3.6), 6);
    }
  }
});

test('covers the whole net and prefers what is new', () => {
  // 24 pieces of 100 m; a drive of 48 pieces is long enough to pass them all.
  const track = driveRoute(LATTICE, 240, 20, 11);
  const pieces = new Set<string>();
  for (let i = 0; i < 240; i++) {
    const [x, y] = [track.x[i]!, track.y[i]!];
    const along = Math.abs(y - Math.round(y / 100) * 100) < 2.5 && Math.abs((x % 100) - 50) < 35;
    if (along) pieces.add(`h ${Math.floor(x / 100)} ${Math.round(y / 100)}`);
    else if (Math.abs((y % 100) - 50) < 35) pieces.add(`v ${Math.round(x / 100)} ${Math.floor(y / 100)}`);
  }
  expect(pieces.size).toBe(24);
});

test('sees every part of a large town early', () => {
  const lines = Array.from({ length: 21 }, (_, k) => k * 100);
  const town: Road[] = lines.flatMap((c) => [
    { line: Float64Array.from(lines.flatMap((d) => [d, c])), widthM: 8 },
    { line: Float64Array.from(lines.flatMap((d) => [c, d])), widthM: 8 },
  ]);
  // 36 km of 84 km of streets: each sixteenth of the town gets its share.
  const track = driveRoute(town, 3000, 12, 2);
  const parts = new Map<string, number>();
  for (let i = 0; i < 3000; i++) {
    const part = (v: number) => Math.max(0, Math.min(3, Math.floor(v / 500)));
    const key = `${part(track.x[i]!)} ${part(track.y[i]!)}`;
    parts.set(key, (parts.get(key) ?? 0) + 1);
  }
  expect(parts.size).toBe(16);
  expect(Math.min(...parts.values())).toBeGreaterThan(20);
});

test('the same seed drives the same way, and a scene without streets is refused', () => {
  expect(driveRoute(LATTICE, 50, 20, 4)).toEqual(driveRoute(LATTICE, 50, 20, 4));
  expect(driveRoute(LATTICE, 50, 20, 4)).not.toEqual(driveRoute(LATTICE, 50, 20, 5));
  expect(() => driveRoute([], 50, 20, 4)).toThrow(/no streets/);
});
