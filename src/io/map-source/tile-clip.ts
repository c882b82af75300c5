import type { BoundsM } from '../../raster/raster-grid.ts';

/** The square of a tile of so many units. */
export function tileSquare(size: number): BoundsM {
  return { minX: 0, minY: 0, maxX: size, maxY: size };
}

function within(points: Float64Array, b: BoundsM): boolean {
  return points.every((v, i) => (i % 2 === 0 ? v >= b.minX && v <= b.maxX : v >= b.minY && v <= b.maxY));
}

/**
 * The part of a ring within a rectangle, cut edge by edge (Sutherland and Hodgman, Reentrant polygon clipping, 1974).
 * Where a ring leaves the rectangle and comes back, edges run along the border there and back; joining takes them out.
 * @param ring x y ... without the closing repeat
 * @param round to what the ends of a cut are rounded: whole units for tiles, not at all for metres
 * @returns the ring itself where it lies within; empty where it lies outside
 */
export function clipRing(ring: Float64Array, bounds: BoundsM, round: (v: number) => number = Math.round): Float64Array {
  if (within(ring, bounds)) return ring;
  let points: number[] = [...ring];
  for (const [axis, side, limit] of [
    [0, 1, bounds.minX],
    [0, -1, bounds.maxX],
    [1, 1, bounds.minY],
    [1, -1, bounds.maxY],
  ] as const) {
    points = clipSide(points, axis, limit, side, round);
  }
  return Float64Array.from(withoutRepeats(points));
}

/** Keeps what lies at `limit` or beyond it in the direction of `side`. */
function clipSide(
  points: readonly number[],
  axis: 0 | 1,
  limit: number,
  side: 1 | -1,
  round: (v: number) => number,
): number[] {
  const out: number[] = [];
  const inside = (i: number) => side * (points[i + axis]! - limit) >= 0;
  for (let i = 0; i < points.length; i += 2) {
    const j = i === 0 ? points.length - 2 : i - 2;
    if (inside(i) !== inside(j)) {
      const t = (limit - points[j + axis]!) / (points[i + axis]! - points[j + axis]!);
      const across = round(points[j + 1 - axis]! + t * (points[i + 1 - axis]! - points[j + 1 - axis]!));
      out.push(...(axis === 0 ? [limit, across] : [across, limit]));
    }
    if (inside(i)) out.push(points[i]!, points[i + 1]!);
  }
  return out;
}

function withoutRepeats(points: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 0; i < points.length; i += 2) {
    const j = i === 0 ? points.length - 2 : i - 2;
    if (points[i] !== points[j] || points[i + 1] !== points[j + 1]) out.push(points[i]!, points[i + 1]!);
  }
  return out;
}

/**
 * The parts of a line within a rectangle.
 * @param line x y ...
 */
export function clipLine(line: Float64Array, bounds: BoundsM): Float64Array[] {
  if (within(line, bounds)) return [line];
  const parts: number[][] = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const span = clipSegment(line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!, bounds);
    if (!span) continue;
    const open = parts.at(-1);
    if (open && open.at(-2) === span[0] && open.at(-1) === span[1]) open.push(span[2]!, span[3]!);
    else parts.push(span);
  }
  return parts.map((part) => Float64Array.from(part));
}

/** Liang and Barsky's parametric cut; null where nothing is left. */
function clipSegment(ax: number, ay: number, bx: number, by: number, bounds: BoundsM): number[] | null {
  let from = 0;
  let to = 1;
  for (const [start, delta, low, high] of [
    [ax, bx - ax, bounds.minX, bounds.maxX],
    [ay, by - ay, bounds.minY, bounds.maxY],
  ] as const) {
    if (delta === 0) {
      if (start < low || start > high) return null;
      continue;
    }
    from = Math.max(from, ((delta > 0 ? low : high) - start) / delta);
    to = Math.min(to, ((delta > 0 ? high : low) - start) / delta);
  }
  if (from >= to) return null;
  // The end itself where it lies within, so that the next part goes on from it.
  const end = to === 1 ? [bx, by] : [ax + to * (bx - ax), ay + to * (by - ay)];
  return [ax + from * (bx - ax), ay + from * (by - ay), ...end];
}
