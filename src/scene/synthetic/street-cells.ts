import {
  along,
  at,
  contains,
  cross,
  direction,
  distance,
  type Point,
  type Polygon,
  segmentsCross,
} from './plan-geometry.ts';

/** A piece of the city between street centre lines: `widthsM[i]` is the full width of the street along side i. */
export interface Cell {
  readonly points: Polygon;
  readonly widthsM: readonly number[];
}

/** A point on a cell's outline: on side `side`, at the fraction `t` of it. */
export interface OutlineHit extends Point {
  readonly side: number;
  readonly t: number;
}

/** Where a line through an inner point leaves the cell, backwards and forwards; null where it does not. */
export function chordThrough(cell: Cell, through: Point, heading: Point): readonly [OutlineHit, OutlineHit] | null {
  let before: { u: number; hit: OutlineHit } | null = null;
  let after: { u: number; hit: OutlineHit } | null = null;
  cell.points.forEach((a, side) => {
    const b = at(cell.points, side + 1);
    const edge = { x: b.x - a.x, y: b.y - a.y };
    const denominator = cross(heading, edge);
    if (Math.abs(denominator) < 1e-9) return;
    const gap = { x: a.x - through.x, y: a.y - through.y };
    const t = cross(gap, heading) / denominator;
    if (t < 0 || t >= 1) return;
    const u = cross(gap, edge) / denominator;
    const hit = { side, t, x: a.x + edge.x * t, y: a.y + edge.y * t };
    if (u < 0 && (before === null || u > before.u)) before = { u, hit };
    if (u > 0 && (after === null || u < after.u)) after = { u, hit };
  });
  const first = before as { hit: OutlineHit } | null;
  const last = after as { hit: OutlineHit } | null;
  return first && last ? [first.hit, last.hit] : null;
}

/** The hit at a given point of the outline, or null where the point is further than 0.05 m from every side. */
export function hitAt(cell: Cell, p: Point): OutlineHit | null {
  for (let side = 0; side < cell.points.length; side++) {
    const a = at(cell.points, side);
    const b = at(cell.points, side + 1);
    const length = distance(a, b);
    const d = direction(a, b);
    const u = (p.x - a.x) * d.x + (p.y - a.y) * d.y;
    const off = Math.abs(cross(d, { x: p.x - a.x, y: p.y - a.y }));
    if (off <= 0.05 && u >= -0.05 && u < length - 0.05) return { side, t: Math.max(0, u / length), x: p.x, y: p.y };
  }
  return null;
}

/**
 * Cuts a cell in two along a street from hit `a` over the bends to hit `b`. Null where the street would leave the cell.
 */
export function splitCell(
  cell: Cell,
  a: OutlineHit,
  b: OutlineHit,
  bends: readonly Point[],
  widthM: number,
): readonly [Cell, Cell] | null {
  if (a.side === b.side) return null;
  const street: Point[] = [{ x: a.x, y: a.y }, ...bends, { x: b.x, y: b.y }];
  if (bends.length > 0 && (!bends.every((p) => contains(cell.points, p)) || leaves(cell, street))) return null;
  return [half(cell, a, b, street, widthM), half(cell, b, a, [...street].reverse(), widthM)];
}

/** Both ends lie on the outline to within rounding, so the street is tried a little shorter. */
function leaves(cell: Cell, street: readonly Point[]): boolean {
  const inner = [...street];
  inner[0] = along(street[0]!, street[1]!, 0.002);
  inner[inner.length - 1] = along(street.at(-1)!, street.at(-2)!, 0.002);
  for (let s = 0; s + 1 < inner.length; s++)
    for (let i = 0; i < cell.points.length; i++)
      if (segmentsCross(inner[s]!, inner[s + 1]!, at(cell.points, i), at(cell.points, i + 1))) return true;
  return false;
}

/** The half to the left of the street from a to b: the outline from b round to a, then the street. */
function half(cell: Cell, a: OutlineHit, b: OutlineHit, street: readonly Point[], widthM: number): Cell {
  const points: Point[] = [];
  const widthsM: number[] = [];
  const add = (p: Point, width: number) => {
    const last = points.at(-1);
    if (last && distance(last, p) < 1e-6) widthsM[widthsM.length - 1] = width;
    else {
      points.push({ x: p.x, y: p.y });
      widthsM.push(width);
    }
  };
  add(b, cell.widthsM[b.side]!);
  const n = cell.points.length;
  const steps = (a.side - b.side + n) % n;
  for (let k = 1; k <= steps; k++) add(at(cell.points, b.side + k), cell.widthsM[(b.side + k) % n]!);
  for (const p of street.slice(0, -1)) add(p, widthM);
  if (distance(points[0]!, points.at(-1)!) < 1e-6) {
    points.pop();
    widthsM.pop();
  }
  return { points, widthsM };
}
