import type { TriangleMesh } from './scene.ts';

/** What each triangle of a mesh is by its lie: 0 sloped, 1 upright wall, 2 flat. */
export const SLOPED = 0;
export const UPRIGHT = 1;
export const FLAT = 2;

/** Geometry of every triangle that the reading of buildings needs. */
export interface Facets {
  readonly kind: Uint8Array;
  /** Area [m^2]. */
  readonly area: Float64Array;
  /** Signed area in plan [m^2]: positive when its corners run counter-clockwise seen from above. */
  readonly planArea: Float64Array;
  readonly minZ: Float64Array;
  readonly maxZ: Float64Array;
}

/** |z| of a unit normal below which a triangle is an upright wall (0.6 degrees), and above which it is flat (0.8 degrees). */
const UPRIGHT_NZ = 0.01;
const FLAT_NZ = 0.9999;

export function facetsOf(mesh: TriangleMesh): Facets {
  const count = mesh.indices.length / 3;
  const facets = {
    kind: new Uint8Array(count),
    area: new Float64Array(count),
    planArea: new Float64Array(count),
    minZ: new Float64Array(count),
    maxZ: new Float64Array(count),
  };
  const p = mesh.positions;
  for (let t = 0; t < count; t++) {
    const a = 3 * mesh.indices[3 * t]!;
    const b = 3 * mesh.indices[3 * t + 1]!;
    const c = 3 * mesh.indices[3 * t + 2]!;
    const [ux, uy, uz] = [p[b]! - p[a]!, p[b + 1]! - p[a + 1]!, p[b + 2]! - p[a + 2]!];
    const [vx, vy, vz] = [p[c]! - p[a]!, p[c + 1]! - p[a + 1]!, p[c + 2]! - p[a + 2]!];
    const nz = ux * vy - uy * vx;
    const length = Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, nz);
    facets.area[t] = length / 2;
    facets.planArea[t] = nz / 2;
    facets.minZ[t] = Math.min(p[a + 2]!, p[b + 2]!, p[c + 2]!);
    facets.maxZ[t] = Math.max(p[a + 2]!, p[b + 2]!, p[c + 2]!);
    const tilt = Math.abs(nz) / length;
    facets.kind[t] = tilt < UPRIGHT_NZ ? UPRIGHT : tilt > FLAT_NZ ? FLAT : SLOPED;
  }
  return facets;
}
