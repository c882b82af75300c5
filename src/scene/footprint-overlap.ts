import type { BoundsM } from '../raster/raster-grid.ts';
import { ringBounds } from './ring.ts';
import type { Building, Ring } from './scene.ts';

/** Edges as x1, y1, x2, y2 in a row. */
type Edges = readonly number[];

/**
 * True when the ring reaches over `depthM` into (or, with `side` = 'outside', out of) the area that `rings` bound by the
 * even-odd rule. The ring is cut where it meets their borders and each piece is judged by its middle, so that rings that merely
 * share a border, however it is split into edges, do not count.
 */
export function ringReaches(ring: Ring, rings: readonly Ring[], side: 'inside' | 'outside', depthM: number): boolean {
  const box = ringBounds(ring);
  return anyPieceReaches(ring, box, edgesBeside(rings, box, depthM), side, depthM);
}

/** True when two footprints (less their courtyards) have ground in common that reaches over `depthM` from a border. */
export function footprintsOverlap(a: Building, b: Building, depthM: number): boolean {
  const boxA = ringBounds(a.outer);
  const boxB = ringBounds(b.outer);
  const box: BoundsM = {
    minX: Math.max(boxA.minX, boxB.minX),
    minY: Math.max(boxA.minY, boxB.minY),
    maxX: Math.min(boxA.maxX, boxB.maxX),
    maxY: Math.min(boxA.maxY, boxB.maxY),
  };
  if (box.maxX - box.minX <= depthM || box.maxY - box.minY <= depthM) return false;
  const ringsA = [a.outer, ...a.holes];
  const ringsB = [b.outer, ...b.holes];
  const edgesA = edgesBeside(ringsA, box, depthM);
  const edgesB = edgesBeside(ringsB, box, depthM);
  if (ringsA.some((ring) => anyPieceReaches(ring, box, edgesB, 'inside', depthM))) return true;
  if (ringsB.some((ring) => anyPieceReaches(ring, box, edgesA, 'inside', depthM))) return true;
  // Of two like outlines neither border lies within the other: ask a point.
  const within = innerPoint(edgesA, box);
  return within !== null && isBeyond(edgesB, within.x, within.y, 'inside', depthM);
}

/** The edges that decide whether a point of the box is inside (a ray to the east meets no others) and how near a border is. */
function edgesBeside(rings: readonly Ring[], box: BoundsM, marginM: number): Edges {
  const edges: number[] = [];
  const [south, north, west] = [box.minY - marginM, box.maxY + marginM, box.minX - marginM];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [x1, y1, x2, y2] = [ring[j]!, ring[j + 1]!, ring[i]!, ring[i + 1]!];
      if ((y1 < south && y2 < south) || (y1 > north && y2 > north) || (x1 < west && x2 < west)) continue;
      edges.push(x1, y1, x2, y2);
    }
  }
  return edges;
}

function anyPieceReaches(ring: Ring, box: BoundsM, edges: Edges, side: 'inside' | 'outside', depthM: number): boolean {
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [x1, y1, x2, y2] = [ring[j]!, ring[j + 1]!, ring[i]!, ring[i + 1]!];
    if (Math.max(x1, x2) < box.minX || Math.min(x1, x2) > box.maxX) continue;
    if (Math.max(y1, y2) < box.minY || Math.min(y1, y2) > box.maxY) continue;
    const cuts = cutsOf(x1, y1, x2, y2, edges);
    for (let k = 1; k < cuts.length; k++) {
      const t = (cuts[k - 1]! + cuts[k]!) / 2;
      const x = x1 + t * (x2 - x1);
      const y = y1 + t * (y2 - y1);
      if (x < box.minX || x > box.maxX || y < box.minY || y > box.maxY) continue;
      if (isBeyond(edges, x, y, side, depthM)) return true;
    }
  }
  return false;
}

/** Where the edge meets others, as shares of its length in rising order, with 0 and 1. */
function cutsOf(x1: number, y1: number, x2: number, y2: number, edges: Edges): number[] {
  const cuts = [0, 1];
  const dx = x2 - x1;
  const dy = y2 - y1;
  for (let e = 0; e < edges.length; e += 4) {
    const ex = edges[e + 2]! - edges[e]!;
    const ey = edges[e + 3]! - edges[e + 1]!;
    const cross = dx * ey - dy * ex;
    if (cross === 0) continue;
    const ox = edges[e]! - x1;
    const oy = edges[e + 1]! - y1;
    const t = (ox * ey - oy * ex) / cross;
    const u = (ox * dy - oy * dx) / cross;
    if (t > 0 && t < 1 && u >= -1e-9 && u <= 1 + 1e-9) cuts.push(t);
  }
  return cuts.length > 2 ? cuts.sort((a, b) => a - b) : cuts;
}

function isBeyond(edges: Edges, x: number, y: number, side: 'inside' | 'outside', depthM: number): boolean {
  let inside = false;
  for (let e = 0; e < edges.length; e += 4) {
    const [x1, y1, x2, y2] = [edges[e]!, edges[e + 1]!, edges[e + 2]!, edges[e + 3]!];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  if (inside !== (side === 'inside')) return false;
  for (let e = 0; e < edges.length; e += 4) {
    const ex = edges[e + 2]! - edges[e]!;
    const ey = edges[e + 3]! - edges[e + 1]!;
    const share = ((x - edges[e]!) * ex + (y - edges[e + 1]!) * ey) / (ex * ex + ey * ey);
    const t = Math.max(0, Math.min(1, share));
    if (Math.hypot(x - edges[e]! - t * ex, y - edges[e + 1]! - t * ey) <= depthM) return false;
  }
  return true;
}

/** The middle of the widest stretch inside the edges along the box's middle line. */
function innerPoint(edges: Edges, box: BoundsM): { x: number; y: number } | null {
  const y = (box.minY + box.maxY) / 2;
  const crossings: number[] = [];
  for (let e = 0; e < edges.length; e += 4) {
    const [x1, y1, x2, y2] = [edges[e]!, edges[e + 1]!, edges[e + 2]!, edges[e + 3]!];
    if (y1 > y !== y2 > y) crossings.push(((x2 - x1) * (y - y1)) / (y2 - y1) + x1);
  }
  crossings.sort((a, b) => a - b);
  // Edges west of the box are not among them: of an odd number the first is where a stretch ends.
  let best: { x: number; y: number } | null = null;
  let width = 0;
  for (let k = crossings.length % 2; k + 1 < crossings.length; k += 2) {
    const wide = crossings[k + 1]! - crossings[k]!;
    if (wide > width) {
      width = wide;
      best = { x: (crossings[k]! + crossings[k + 1]!) / 2, y };
    }
  }
  return best;
}
