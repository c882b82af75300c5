import {
  at,
  contains,
  cross,
  direction,
  distance,
  isSimple,
  outlineDistance,
  type Point,
  type Polygon,
  segmentDistance,
  signedArea,
} from './plan-geometry.ts';

/** A polygon moved inwards; `source[i]` is the side of the original that side i (point i to i + 1) runs along. */
export interface Inset {
  readonly points: Polygon;
  readonly source: readonly number[];
}

interface OffsetLine {
  readonly source: number;
  readonly origin: Point;
  readonly along: Point;
}

/** Sides that turn by less than this [rad] are moved by the greater of their two distances, so that their crossing stays near. */
const NEARLY_STRAIGHT = 0.2;

/**
 * Moves every side of a counter-clockwise simple polygon inwards by its own distance [m] (one number, or one per side) and
 * drops the sides that vanish or end up shorter than `minSideM`; the corner that takes a short side's place may stand nearer
 * to the original by three quarters of that. Null where nothing valid is left: the result is then too thin, or the polygon too hollow for
 * this construction; the caller leaves such a place open.
 */
export function inset(polygon: Polygon, distancesM: number | readonly number[], minSideM = 0.01): Inset | null {
  const asked = polygon.map((_, i) => (typeof distancesM === 'number' ? distancesM : distancesM[i]!));
  const moved = evened(polygon, asked);
  let lines: OffsetLine[] = polygon.map((p, i) => {
    const d = direction(p, at(polygon, i + 1));
    return { source: i, along: d, origin: { x: p.x - d.y * moved[i]!, y: p.y + d.x * moved[i]! } };
  });
  lines = lines.filter((line, i) => i === 0 || !sameLine(lines[i - 1]!, line));
  if (lines.length > 1 && sameLine(lines.at(-1)!, lines[0]!)) lines = lines.slice(1);
  for (;;) {
    if (lines.length < 3) return null;
    const corners = lines.map((line, i) => crossing(lines[(i + lines.length - 1) % lines.length]!, line));
    if (corners.some((c) => c === null)) return null;
    const points = corners as Point[];
    let worst = -1;
    let least = minSideM;
    lines.forEach((line, i) => {
      const a = points[i]!;
      const b = at(points, i + 1);
      const length = (b.x - a.x) * line.along.x + (b.y - a.y) * line.along.y;
      if (length < least) {
        least = length;
        worst = i;
      }
    });
    if (worst < 0)
      return valid(points, polygon, asked, 0.02 + 0.75 * minSideM)
        ? { points, source: lines.map((l) => l.source) }
        : null;
    lines = lines.filter((_, i) => i !== worst);
  }
}

function evened(polygon: Polygon, distances: readonly number[]): number[] {
  const n = polygon.length;
  const even = [...distances];
  for (let pass = 0; pass < 2; pass++)
    for (let i = 0; i < n; i++) {
      const j = (i + 1) % n;
      const turn = cross(
        direction(at(polygon, i), at(polygon, i + 1)),
        direction(at(polygon, i + 1), at(polygon, i + 2)),
      );
      if (Math.abs(turn) < NEARLY_STRAIGHT) even[i] = even[j] = Math.max(even[i]!, even[j]!);
    }
  return even;
}

function sameLine(a: OffsetLine, b: OffsetLine): boolean {
  const gap = { x: b.origin.x - a.origin.x, y: b.origin.y - a.origin.y };
  return Math.abs(cross(a.along, b.along)) < 1e-3 && Math.abs(cross(a.along, gap)) < 0.05;
}

function crossing(a: OffsetLine, b: OffsetLine): Point | null {
  const denominator = cross(a.along, b.along);
  if (Math.abs(denominator) < 1e-4) return null;
  const t = cross({ x: b.origin.x - a.origin.x, y: b.origin.y - a.origin.y }, b.along) / denominator;
  return { x: a.origin.x + t * a.along.x, y: a.origin.y + t * a.along.y };
}

function valid(points: Polygon, original: Polygon, distances: readonly number[], toleranceM: number): boolean {
  if (signedArea(points) <= 0 || !isSimple(points)) return false;
  return points.every(
    (p) =>
      (contains(original, p) || outlineDistance(original, p) < 0.02) &&
      original.every((a, i) => segmentDistance(p, a, at(original, i + 1)) >= distances[i]! - toleranceM),
  );
}

/**
 * Makes an outline fit to build: cuts off corners sharper than 50 degrees by a side of `minSideM`, and takes out points that
 * lie on a straight side or end a side shorter than `minSideM`. Null where less than a triangle is left.
 */
export function tidied(polygon: Polygon, minSideM: number): Polygon | null {
  let points: Point[] = [...polygon];
  points = points.flatMap((p, i) => {
    const before = direction(p, at(points, i - 1));
    const after = direction(p, at(points, i + 1));
    const cosine = before.x * after.x + before.y * after.y;
    if (cross(after, before) <= 0 || cosine < Math.cos((50 * Math.PI) / 180)) return [p];
    const reach = minSideM / Math.sqrt(2 * (1 - cosine));
    const room = 0.4 * Math.min(distance(p, at(points, i - 1)), distance(p, at(points, i + 1)));
    const cut = Math.min(reach * 1.2, room);
    return [
      { x: p.x + before.x * cut, y: p.y + before.y * cut },
      { x: p.x + after.x * cut, y: p.y + after.y * cut },
    ];
  });
  for (let i = 0; i < points.length && points.length >= 3; ) {
    const previous = at(points, i - 1);
    const next = at(points, i + 1);
    const here = at(points, i);
    const flat = segmentDistance(here, previous, next) < 0.05;
    if (flat || distance(here, next) < minSideM) {
      points = points.filter((_, j) => j !== i);
      i = Math.max(0, i - 2);
    } else i++;
  }
  return points.length >= 3 && signedArea(points) > 0 && isSimple(points) ? points : null;
}
