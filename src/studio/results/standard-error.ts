import { median } from '../../metrics/cdf.ts';
import type { SectorMap } from '../../worker/engine-protocol.ts';
import type { SectorShare } from './network-map.ts';

/** Standard errors [dB] that a launch can be asked to go on to. */
export const TARGET_ERRORS_DB = [2, 1, 0.5, 0.2, 0.1, 0.05] as const;

/** An error that is this close to a target has reached it. */
const REACHED = 1.02;

/** The next smaller target [dB]; null where there is none, or no standard error is known. */
export function nextTargetDb(standardErrorDb: number | null): number | null {
  if (standardErrorDb === null) return null;
  return TARGET_ERRORS_DB.find((target) => standardErrorDb > REACHED * target) ?? null;
}

const medians = new WeakMap<SectorMap, number>();

/** Median standard error of a sector's covered cells [dB], of the sector where it is the greatest; null where not all were launched. */
export function standardErrorDb(shares: readonly SectorShare[]): number | null {
  let greatest: number | null = null;
  for (const { map } of shares) {
    if (map.stats.engine !== 'launch' || !map.spreadDb) return null;
    let of = medians.get(map);
    if (of === undefined) {
      of = median(map.spreadDb.filter((spread) => !Number.isNaN(spread)));
      medians.set(map, of);
    }
    if (!Number.isNaN(of)) greatest = Math.max(greatest ?? 0, of);
  }
  return greatest;
}
