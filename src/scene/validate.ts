import type { Issue } from '../units/errors.ts';
import { IssueLedger } from '../units/issue-ledger.ts';
import { noteOverlaps, soundCourtyards, withoutDuplicates } from './footprint-conflicts.ts';
import { oriented, signedArea, simplified } from './ring.ts';
import { firstCrossing } from './ring-crossing.ts';
import type { Building, Ring } from './scene.ts';

/** Footprints smaller than this are no buildings [m^2]. */
export const LEAST_FOOTPRINT_M2 = 0.01;
/** Taller than anything built [m]. */
export const TALLEST_BUILDING_M = 1000;
const DUPLICATE_M = 1e-4;

/**
 * Checks and mends buildings: outer rings counter-clockwise, holes clockwise, no repeated or needless vertices, real area, no
 * self-intersection, courtyards within their outer ring, 0 < height <= 1000 m, no building twice. What cannot be mended is left
 * out; overlapping footprints are kept; everything is counted with one example.
 * @returns with `lost` the number of buildings that are missing now, duplicates not counted
 */
export function validBuildings(buildings: readonly Building[]): {
  buildings: Building[];
  issues: Issue[];
  lost: number;
} {
  const ledger = new IssueLedger('');
  const kept: Building[] = [];
  for (const building of buildings) {
    const checked = check(building, ledger);
    if (checked) kept.push(checked);
  }
  const single = withoutDuplicates(kept, ledger);
  noteOverlaps(single, ledger);
  return { buildings: single, issues: ledger.issues(), lost: buildings.length - kept.length };
}

function check(building: Building, ledger: IssueLedger): Building | null {
  const { id, heightM } = building;
  if (!(heightM > 0 && heightM <= TALLEST_BUILDING_M)) {
    ledger.note(
      'rejected',
      'height-out-of-range',
      `height must be over 0 and up to ${TALLEST_BUILDING_M} m`,
      `${id}: ${heightM} m`,
    );
    return null;
  }
  const outer = checkRing(building.outer, 'outer', id, ledger);
  if (!outer) return null;
  const holes = building.holes.flatMap((hole) => checkRing(hole, 'hole', id, ledger) ?? []);
  return { ...building, outer, holes: holes.length > 0 ? soundCourtyards(outer, holes, id, ledger) : holes };
}

function checkRing(ring: Ring, role: 'outer' | 'hole', id: string, ledger: IssueLedger): Ring | null {
  const what = role === 'outer' ? 'footprints' : 'courtyards';
  if (!ring.every((v) => Number.isFinite(v))) {
    ledger.note('rejected', `${what}-not-finite`, `${what} have coordinates that are no numbers`, id);
    return null;
  }
  const clean = simplified(ring, DUPLICATE_M);
  if (clean.length < ring.length) {
    ledger.note('repaired', `${what}-vertices`, `${what} had repeated or needless vertices, which were dropped`, id);
  }
  // Before the area: the halves of an even bow-tie cancel.
  const crossing = firstCrossing(clean);
  if (crossing) {
    const at = `${id} at x = ${crossing.x.toFixed(2)}, y = ${crossing.y.toFixed(2)}`;
    ledger.note('rejected', `${what}-self-intersect`, `${what} cross themselves and have no clear inside`, at);
    return null;
  }
  if (clean.length < 6 || Math.abs(signedArea(clean)) < LEAST_FOOTPRINT_M2) {
    ledger.note('rejected', `${what}-no-area`, `${what} cover less than ${LEAST_FOOTPRINT_M2} m2`, id);
    return null;
  }
  if (signedArea(clean) > 0 !== (role === 'outer')) {
    ledger.note('repaired', `${what}-rewound`, `${what} ran the wrong way round and were turned`, id);
  }
  return oriented(clean, role);
}
