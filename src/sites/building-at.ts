import { pointInRing } from '../scene/ring.ts';
import type { Building, Scene } from '../scene/scene.ts';

/** The highest building whose footprint (without its courtyards) holds (x, y) [m, scene frame], or null. */
export function buildingAt(scene: Scene, x: number, y: number): Building | null {
  let highest: Building | null = null;
  for (const building of scene.buildings) {
    if (highest !== null && building.heightM <= highest.heightM) continue;
    if (pointInRing(building.outer, x, y) && !building.holes.some((hole) => pointInRing(hole, x, y)))
      highest = building;
  }
  return highest;
}
