import { ringBounds, signedArea } from './ring.ts';
import { containment } from './ring-containment.ts';
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
  const leaving = edgesByStart(from, xy.length / 2);
  const used = new Uint8Array(from.length);
  /** Where on the path a vertex is; -1 where it is not. */
  const place = new Int32Array(xy.length / 2).fill(-1);
  const rings: Ring[] = [];
  let openEdges = 0;
  for (let first = 0; first < from.length; first++) {
    if (used[first]) continue;
    const path: number[] = [];
    let edge = first;
    for (;;) {
      used[edge] = 1;
      place[from[edge]!] = path.length;
      path.push(from[edge]!);
      const end = to[edge]!;
      const met = place[end]!;
      if (met >= 0) {
        // The loop from where this vertex was first met is a ring of its own.
        const loop = path.splice(met);
        for (const v of loop) place[v] = -1;
        if (loop.length >= 3) rings.push(ringOf(loop, xy));
        if (path.length === 0) break;
      }
      const next = leftmost(edge, leaving, used, from, to, xy);
      if (next < 0) {
        openEdges += path.length;
        for (const v of path) place[v] = -1;
        break;
      }
      edge = next;
    }
  }
  return { rings, openEdges };
}

/** Edges by the vertex that they leave: the first of each vertex, and after each edge the next; -1 ends a list. */
interface Leaving {
  readonly first: Int32Array;
  readonly after: Int32Array;
}

function edgesByStart(from: ArrayLike<number>, vertices: number): Leaving {
  const first = new Int32Array(vertices).fill(-1);
  const after = new Int32Array(from.length);
  for (let e = from.length - 1; e >= 0; e--) {
    after[e] = first[from[e]!]!;
    first[from[e]!] = e;
  }
  return { first, after };
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
  leaving: Leaving,
  used: Uint8Array,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  xy: Float64Array,
): number {
  let best = -1;
  let bestTurn = Number.NEGATIVE_INFINITY;
  const dx = xy[2 * to[edge]!]! - xy[2 * from[edge]!]!;
  const dy = xy[2 * to[edge]! + 1]! - xy[2 * from[edge]! + 1]!;
  for (let e = leaving.first[to[edge]!]!; e >= 0; e = leaving.after[e]!) {
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
    .map((ring) => ({ outer: ring, holes: [] as Ring[], area: signedArea(ring), holds: containment(ring) }))
    .sort((a, b) => a.area - b.area);
  const around = boundsTable(outers.map(({ outer }) => outer));
  const strays: Ring[] = [];
  for (const hole of rings) {
    if (signedArea(hole) >= 0) continue;
    const { x, y } = pointWithin(hole);
    const home = around(x, y, (k) => outers[k]!.holds(x, y));
    if (home < 0) strays.push(hole);
    else outers[home]!.holes.push(hole);
  }
  return { polygons: outers.map(({ outer, holes }) => ({ outer, holes })), strays };
}

/** Finds the first ring whose bounds hold a point and that `holds` it; -1 where none does. Thousands of rings are walked for each point. */
function boundsTable(rings: readonly Ring[]): (x: number, y: number, holds: (ring: number) => boolean) => number {
  const bounds = Float64Array.from(
    rings.flatMap((ring) => {
      const { minX, maxX, minY, maxY } = ringBounds(ring);
      return [minX, maxX, minY, maxY];
    }),
  );
  return (x, y, holds) => {
    for (let k = 0; k < bounds.length; k += 4) {
      const within = x > bounds[k]! && x < bounds[k + 1]! && y > bounds[k + 2]! && y < bounds[k + 3]!;
      if (within && holds(k / 4)) return k / 4;
    }
    return -1;
  };
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
