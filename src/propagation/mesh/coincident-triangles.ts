import type { TriangleMesh } from '../../scene/scene.ts';
import type { Bvh } from './bvh.ts';

/** Corners nearer than this share of the triangle's size are one. */
const SAME = 1e-9;

/** Triangles that lie exactly on another one, and how many of them are of another material than that. */
export interface CoincidentTriangles {
  readonly count: number;
  readonly otherMaterial: number;
}

/**
 * Finds triangles that are set twice. They have one centre, so no split of the hierarchy parts them before its leaves: only triangles of a
 * leaf are compared.
 */
export function coincidentTriangles(mesh: TriangleMesh, { first, count, area, triangle }: Bvh): CoincidentTriangles {
  let [found, otherMaterial] = [0, 0];
  for (let node = 0; node < count.length; node++) {
    const end = first[node]! + count[node]!;
    for (let slot = first[node]! + 1; count[node]! > 0 && slot < end; slot++) {
      for (let before = first[node]!; before < slot; before++) {
        if (Math.abs(area[slot]! - area[before]!) > SAME * area[slot]!) continue;
        const [a, b] = [triangle[slot]!, triangle[before]!];
        if (!sameCorners(mesh, a, b, SAME * Math.sqrt(area[slot]!))) continue;
        found++;
        if (mesh.material[a] !== mesh.material[b]) otherMaterial++;
        break;
      }
    }
  }
  return { count: found, otherMaterial };
}

function sameCorners({ positions, indices }: TriangleMesh, a: number, b: number, within: number): boolean {
  for (let i = 0; i < 3; i++) {
    const p = 3 * indices[3 * a + i]!;
    let met = false;
    for (let j = 0; j < 3 && !met; j++) {
      const q = 3 * indices[3 * b + j]!;
      met = [0, 1, 2].every((k) => Math.abs(positions[p + k]! - positions[q + k]!) <= within);
    }
    if (!met) return false;
  }
  return true;
}
