/** Directed border edges between vertices given by index. */
export interface BorderEdges {
  readonly from: number[];
  readonly to: number[];
}

/**
 * Mends seams: a triangulation may put a vertex of one triangle on the edge of its neighbour (a T-junction), so that the edge
 * looks like a border from both sides. Edges are cut at every vertex that lies on them, and edges that then run against each
 * other cancel out; what remains is the true border.
 * @param xy x0 y0 x1 y1 ... of the vertices [m]
 * @param toleranceM how far from an edge a vertex may lie
 */
export function closeSeams(edges: BorderEdges, xy: Float64Array, toleranceM: number): BorderEdges {
  const byX = Uint32Array.from({ length: xy.length / 2 }, (_, v) => v).sort((a, b) => xy[2 * a]! - xy[2 * b]!);
  const open = new Map<string, { from: number; to: number; count: number }>();
  const lay = (from: number, to: number) => {
    if (from === to) return;
    const against = open.get(`${to},${from}`);
    if (against) {
      if (--against.count === 0) open.delete(`${to},${from}`);
      return;
    }
    const same = open.get(`${from},${to}`);
    if (same) same.count++;
    else open.set(`${from},${to}`, { from, to, count: 1 });
  };
  for (let e = 0; e < edges.from.length; e++) {
    let last = edges.from[e]!;
    for (const v of verticesOn(last, edges.to[e]!, xy, byX, toleranceM)) {
      lay(last, v);
      last = v;
    }
    lay(last, edges.to[e]!);
  }
  const out: BorderEdges = { from: [], to: [] };
  for (const { from, to, count } of open.values()) {
    for (let i = 0; i < count; i++) {
      out.from.push(from);
      out.to.push(to);
    }
  }
  return out;
}

/** Vertices strictly within the edge, from its start to its end. */
function verticesOn(a: number, b: number, xy: Float64Array, byX: Uint32Array, toleranceM: number): number[] {
  const [ax, ay, bx, by] = [xy[2 * a]!, xy[2 * a + 1]!, xy[2 * b]!, xy[2 * b + 1]!];
  const [dx, dy] = [bx - ax, by - ay];
  const length = Math.hypot(dx, dy);
  const found: [number, number][] = [];
  let low = 0;
  for (let high = byX.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (xy[2 * byX[middle]!]! < Math.min(ax, bx) - toleranceM) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < byX.length; i++) {
    const v = byX[i]!;
    const x = xy[2 * v]!;
    if (x > Math.max(ax, bx) + toleranceM) break;
    if (v === a || v === b) continue;
    const along = ((x - ax) * dx + (xy[2 * v + 1]! - ay) * dy) / length;
    const across = Math.abs((x - ax) * dy - (xy[2 * v + 1]! - ay) * dx) / length;
    if (across <= toleranceM && along > toleranceM && along < length - toleranceM) found.push([along, v]);
  }
  return found.sort((p, q) => p[0] - q[0]).map(([, v]) => v);
}
