import { prismParts } from './mesh-from-prisms.ts';
import type { ScenePart } from './mesh-parts.ts';
import type { Building } from './scene.ts';

/** A building over the rectangle, for tests. */
export function block(id: string, x0: number, y0: number, x1: number, y1: number, heightM: number): Building {
  return {
    id,
    outer: Float64Array.of(x0, y0, x1, y0, x1, y1, x0, y1),
    holes: [],
    heightM,
    wallMaterial: 'concrete',
    roofMaterial: 'concrete',
  };
}

/** Closed prisms and a ground quad of `half` metres each way, for tests. */
export function cityParts(buildings: readonly Building[], groundZ: number, half: number): ScenePart[] {
  const ground = {
    object: 'ground',
    material: 'wet_ground',
    positions: Float64Array.of(-half, -half, groundZ, half, -half, groundZ, half, half, groundZ, -half, half, groundZ),
    indices: Uint32Array.of(0, 1, 2, 0, 2, 3),
  };
  return [...buildings.flatMap((b) => prismParts(b, groundZ)), ground];
}
