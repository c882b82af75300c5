import { along, cross, direction, distance, type Point } from './plan-geometry.ts';

/** Side of a bucket [m]. */
const BUCKET = 64;

/** Street ends by place, to find those near a point; `withinM` is at most a bucket. */
export class EndIndex {
  private readonly buckets = new Map<string, Point[]>();

  add(p: Point): void {
    const key = bucketOf(p.x, p.y);
    const bucket = this.buckets.get(key);
    if (bucket) bucket.push(p);
    else this.buckets.set(key, [p]);
  }

  near(p: Point, withinM: number): Point[] {
    const found: Point[] = [];
    for (let x = p.x - BUCKET; x <= p.x + BUCKET; x += BUCKET)
      for (let y = p.y - BUCKET; y <= p.y + BUCKET; y += BUCKET)
        for (const q of this.buckets.get(bucketOf(x, y)) ?? []) if (distance(p, q) <= withinM) found.push(q);
    return found;
  }
}

function bucketOf(x: number, y: number): string {
  return `${Math.floor(x / BUCKET)} ${Math.floor(y / BUCKET)}`;
}

/** Puts a point into every street where another one ends on it, so that streets that meet share a point. */
export function withJunctions<S extends { readonly line: readonly Point[] }>(streets: readonly S[]): S[] {
  const ends = new EndIndex();
  for (const s of streets) {
    ends.add(s.line[0]!);
    ends.add(s.line.at(-1)!);
  }
  return streets.map((street) => ({
    ...street,
    line: street.line.flatMap((a, i) => pieceWithEnds(street.line, a, i, ends)),
  }));
}

function pieceWithEnds(line: readonly Point[], a: Point, i: number, ends: EndIndex): Point[] {
  const b = line[i + 1];
  if (!b) return [a];
  const length = distance(a, b);
  const d = direction(a, b);
  const inner: { u: number; p: Point }[] = [];
  const steps = Math.ceil(length / BUCKET);
  for (let k = 0; k < steps; k++)
    for (const p of ends.near(along(a, b, (k + 0.5) / steps), BUCKET)) {
      const u = (p.x - a.x) * d.x + (p.y - a.y) * d.y;
      const off = Math.abs(cross(d, { x: p.x - a.x, y: p.y - a.y }));
      if (off < 0.1 && u > 0.5 && u < length - 0.5 && !inner.some((q) => distance(q.p, p) < 0.5)) inner.push({ u, p });
    }
  return [a, ...inner.sort((p, q) => p.u - q.u).map((q) => q.p)];
}
