import { antennaField, transmitSlant } from '../radio/antenna.ts';
import type { Sector } from '../sites/sector.ts';
import type { PathCache } from './path-cache.ts';
import { LEAST_GAIN } from './sweep/accumulator.ts';

/**
 * Linear path gain of every cell of a cache for the sector's antenna as it stands now: pattern, polarisation, azimuth and tilt. The
 * materials are those that the cache was recorded with. 0 where nothing arrives.
 * @param sector at the position, height and frequency that the cache was recorded for
 */
export function reweighedGain(cache: PathCache, sector: Sector): Float64Array {
  const gain = new Float64Array(cache.cellCount);
  const slant = transmitSlant(sector.polarisation);
  for (let c = 0; c < cache.cellCount; c++) {
    let sum = 0;
    for (let i = cache.cellStart[c]!; i < cache.cellStart[c + 1]!; i++) {
      const zenith = cache.zenithRad[i]!;
      const plan = Math.sin(zenith);
      const [theta, phi] = antennaField(
        sector.pattern,
        slant,
        sector.azimuthDeg,
        sector.downtiltDeg,
        plan * Math.cos(cache.azimuthRad[i]!),
        plan * Math.sin(cache.azimuthRad[i]!),
        Math.cos(zenith),
      );
      sum += cache.gainTT[i]! * theta * theta + 2 * cache.gainTP[i]! * theta * phi + cache.gainPP[i]! * phi * phi;
    }
    gain[c] = sum < LEAST_GAIN ? 0 : sum;
  }
  return gain;
}
