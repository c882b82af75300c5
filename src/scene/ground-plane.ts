import type { BoundsM } from '../raster/raster-grid.ts';
import type { Component } from './mesh-components.ts';
import type { Facets } from './mesh-facets.ts';
import { FLAT } from './mesh-facets.ts';
import { EMPTY_BOUNDS, unionBounds } from './ring.ts';
import type { TriangleMesh } from './scene.ts';

/** The flat ground of a mesh scene. */
export interface GroundPlane {
  readonly zM: number;
  readonly material: string;
  readonly boundsM: BoundsM;
  /** Its parts, as places in the list of components. */
  readonly parts: ReadonlySet<number>;
}

/** How far parts of one plane may differ in z [m]. */
export const LEVEL_TOLERANCE_M = 0.1;
/** How far above the ground a thing may begin and still stand on it [m]. */
export const STANDING_TOLERANCE_M = 0.5;

const GROUND_NAME = /ground|floor|terrain|plane|earth|soil|asphalt|street|road|pavement|grass/i;

/**
 * Finds the ground: flat parts at the lowest level, either named like one or covering at least half of the scene's extent with
 * something standing on them. A lone reflector, a closed box or buildings without a plane have none (null).
 */
export function findGround(mesh: TriangleMesh, facets: Facets, components: readonly Component[]): GroundPlane | null {
  const boxes = components.map((c) => boxOf(mesh, facets, c));
  const lowest = Math.min(...boxes.map((b) => b.minZ));
  const all = boxes.reduce<BoundsM>((sum, b) => unionBounds(sum, b.plan), EMPTY_BOUNDS);
  const flat = boxes.flatMap((b, i) => (b.flat && b.maxZ <= lowest + LEVEL_TOLERANCE_M ? [i] : []));
  const standing = boxes.some((b) => b.minZ <= lowest + STANDING_TOLERANCE_M && b.maxZ > lowest + STANDING_TOLERANCE_M);
  const isGround = flat.some(
    (i) => GROUND_NAME.test(components[i]!.name) || (standing && planArea(boxes[i]!.plan) >= 0.5 * planArea(all)),
  );
  if (!isGround) return null;
  let main = flat[0]!;
  for (const i of flat) if (boxes[i]!.area > boxes[main]!.area) main = i;
  return {
    zM: boxes[main]!.maxZ,
    material: mesh.materials[mesh.material[components[main]!.triangles[0]!]!]!,
    boundsM: flat.reduce<BoundsM>((sum, i) => unionBounds(sum, boxes[i]!.plan), EMPTY_BOUNDS),
    parts: new Set(flat),
  };
}

function planArea(b: BoundsM): number {
  return (b.maxX - b.minX) * (b.maxY - b.minY);
}

function boxOf(mesh: TriangleMesh, facets: Facets, component: Component) {
  let { minX, minY, maxX, maxY } = EMPTY_BOUNDS;
  let minZ = Number.POSITIVE_INFINITY;
  let maxZ = Number.NEGATIVE_INFINITY;
  let area = 0;
  let flat = true;
  for (const t of component.triangles) {
    for (let k = 0; k < 3; k++) {
      const v = 3 * mesh.indices[3 * t + k]!;
      minX = Math.min(minX, mesh.positions[v]!);
      maxX = Math.max(maxX, mesh.positions[v]!);
      minY = Math.min(minY, mesh.positions[v + 1]!);
      maxY = Math.max(maxY, mesh.positions[v + 1]!);
    }
    minZ = Math.min(minZ, facets.minZ[t]!);
    maxZ = Math.max(maxZ, facets.maxZ[t]!);
    area += facets.area[t]!;
    if (facets.kind[t] !== FLAT) flat = false;
  }
  return { plan: { minX, minY, maxX, maxY }, minZ, maxZ, area, flat: flat && maxZ - minZ <= LEVEL_TOLERANCE_M };
}
