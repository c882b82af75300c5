import type { BoundsM } from '../raster/raster-grid.ts';
import { footprintsOverlap, ringReaches } from './footprint-overlap.ts';
import { ringBounds, signedArea } from './ring.ts';
import { firstCrossing } from './ring-crossing.ts';
import type { Building } from './scene.ts';
import { LEAST_FOOTPRINT_M2, TALLEST_BUILDING_M } from './validate.ts';

/** Courtyards may touch the outer ring to this [m]. */
const COURTYARD_DEPTH_M = 0.01;

/**
 * Why a building cannot stand: a sentence with the building, the value, the rule and the cure; null where it can.
 * @param groundBoundsM where the scene has ground [m]
 */
export function buildingProblem(building: Building, groundBoundsM: BoundsM): string | null {
  const { id, outer, holes, heightM } = building;
  if (!(heightM > 0 && heightM <= TALLEST_BUILDING_M))
    return `Building ${id}: height ${heightM} m; it must be over 0 and up to ${TALLEST_BUILDING_M} m.`;
  for (const ring of [outer, ...holes]) {
    const what = ring === outer ? 'footprint' : 'courtyard';
    if (!ring.every(Number.isFinite)) return `Building ${id}: its ${what} has coordinates that are no numbers.`;
    const at = firstCrossing(ring);
    if (at)
      return `Building ${id}: its ${what} crosses itself at x = ${at.x.toFixed(1)}, y = ${at.y.toFixed(1)} m and has no clear inside. Draw it so that no two walls cross.`;
    if (ring.length < 6 || Math.abs(signedArea(ring)) < LEAST_FOOTPRINT_M2)
      return `Building ${id}: its ${what} covers less than ${LEAST_FOOTPRINT_M2} m². Give it three corners that are apart.`;
  }
  if (holes.some((hole) => ringReaches(hole, [outer], 'outside', COURTYARD_DEPTH_M)))
    return `Building ${id}: a courtyard does not lie within its footprint.`;
  const b = ringBounds(outer);
  const g = groundBoundsM;
  if (b.minX < g.minX || b.maxX > g.maxX || b.minY < g.minY || b.maxY > g.maxY)
    return `Building ${id} reaches beyond the ground of the scene, which ends at x = ${g.minX.toFixed(0)} to ${g.maxX.toFixed(0)}, y = ${g.minY.toFixed(0)} to ${g.maxY.toFixed(0)} m. Move it inside.`;
  return null;
}

/** Shared ground up to this [m] from a wall is how maps draw a common wall. */
const OVERLAP_DEPTH_M = 0.25;

/** Other buildings that the building stands in. Where two overlap the higher roof rules. */
export function buildingsOverlapped(building: Building, buildings: readonly Building[]): readonly Building[] {
  return buildings.filter((other) => other.id !== building.id && footprintsOverlap(building, other, OVERLAP_DEPTH_M));
}
