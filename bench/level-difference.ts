import { dbFromLinear } from '../src/units/decibel.ts';
import { quantile } from './stopwatch.ts';

/** Weaker cells [linear path gain] are beyond any phone: with the demo's 15.2 dBm a resource element, an RSRP of -135 dBm. */
export const LEAST_GAIN = 1e-15;

/** How far a map's levels lie from the yardstick's, over the cells where the yardstick has at least LEAST_GAIN. */
export interface LevelDifference {
  readonly medianDb: number;
  readonly p95Db: number;
  /** Of these cells, those that nothing reaches in the map [%]. */
  readonly missingPercent: number;
}

/**
 * Compares linear path gains cell by cell; 0 is "not covered".
 * @param counts false for cells to leave out
 */
export function levelDifference(
  gain: Float64Array,
  yardstick: Float64Array,
  counts: (cell: number) => boolean = () => true,
): LevelDifference {
  const differences: number[] = [];
  let covered = 0;
  for (let cell = 0; cell < gain.length; cell++) {
    const expected = yardstick[cell]!;
    if (expected < LEAST_GAIN || !counts(cell)) continue;
    covered++;
    const got = gain[cell]!;
    if (got > 0) differences.push(Math.abs(dbFromLinear(got / expected)));
  }
  return {
    medianDb: quantile(differences, 0.5),
    p95Db: quantile(differences, 0.95),
    missingPercent: (100 * (covered - differences.length)) / Math.max(1, covered),
  };
}
