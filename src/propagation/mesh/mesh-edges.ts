import type { TriangleMesh } from '../../scene/scene.ts';

/** The edges of a mesh with the triangles at each of them, as flat arrays and linked lists. */
export interface EdgeTable {
  readonly count: number;
  /** Two vertex indices an edge: one of the vertices that lie in each of its ends. */
  readonly ends: Uint32Array;
  /** First half-edge of an edge; half-edge h runs from corner h % 3 of triangle floor(h / 3) to the next corner. */
  readonly first: Int32Array;
  /** The edge's half-edge after half-edge h, or -1. */
  readonly next: Int32Array;
}

/** Vertices nearer than about this [m] are one. */
const WELD_M = 1e-4;
/** A triangle thinner than this against its longest side has no plane (as for the ray caster's hierarchy). */
const LEAST_SHAPE = 1e-24;

/** Finds the edges of a mesh, its vertices welded by position. Takes time in proportion to the triangles. */
export function edgesOf(mesh: TriangleMesh): EdgeTable {
  const weld = weldedVertices(mesh.positions);
  const halves = mesh.indices.length;
  const next = new Int32Array(halves).fill(-1);
  const first = new Int32Array(halves).fill(-1);
  const low = new Uint32Array(halves);
  const high = new Uint32Array(halves);
  const ends = new Uint32Array(2 * halves);
  const mask = tableSize(halves) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  let count = 0;
  for (let h = 0; h < halves; h++) {
    if (h % 3 === 0 && !hasArea(mesh, h)) {
      h += 2;
      continue;
    }
    const from = mesh.indices[h]!;
    const to = mesh.indices[h % 3 === 2 ? h - 2 : h + 1]!;
    const a = Math.min(weld[from]!, weld[to]!);
    const b = Math.max(weld[from]!, weld[to]!);
    if (a === b) continue;
    let slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while (table[slot]! >= 0 && (low[table[slot]!] !== a || high[table[slot]!] !== b)) slot = (slot + 1) & mask;
    let edge = table[slot]!;
    if (edge < 0) {
      edge = count++;
      table[slot] = edge;
      low[edge] = a;
      high[edge] = b;
      ends[2 * edge] = from;
      ends[2 * edge + 1] = to;
    }
    next[h] = first[edge]!;
    first[edge] = h;
  }
  return { count, ends: ends.slice(0, 2 * count), first: first.slice(0, count), next };
}

/** For every vertex the least index of a vertex that lies in the same place. */
function weldedVertices(positions: Float64Array): Uint32Array {
  const vertices = positions.length / 3;
  const weld = new Uint32Array(vertices);
  const keys = new Int32Array(positions.length);
  for (let i = 0; i < positions.length; i++) keys[i] = Math.round(positions[i]! / WELD_M) | 0;
  const mask = tableSize(vertices) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  for (let v = 0; v < vertices; v++) {
    const [x, y, z] = [keys[3 * v]!, keys[3 * v + 1]!, keys[3 * v + 2]!];
    let slot = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(z, 0xc2b2ae35)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    for (; table[slot]! >= 0; slot = (slot + 1) & mask) {
      const w = 3 * table[slot]!;
      if (keys[w] === x && keys[w + 1] === y && keys[w + 2] === z) break;
    }
    if (table[slot]! < 0) table[slot] = v;
    weld[v] = table[slot]!;
  }
  return weld;
}

/** A power of two at least twice as large as what the table is to hold. */
function tableSize(entries: number): number {
  return 2 ** Math.ceil(Math.log2(2 * Math.max(entries, 8)));
}

function hasArea({ positions, indices }: TriangleMesh, at: number): boolean {
  const a = 3 * indices[at]!;
  const b = 3 * indices[at + 1]!;
  const c = 3 * indices[at + 2]!;
  const ux = positions[b]! - positions[a]!;
  const uy = positions[b + 1]! - positions[a + 1]!;
  const uz = positions[b + 2]! - positions[a + 2]!;
  const vx = positions[c]! - positions[a]!;
  const vy = positions[c + 1]! - positions[a + 1]!;
  const vz = positions[c + 2]! - positions[a + 2]!;
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  const longest = Math.max(ux * ux + uy * uy + uz * uz, vx * vx + vy * vy + vz * vz);
  return nx * nx + ny * ny + nz * nz > LEAST_SHAPE * longest * longest;
}
