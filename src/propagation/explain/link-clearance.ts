import { fresnelRadiusM } from '../../radio/fresnel-zone.ts';
import { knifeEdgeParameter } from '../../radio/knife-edge.ts';
import type { BuildingCut, LineProfile } from '../../scene/line-profile.ts';

/** The ends of a straight link, heights above the ground. */
export interface LinkEnds {
  readonly startHeightM: number;
  readonly endHeightM: number;
  readonly wavelengthM: number;
}

/** How a roof stands to the direct line, where it comes nearest to it in parts of the first Fresnel zone. */
export interface RoofClearance {
  readonly cut: BuildingCut;
  /** Along the link [m]. */
  readonly distanceM: number;
  /** Direct line less roof [m]; negative where the roof stands in it. */
  readonly clearanceM: number;
  /** The same in radii of the first Fresnel zone; 0.6 and more counts as clear. */
  readonly zones: number;
  /** Diffraction parameter nu of the roof there. */
  readonly nu: number;
}

/** Height [m above the ground] of the direct line at `distanceM` along a link of `lengthM`. */
export function directHeightM(ends: LinkEnds, distanceM: number, lengthM: number): number {
  return ends.startHeightM + ((ends.endHeightM - ends.startHeightM) * distanceM) / lengthM;
}

/** Places looked at along a roof: its ends, and between them, as the zone is widest in the middle of the link. */
const PLACES = 17;
/** Nearer to an end than this a roof is the antenna's own support [m]. */
const SUPPORT_M = 0.01;

/**
 * Clearance of the direct line over every roof of a straight profile, in the order of its cuts. A roof that holds an end is judged from
 * where it leaves it.
 */
export function roofClearances({ lengthM, cuts }: LineProfile, ends: LinkEnds): RoofClearance[] {
  return cuts.flatMap((cut) => {
    let worst: RoofClearance | null = null;
    for (let i = 0; i < PLACES; i++) {
      const distanceM = cut.fromM + ((cut.toM - cut.fromM) * i) / (PLACES - 1);
      const left = lengthM - distanceM;
      if (distanceM < SUPPORT_M || left < SUPPORT_M) continue;
      const clearanceM = directHeightM(ends, distanceM, lengthM) - cut.roofM;
      const zones = clearanceM / fresnelRadiusM(1, ends.wavelengthM, distanceM, left);
      if (worst && zones >= worst.zones) continue;
      const nu = knifeEdgeParameter(-clearanceM, distanceM, left, ends.wavelengthM);
      worst = { cut, distanceM, clearanceM, zones, nu };
    }
    return worst ? [worst] : [];
  });
}
