import type { Issue } from '../units/errors.ts';
import type { TriangleMesh } from './scene.ts';

/** One shape of a mesh scene, in the scene frame [m]. */
export interface ScenePart {
  readonly object: string;
  /** Name of its radio material. */
  readonly material: string;
  readonly positions: Float64Array;
  readonly indices: Uint32Array;
}

/** Joins shapes into one mesh; triangles without area (they stop no ray) are left out and counted. */
export function joinParts(parts: readonly ScenePart[]): { mesh: TriangleMesh; issues: Issue[] } {
  const vertexFloats = parts.reduce((sum, part) => sum + part.positions.length, 0);
  const triangleCount = parts.reduce((sum, part) => sum + part.indices.length / 3, 0);
  const positions = new Float64Array(vertexFloats);
  const indices = new Uint32Array(triangleCount * 3);
  const material = new Uint16Array(triangleCount);
  const object = new Uint32Array(triangleCount);
  const materials: string[] = [];
  let floats = 0;
  let kept = 0;
  for (const [o, part] of parts.entries()) {
    positions.set(part.positions, floats);
    let m = materials.indexOf(part.material);
    if (m < 0) m = materials.push(part.material) - 1;
    for (let i = 0; i < part.indices.length; i += 3) {
      const [a, b, c] = [part.indices[i]!, part.indices[i + 1]!, part.indices[i + 2]!];
      if (!hasArea(part.positions, a, b, c)) continue;
      indices.set([a + floats / 3, b + floats / 3, c + floats / 3], kept * 3);
      material[kept] = m;
      object[kept] = o;
      kept++;
    }
    floats += part.positions.length;
  }
  const dropped = triangleCount - kept;
  const issues: Issue[] =
    dropped === 0
      ? []
      : [
          {
            kind: 'repaired',
            code: 'degenerate-triangles',
            message: `${dropped} of ${triangleCount} triangles have no area (corners on one point or line) and were dropped.`,
            count: dropped,
          },
        ];
  const mesh = {
    positions,
    indices: indices.slice(0, kept * 3),
    material: material.slice(0, kept),
    materials,
    object: object.slice(0, kept),
    objects: parts.map((part) => part.object),
  };
  return { mesh, issues };
}

function hasArea(p: Float64Array, a: number, b: number, c: number): boolean {
  const [ux, uy, uz] = [p[3 * b]! - p[3 * a]!, p[3 * b + 1]! - p[3 * a + 1]!, p[3 * b + 2]! - p[3 * a + 2]!];
  const [vx, vy, vz] = [p[3 * c]! - p[3 * a]!, p[3 * c + 1]! - p[3 * a + 1]!, p[3 * c + 2]! - p[3 * a + 2]!];
  const twice = Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx);
  return twice > 1e-12 * (ux * ux + uy * uy + uz * uz + vx * vx + vy * vy + vz * vz);
}
