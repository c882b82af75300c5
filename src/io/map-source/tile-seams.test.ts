import { describe, expect, it } from 'vitest';
import { signedArea } from '../../scene/ring.ts';
import { openRings } from './open-rings.ts';
import { clipLine, clipRing, tileSquare } from './tile-clip.ts';
import { joinPieces, type TilePiece } from './tile-seams.ts';

const SIZE = 100;
const ring = (...xy: number[]) => Float64Array.from(xy);
const box = (x0: number, y0: number, x1: number, y1: number) => ring(x0, y0, x1, y0, x1, y1, x0, y1);
const piece = (key: string, ...rings: Float64Array[]): TilePiece => ({ key, rings });
const areas = (pieces: readonly TilePiece[]) =>
  joinPieces(pieces, SIZE).map(({ polygon }) =>
    [polygon.outer, ...polygon.holes].reduce((sum, r) => sum + signedArea(r), 0),
  );

describe('joinPieces', () => {
  it('joins pieces that share a border, over a corner of four tiles too', () => {
    const parts = [box(60, 60, 100, 100), box(100, 60, 130, 100), box(60, 100, 100, 120), box(100, 100, 130, 120)];
    expect(areas(parts.map((part) => piece('a', part)))).toEqual([70 * 60]);
    const [{ polygon } = { polygon: null }] = joinPieces(
      parts.map((part) => piece('a', part)),
      SIZE,
    );
    expect(polygon?.outer.length).toBe(8);
  });

  it('joins cuts that were rounded apart by a unit, without a step', () => {
    const [west, east] = [box(60, 20, 100, 41), ring(100, 20, 130, 20, 130, 40, 100, 40)];
    const [joined] = joinPieces([piece('a', west), piece('a', east)], SIZE);
    expect(joinPieces([piece('a', west), piece('a', east)], SIZE)).toHaveLength(1);
    expect(Math.abs(signedArea(joined!.polygon.outer) - 70 * 20.5)).toBeLessThanOrEqual(40);
  });

  it('keeps apart what has another key, what only touches, and what lies on the same side', () => {
    expect(areas([piece('a', box(60, 20, 100, 40)), piece('b', box(100, 20, 130, 40))])).toEqual([800, 600]);
    expect(areas([piece('a', box(60, 20, 100, 40)), piece('a', box(100, 39, 130, 60))])).toEqual([800, 630]);
    expect(areas([piece('a', box(60, 20, 100, 40)), piece('a', box(60, 40, 100, 60))])).toEqual([800, 800]);
  });

  it('parts what a cut holds together by a line of no width', () => {
    // Two legs within the tile that were joined beyond its border: cutting leaves edges there and back.
    const legs = clipRing(ring(50, 10, 120, 10, 120, 60, 50, 60, 50, 50, 110, 50, 110, 20, 50, 20), tileSquare(SIZE));
    expect(areas([piece('a', legs)]).sort()).toEqual([500, 500]);
  });
});

describe('clipRing and clipLine', () => {
  it('leaves what lies within as it is, and nothing of what lies outside', () => {
    const within = box(10, 10, 20, 20);
    expect(clipRing(within, tileSquare(SIZE))).toBe(within);
    expect(clipRing(box(110, 10, 120, 20), tileSquare(SIZE)).length).toBe(0);
    expect(clipLine(ring(-20, -20, -5, 200), tileSquare(SIZE))).toEqual([]);
  });

  it('cuts at the border', () => {
    expect(signedArea(clipRing(box(-50, 10, 50, 20), tileSquare(SIZE)))).toBe(500);
    expect(clipLine(ring(-50, 50, 50, 50, 50, 150), tileSquare(SIZE)).map((line) => [...line])).toEqual([
      [0, 50, 50, 50, 50, 100],
    ]);
  });

  it('gives a line that leaves and comes back in parts', () => {
    const parts = clipLine(ring(10, 90, 10, 120, 20, 120, 20, 90), tileSquare(SIZE));
    expect(parts.map((line) => [...line])).toEqual([
      [10, 90, 10, 100],
      [20, 100, 20, 90],
    ]);
  });
});

describe('openRings', () => {
  it('covers the same without islands', () => {
    const lake = [box(0, 0, 100, 60), ring(20, 20, 20, 30, 40, 30, 40, 20), ring(60, 20, 60, 40, 70, 40, 70, 20)];
    const parts = openRings(lake);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.reduce((sum, part) => sum + signedArea(part), 0)).toBeCloseTo(6000 - 200 - 200, 6);
    expect(openRings([lake[0]!])).toEqual([lake[0]]);
  });
});
