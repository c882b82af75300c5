import type { Facets } from './mesh-facets.ts';
import { UPRIGHT } from './mesh-facets.ts';
import type { TriangleMesh } from './scene.ts';

/** Triangles that hang together: as a rule one building, or the ground. */
export interface Component {
  readonly triangles: readonly number[];
  /** Name of the building that its shapes belong to. */
  readonly name: string;
}

/**
 * Splits a mesh into what hangs together. Triangles of one shape hang together by shared vertex indices. Files often keep a
 * building's walls and its roof in shapes of their own (one radio material each) or repeat vertices at every face: parts that
 * have no walls or no roof are therefore joined once more by equal position, first with parts of the same building name
 * (see `buildingName`), then with any.
 * @param weld vertex -> index of the first vertex at that position (see `weldVertices`)
 */
export function componentsOf(mesh: TriangleMesh, facets: Facets, weld: Uint32Array): Component[] {
  const byIndex = groupTriangles(range(facets.kind.length), (t, k) => mesh.indices[3 * t + k]!);
  const nameOf = mesh.objects.map(buildingName);
  const name = (triangles: readonly number[]) => nameOf[mesh.object[triangles[0]!]!]!;
  const done: Component[] = [];
  const partsByName = new Map<string, number[]>();
  const settle = (triangles: number[], else_: (triangles: number[]) => void) => {
    if (isWhole(triangles, facets)) done.push({ triangles, name: name(triangles) });
    else else_(triangles);
  };
  for (const part of byIndex) {
    settle(part, () => {
      const list = partsByName.get(name(part));
      if (list) for (const t of part) list.push(t);
      else partsByName.set(name(part), [...part]);
    });
  }
  const rest: number[] = [];
  const welded = (t: number, k: number) => weld[mesh.indices[3 * t + k]!]!;
  for (const triangles of partsByName.values()) {
    for (const part of groupTriangles(triangles, welded)) {
      settle(part, () => {
        for (const t of part) rest.push(t);
      });
    }
  }
  for (const part of groupTriangles(rest, welded)) done.push({ triangles: part, name: name(part) });
  return done;
}

/** The building a shape belongs to: its name without `mesh-`, a material suffix (`-itu_metal`) or a part's name (`_roof`). */
export function buildingName(object: string): string {
  const bare = object
    .replace(/^mesh-/, '')
    .replace(/[-_. ](mat[-_])?itu[-_][a-z_]+$/i, '')
    .replace(/[-_. ](walls?|roofs?|rooftop|facades?|exterior)$/i, '');
  return bare || object;
}

/** For every vertex the index of the first vertex within the same millimetre. */
export function weldVertices(positions: Float64Array): Uint32Array {
  const first = new Map<string, number>();
  const weld = new Uint32Array(positions.length / 3);
  for (let v = 0; v < weld.length; v++) {
    const key = `${Math.round(positions[3 * v]! * 1000)},${Math.round(positions[3 * v + 1]! * 1000)},${Math.round(positions[3 * v + 2]! * 1000)}`;
    const seen = first.get(key);
    if (seen === undefined) first.set(key, v);
    weld[v] = seen ?? v;
  }
  return weld;
}

/** Sets of triangles connected through equal corners (union-find); the order follows the input. */
export function groupTriangles(
  triangles: readonly number[],
  corner: (triangle: number, k: number) => number,
): number[][] {
  // Corners are numbered afresh, so that a small part of a large mesh costs no more than itself.
  const local = new Map<number, number>();
  const parent = new Int32Array(triangles.length * 3).fill(-1);
  const node = (t: number, k: number) => {
    const key = corner(t, k);
    let n = local.get(key);
    if (n === undefined) {
      n = local.size;
      local.set(key, n);
    }
    return n;
  };
  const root = (n: number): number => {
    let r = n;
    while (parent[r]! >= 0) r = parent[r]!;
    for (let at = n; parent[at]! >= 0; ) {
      const up = parent[at]!;
      parent[at] = r;
      at = up;
    }
    return r;
  };
  const firsts = triangles.map((t) => {
    const first = node(t, 0);
    for (const k of [1, 2]) {
      const r = root(first);
      const s = root(node(t, k));
      if (s !== r) parent[s] = r;
    }
    return first;
  });
  const groups = new Map<number, number[]>();
  for (const [i, t] of triangles.entries()) {
    const r = root(firsts[i]!);
    const group = groups.get(r);
    if (group) group.push(t);
    else groups.set(r, [t]);
  }
  return [...groups.values()];
}

function isWhole(triangles: readonly number[], facets: Facets): boolean {
  let base = Number.POSITIVE_INFINITY;
  for (const t of triangles) base = Math.min(base, facets.minZ[t]!);
  let wall = false;
  let roof = false;
  for (const t of triangles) {
    if (facets.kind[t] === UPRIGHT) wall = true;
    else if (facets.maxZ[t]! > base + 0.1) roof = true;
  }
  return wall && roof;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
