import { pointInRing, ringBounds, signedArea } from './ring.ts';
import type { Ring } from './scene.ts';

/** A polygon with holes: outer ring counter-clockwise, holes clockwise. */
export interface Polygon {
  readonly outer: Ring;
  readonly holes: readonly Ring[];
}

/**
 * Chains directed border edges (the region on their left) into simple rings: outer borders come out counter-clockwise, holes
 * clockwise. Where several edges leave a vertex (parts that touch at a corner) the sharpest left turn is taken, so that rings
 * touch but never cross; a ring that meets a vertex twice is cut in two there.
 * @param from vertex index at the start of each edge
 * @param to vertex index at its end
 * @param xy x0 y0 x1 y1 ... of the vertices [m]
 * @returns the closed rings, and the number of edges that close no ring (0 for the border of a proper region)
 */
export function traceRings(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  xy: Float64Array,
): { rings: Ring[]; openEdges: number } {
  const leaving = new Map<number, number[]>();
  for (let e = 0; e < from.length; e++) {
    const list = leaving.get(from[e]!);
    if (list) list.push(e);
    else leaving.set(from[e]!, [e]);
  }
  const used = new Uint8Array(from.length);
  const rings: Ring[] = [];
  let openEdges = 0;
  for (let first = 0; first < from.length; first++) {
    if (used[first]) continue;
    const path: number[] = [];
    const place = new Map<number, number>();
    let edge = first;
    for (;;) {
      used[edge] = 1;
      place.set(from[edge]!, path.length);
      path.push(from[edge]!);
      const end = to[edge]!;
      const met = place.get(end);
      if (met !== undefined) {
        // The loop from where this vertex was first met is a ring of its own.
        const loop = path.splice(met);
        for (const v of loop) place.delete(v);
        if (loop.length >= 3) rings.push(ringOf(loop, xy));
        if (path.length === 0) break;
      }
      const next = leftmost(edge, leaving.get(end) ?? [], used, from, to, xy);
      if (next < 0) {
        openEdges += path.length;
        break;
      }
      edge = next;
    }
  }
  return { rings, openEdges };
}

function ringOf(loop: number[], xy: Float64Array): Ring {
  const ring = new Float64Array(loop.length * 2);
  for (let i = 0; i < loop.length; i++) {
    ring[2 * i] = xy[2 * loop[i]!]!;
    ring[2 * i + 1] = xy[2 * loop[i]! + 1]!;
  }
  return ring;
}

function leftmost(
  edge: number,
  candidates: readonly number[],
  used: Uint8Array,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  xy: Float64Array,
): number {
  let best = -1;
  let bestTurn = Number.NEGATIVE_INFINITY;
  const dx = xy[2 * to[edge]!]! - xy[2 * from[edge]!]!;
  const dy = xy[2 * to[edge]! + 1]! - xy[2 * from[edge]! + 1]!;
  for (const e of candidates) {
    if (used[e]) continue;
    const ex = xy[2 * to[e]!]! - xy[2 * from[e]!]!;
    const ey = xy[2 * to[e]! + 1]! - xy[2 * from[e]! + 1]!;
    // Angle turned to the left, -pi..pi; straight back counts as the hardest right turn.
    const turn = to[e] === from[edge] ? -Math.PI : Math.atan2(dx * ey - dy * ex, dx * ex + dy * ey);
    if (turn > bestTurn) {
      bestTurn = turn;
      best = e;
    }
  }
  return best;
}

/**
 * Sorts traced rings into polygons: each clockwise ring becomes a hole of the smallest counter-clockwise ring around it.
 * Holes that lie in none are returned as `strays`.
 */
export function nestRings(rings: readonly Ring[]): { polygons: Polygon[]; strays: Ring[] } {
  const outers = rings
    .filter((ring) => signedArea(ring) > 0)
    .map((ring) => ({ outer: ring, holes: [] as Ring[], area: signedArea(ring), bounds: ringBounds(ring) }))
    .sort((a, b) => a.area - b.area);
  const strays: Ring[] = [];
  for (const hole of rings) {
    if (signedArea(hole) >= 0) continue;
    const { x, y } = pointWithin(hole);
    const home = outers.find(
      ({ outer, bounds: b }) => x > b.minX && x < b.maxX && y > b.minY && y < b.maxY && pointInRing(outer, x, y),
    );
    if (home) home.holes.push(hole);
    else strays.push(hole);
  }
  return { polygons: outers.map(({ outer, holes }) => ({ outer, holes })), strays };
}

/** A point just within a ring, beside the middle of its longest edge. */
export function pointWithin(ring: Ring): { x: number; y: number } {
  let at = 0;
  let before = ring.length - 2;
  let longest = -1;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const length = Math.hypot(ring[i]! - ring[j]!, ring[i + 1]! - ring[j + 1]!);
    if (length > longest) {
      longest = length;
      at = i;
      before = j;
    }
  }
  const side = signedArea(ring) > 0 ? 1e-6 : -1e-6;
  return {
    x: (ring[at]! + ring[before]!) / 2 - side * (ring[at + 1]! - ring[before + 1]!),
    y: (ring[at + 1]! + ring[before + 1]!) / 2 + side * (ring[at]! - ring[before]!),
  };
}
