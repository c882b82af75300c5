import { pointInRing } from '../scene/ring.ts';
import type { Building } from '../scene/scene.ts';

/** Depth from the street at which a mast stands on its roof [m]. */
const FROM_EDGE_M = 2.5;

/** The place [m] for a mast on a roof, a little way in from the middle of its longest side; null where that lies off the roof. */
export function roofPlace({ outer, holes }: Pick<Building, 'outer' | 'holes'>): { x: number; y: number } | null {
  let longest = 0;
  let place: { x: number; y: number } | null = null;
  for (let i = 0; i < outer.length; i += 2) {
    const j = (i + 2) % outer.length;
    const dx = outer[j]! - outer[i]!;
    const dy = outer[j + 1]! - outer[i + 1]!;
    const length = Math.hypot(dx, dy);
    if (length <= longest) continue;
    longest = length;
    // Left of a side of a counter-clockwise outline lies the building.
    const x = (outer[i]! + outer[j]!) / 2 - (FROM_EDGE_M * dy) / length;
    const y = (outer[i + 1]! + outer[j + 1]!) / 2 + (FROM_EDGE_M * dx) / length;
    place = pointInRing(outer, x, y) && !holes.some((h) => pointInRing(h, x, y)) ? { x, y } : null;
  }
  return place;
}
