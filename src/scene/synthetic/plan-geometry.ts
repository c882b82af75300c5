/** Plan geometry of the synthetic city: points in metres, polygons counter-clockwise without the closing repeat. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Polygon = readonly Point[];

export function at(polygon: Polygon, index: number): Point {
  const n = polygon.length;
  return polygon[((index % n) + n) % n]!;
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function along(a: Point, b: Point, t: number): Point {
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
}

/** Unit vector from a to b; (1, 0) where they coincide. */
export function direction(a: Point, b: Point): Point {
  const length = distance(a, b);
  return length > 0 ? { x: (b.x - a.x) / length, y: (b.y - a.y) / length } : { x: 1, y: 0 };
}

/** z of the cross product. */
export function cross(a: Point, b: Point): number {
  return a.x * b.y - a.y * b.x;
}

/** Area [m^2], positive for a counter-clockwise polygon. */
export function signedArea(polygon: Polygon): number {
  let twice = 0;
  for (let i = 0; i < polygon.length; i++) twice += cross(at(polygon, i), at(polygon, i + 1));
  return twice / 2;
}

/** Centre of the area. */
export function centroid(polygon: Polygon): Point {
  const o = at(polygon, 0);
  let x = 0;
  let y = 0;
  let twice = 0;
  for (let i = 0; i < polygon.length; i++) {
    const a = at(polygon, i);
    const b = at(polygon, i + 1);
    const w = (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
    x += (a.x + b.x - 2 * o.x) * w;
    y += (a.y + b.y - 2 * o.y) * w;
    twice += w;
  }
  return twice === 0 ? o : { x: o.x + x / (3 * twice), y: o.y + y / (3 * twice) };
}

export function contains(polygon: Polygon, p: Point): boolean {
  let inside = false;
  for (let i = 0; i < polygon.length; i++) {
    const a = at(polygon, i);
    const b = at(polygon, i + 1);
    if (a.y > p.y !== b.y > p.y && p.x < a.x + ((p.y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}

/** Distance [m] of p from the segment a b. */
export function segmentDistance(p: Point, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const square = dx * dx + dy * dy;
  const t = square > 0 ? Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / square)) : 0;
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/** Distance [m] of p from the polygon's outline. */
export function outlineDistance(polygon: Polygon, p: Point): number {
  let least = Infinity;
  for (let i = 0; i < polygon.length; i++)
    least = Math.min(least, segmentDistance(p, at(polygon, i), at(polygon, i + 1)));
  return least;
}

/** True where the open segments a b and c d cross in one inner point. */
export function segmentsCross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** True where no two sides of the polygon cross. */
export function isSimple(polygon: Polygon): boolean {
  for (let i = 0; i < polygon.length; i++)
    for (let j = i + 2; j < polygon.length; j++) {
      if (i === 0 && j === polygon.length - 1) continue;
      if (segmentsCross(at(polygon, i), at(polygon, i + 1), at(polygon, j), at(polygon, j + 1))) return false;
    }
  return true;
}

/** True where `inner` lies wholly inside `outer`. */
export function encloses(outer: Polygon, inner: Polygon): boolean {
  if (!inner.every((p) => contains(outer, p))) return false;
  for (let i = 0; i < outer.length; i++)
    for (let j = 0; j < inner.length; j++)
      if (segmentsCross(at(outer, i), at(outer, i + 1), at(inner, j), at(inner, j + 1))) return false;
  return true;
}

/** A rectangle that may stand at an angle: `axis` is the unit vector of the long side. */
export interface TurnedBox {
  readonly centre: Point;
  readonly axis: Point;
  readonly halfLong: number;
  readonly halfShort: number;
}

/** The smallest rectangle with one side along one of the polygon's sides. */
export function turnedBox(polygon: Polygon): TurnedBox {
  let best: TurnedBox | null = null;
  for (let i = 0; i < polygon.length; i++) {
    const box = boxAlong(polygon, direction(at(polygon, i), at(polygon, i + 1)));
    if (best === null || box.halfLong * box.halfShort < best.halfLong * best.halfShort * (1 - 1e-9)) best = box;
  }
  return best!;
}

/** The rectangle around the polygon with one side along the unit vector. */
export function boxAlong(polygon: Polygon, axis: Point): TurnedBox {
  let [u0, u1, v0, v1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const p of polygon) {
    const u = p.x * axis.x + p.y * axis.y;
    const v = -p.x * axis.y + p.y * axis.x;
    u0 = Math.min(u0, u);
    u1 = Math.max(u1, u);
    v0 = Math.min(v0, v);
    v1 = Math.max(v1, v);
  }
  const centre = fromAxes({ x: 0, y: 0 }, axis, (u0 + u1) / 2, (v0 + v1) / 2);
  const halves = [(u1 - u0) / 2, (v1 - v0) / 2] as const;
  return halves[0] >= halves[1]
    ? { centre, axis, halfLong: halves[0], halfShort: halves[1] }
    : { centre, axis: { x: -axis.y, y: axis.x }, halfLong: halves[1], halfShort: halves[0] };
}

/** The point u metres along the axis and v metres to its left. */
export function fromAxes(origin: Point, axis: Point, u: number, v: number): Point {
  return { x: origin.x + u * axis.x - v * axis.y, y: origin.y + u * axis.y + v * axis.x };
}

/** Places a shape given in (u, v) metres about its centre. */
export function place(shape: readonly (readonly [number, number])[], centre: Point, axis: Point): Polygon {
  return shape.map(([u, v]) => fromAxes(centre, axis, u, v));
}

/** The unit vector turned counter-clockwise. */
export function turned(axis: Point, angleRad: number): Point {
  const c = Math.cos(angleRad);
  const s = Math.sin(angleRad);
  return { x: axis.x * c - axis.y * s, y: axis.x * s + axis.y * c };
}
