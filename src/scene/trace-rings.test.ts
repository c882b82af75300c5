import { describe, expect, it } from 'vitest';
import { closeSeams } from './close-seams.ts';
import { signedArea, simplified } from './ring.ts';
import { nestRings, pointWithin, traceRings } from './trace-rings.ts';

describe('traceRings', () => {
  it('traces squares that touch at a corner as two simple rings', () => {
    const xy = Float64Array.of(0, 0, 1, 0, 1, 1, 0, 1, 2, 1, 2, 2, 1, 2);
    const { rings, openEdges } = traceRings([0, 1, 2, 3, 2, 4, 5, 6], [1, 2, 3, 0, 4, 5, 6, 2], xy);
    expect(openEdges).toBe(0);
    expect(rings.map(signedArea)).toEqual([1, 1]);
    expect(rings.every((ring) => ring.length === 8)).toBe(true);
  });

  it('counts edges that close no ring', () => {
    expect(traceRings([0, 1], [1, 2], Float64Array.of(0, 0, 1, 0, 1, 1))).toEqual({ rings: [], openEdges: 2 });
  });
});

describe('nestRings', () => {
  it('gives each hole to the smallest ring around it', () => {
    const square = (x: number, y: number, size: number, sign: number) =>
      sign > 0
        ? Float64Array.of(x, y, x + size, y, x + size, y + size, x, y + size)
        : Float64Array.of(x, y, x, y + size, x + size, y + size, x + size, y);
    const rings = [
      square(0, 0, 100, 1),
      square(10, 10, 50, -1),
      square(20, 20, 20, 1),
      square(25, 25, 5, -1),
      square(300, 0, 1, -1),
    ];
    const { polygons, strays } = nestRings(rings);
    expect(polygons.map((p) => [signedArea(p.outer), p.holes.map(signedArea)])).toEqual([
      [400, [-25]],
      [10_000, [-2500]],
    ]);
    expect(strays).toHaveLength(1);
  });

  it('finds a point within a ring of either sense', () => {
    const ring = Float64Array.of(0, 0, 10, 0, 10, 1, 0, 1);
    expect(pointWithin(ring).y).toBeGreaterThan(0);
    expect(pointWithin(ring).y).toBeLessThan(1);
    expect(pointWithin(Float64Array.of(0, 1, 10, 1, 10, 0, 0, 0)).y).toBeGreaterThan(0);
  });
});

describe('closeSeams', () => {
  it('removes an inner edge that is split on one side only', () => {
    // Left square 0 1 2 3; right side triangulated with vertex 6 in the middle of the shared edge 1-2.
    const xy = Float64Array.of(0, 0, 1, 0, 1, 2, 0, 2, 2, 0, 2, 2, 1, 1);
    const edges = { from: [0, 1, 2, 3, 1, 4, 5, 2, 6], to: [1, 2, 3, 0, 4, 5, 2, 6, 1] };
    const { from, to } = closeSeams(edges, xy, 1e-6);
    const rings = traceRings(from, to, xy).rings.map((ring) => simplified(ring, 1e-6));
    expect(rings.map(signedArea)).toEqual([4]);
    expect(rings[0]).toHaveLength(8);
  });
});

describe('simplified', () => {
  it('drops repeated and needless vertices, and spikes, but no corner', () => {
    const ring = Float64Array.of(0, 0, 5, 0, 5, 0, 10, 0, 10, 10, 10, 15, 10, 10, 0, 10);
    expect([...simplified(ring, 1e-6)]).toEqual([0, 0, 10, 0, 10, 10, 0, 10]);
  });
});
