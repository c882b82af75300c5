import { pointInRing } from './ring.ts';
import type { Building, Scene } from './scene.ts';

/** True when the building's footprint, courtyards left out, holds (x, y) [m, scene frame]. */
export function holdsPoint(building: Building, x: number, y: number): boolean {
  return pointInRing(building.outer, x, y) && !building.holes.some((hole) => pointInRing(hole, x, y));
}

/** The highest building whose footprint holds (x, y) [m, scene frame], or null. */
export function buildingAt(scene: Pick<Scene, 'buildings'>, x: number, y: number): Building | null {
  let highest: Building | null = null;
  for (const building of scene.buildings) {
    if (highest !== null && building.heightM <= highest.heightM) continue;
    if (holdsPoint(building, x, y)) highest = building;
  }
  return highest;
}
