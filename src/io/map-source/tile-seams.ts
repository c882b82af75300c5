import { closeSeams } from '../../scene/close-seams.ts';
import { oriented, simplified } from '../../scene/ring.ts';
import type { Ring } from '../../scene/scene.ts';
import { nestRings, type Polygon, traceRings } from '../../scene/trace-rings.ts';

/** A polygon cut off at the border of its tile, in units of all tiles together: whole numbers, y NORTH. */
export interface TilePiece {
  readonly rings: readonly Ring[];
  /** Pieces are joined only where this is the same: the feature's id, or its height where it has none. */
  readonly key: string;
}

/** What became of pieces: the polygon, and the first of the pieces that it was joined from. */
export interface JoinedPiece {
  readonly polygon: Polygon;
  readonly piece: number;
}

/** Pieces that share less of a border than this are neighbours, not one building [units]. */
const LEAST_SHARED = 2;

interface BorderEdge {
  readonly piece: number;
  readonly low: number;
  readonly high: number;
  readonly forward: boolean;
}

/**
 * Joins polygons that the borders of tiles have cut. Pieces on either side of a border are one where they share at least half of
 * the shorter cut and have the same key. Cuts of both sides were rounded by themselves and may differ by a unit.
 * @param size side of a tile [units]
 */
export function joinPieces(pieces: readonly TilePiece[], size: number): JoinedPiece[] {
  const oriented = pieces.map(({ key, rings }) => ({ key, rings: rings.map(orientedRing) }));
  const borders = borderEdges(oriented, size);
  const cut = new Set<number>();
  const parent = pieces.map((_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]!]!;
      i = parent[i]!;
    }
    return i;
  };
  for (const edges of borders.values()) {
    for (const { piece } of edges) cut.add(piece);
    for (const [a, b] of partners(edges, oriented)) parent[Math.max(root(a), root(b))] = Math.min(root(a), root(b));
  }
  const groups = new Map<number, number[]>();
  const joined: JoinedPiece[] = [];
  for (const [i, { rings }] of oriented.entries()) {
    if (!cut.has(i)) joined.push({ piece: i, polygon: { outer: rings[0]!, holes: rings.slice(1) } });
    else groups.set(root(i), [...(groups.get(root(i)) ?? []), i]);
  }
  for (const [first, members] of groups) {
    const rings = members.flatMap((i) => oriented[i]!.rings);
    for (const polygon of dissolve(rings, (v) => v % size === 0)) joined.push({ piece: first, polygon });
  }
  return joined.sort((a, b) => a.piece - b.piece);
}

function orientedRing(ring: Ring, index: number): Ring {
  return oriented(ring, index === 0 ? 'outer' : 'hole');
}

/** Edges that lie on a border of tiles, by border. */
function borderEdges(pieces: readonly TilePiece[], size: number): Map<string, BorderEdge[]> {
  const borders = new Map<string, BorderEdge[]>();
  for (const [piece, { rings }] of pieces.entries()) {
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        for (const axis of [0, 1] as const) {
          const at = ring[i + axis]!;
          if (at !== ring[j + axis] || at % size !== 0) continue;
          const [from, to] = [ring[j + 1 - axis]!, ring[i + 1 - axis]!];
          if (from === to) continue;
          const line = `${axis}:${at}`;
          const list = borders.get(line) ?? [];
          borders.set(line, list);
          list.push({ piece, low: Math.min(from, to), high: Math.max(from, to), forward: to > from });
        }
      }
    }
  }
  return borders;
}

/** Pairs of pieces that lie on both sides of a border with enough of it in common. */
function partners(edges: readonly BorderEdge[], pieces: readonly TilePiece[]): [number, number][] {
  const sorted = [...edges].sort((a, b) => a.low - b.low);
  const found: [number, number][] = [];
  let open: BorderEdge[] = [];
  for (const edge of sorted) {
    open = open.filter(({ high }) => high > edge.low);
    for (const other of open) {
      if (other.forward === edge.forward || other.piece === edge.piece) continue;
      if (pieces[other.piece]!.key !== pieces[edge.piece]!.key) continue;
      const shared = Math.min(other.high, edge.high) - edge.low;
      const shorter = Math.min(other.high - other.low, edge.high - edge.low);
      if (shared >= LEAST_SHARED && 2 * shared >= shorter) found.push([other.piece, edge.piece]);
    }
    open.push(edge);
  }
  return found;
}

/**
 * The outline of rings together: edges that run against each other along a border are taken out.
 * @param rings on whole units, outer ones counter-clockwise and holes clockwise
 * @param isBorder whether x or y of a vertex is that of a border
 */
export function dissolve(rings: readonly Ring[], isBorder: (v: number) => boolean): Polygon[] {
  const snapped = snapToPartners(rings, isBorder);
  const index = new Map<string, number>();
  const xy: number[] = [];
  const vertex = (x: number, y: number) => {
    const key = `${x},${y}`;
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, xy.length / 2);
    xy.push(x, y);
    return xy.length / 2 - 1;
  };
  const edges = { from: [] as number[], to: [] as number[] };
  for (const ring of snapped) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      edges.from.push(vertex(ring[j]!, ring[j + 1]!));
      edges.to.push(vertex(ring[i]!, ring[i + 1]!));
    }
  }
  const points = Float64Array.from(xy);
  const { from, to } = closeSeams(edges, points, 0.1);
  const traced = traceRings(from, to, points).rings.map((ring) => simplified(ring, 0.5));
  return nestRings(traced.filter((ring) => ring.length >= 6)).polygons;
}

/** Vertices on a border that are a unit apart become one. */
function snapToPartners(rings: readonly Ring[], isBorder: (v: number) => boolean): Ring[] {
  const out = rings.map((ring) => Float64Array.from(ring));
  for (const axis of [0, 1] as const) {
    const lines = new Map<number, { ring: Ring; at: number }[]>();
    for (const ring of out) {
      for (let i = 0; i < ring.length; i += 2) {
        const line = ring[i + axis]!;
        if (!isBorder(line)) continue;
        const list = lines.get(line) ?? [];
        lines.set(line, list);
        list.push({ ring, at: i + 1 - axis });
      }
    }
    for (const places of lines.values()) {
      places.sort((a, b) => a.ring[a.at]! - b.ring[b.at]!);
      let stand = Number.NEGATIVE_INFINITY;
      for (const { ring, at } of places) {
        // A corner of four tiles stays where it is.
        if (ring[at]! - stand <= 1 && !isBorder(ring[at]!)) ring[at] = stand;
        else stand = ring[at]!;
      }
    }
  }
  return out;
}
