import { antennaField, peakGainDbi } from '../../radio/antenna.ts';
import type { Sector } from '../../sites/sector.ts';
import type { Points } from '../points.ts';

/** Directions on which a pattern radiates nothing still get scattered power: gains stop this far below the peak [dB]. */
const DEEPEST_NULL_DB = 40;

/** Distances stop here [m]: nobody measures inside the antenna. */
const LEAST_DISTANCE_M = 1;

/** The straight lines from a sector's antenna to points. */
export interface LinkGeometry {
  /** Length [m] in three dimensions, at least 1. */
  readonly distanceM: Float64Array;
  /** Gain [dBi] of the sector's own pattern along the line, at least the peak less 40 dB. */
  readonly gainDbi: Float64Array;
}

/**
 * @param points in the scene frame [m]
 * @param receiverZM height of the receivers [m], absolute in the scene frame as `sector.z`
 */
export function linkGeometry(sector: Sector, points: Points, receiverZM: number): LinkGeometry {
  const count = points.x.length;
  const distanceM = new Float64Array(count);
  const gainDbi = new Float64Array(count);
  const floor = peakGainDbi(sector.pattern) - DEEPEST_NULL_DB;
  const dz = receiverZM - sector.z;
  for (let i = 0; i < count; i++) {
    const dx = points.x[i]! - sector.x;
    const dy = points.y[i]! - sector.y;
    const length = Math.max(Math.hypot(dx, dy, dz), 1e-6);
    const { azimuthDeg, downtiltDeg } = sector;
    // The sum of squares is the gain whatever the slant.
    const [a, b] = antennaField(sector.pattern, 0, azimuthDeg, downtiltDeg, dx / length, dy / length, dz / length);
    distanceM[i] = Math.max(length, LEAST_DISTANCE_M);
    gainDbi[i] = Math.max(10 * Math.log10(a * a + b * b), floor);
  }
  return { distanceM, gainDbi };
}
