import { patternGain, transmitSlant } from '../radio/antenna.ts';
import type { AntennaPattern } from '../radio/antenna-pattern.ts';
import type { Sector } from '../sites/sector.ts';
import { mathFromBearing, radians } from '../units/angle.ts';
import type { PathCache } from './path-cache.ts';
import { PROVENANCE, type RadioMap } from './radio-map.ts';
import { LEAST_GAIN } from './sweep/accumulator.ts';

/**
 * Linear path gain of every cell of a cache for the sector's antenna as it stands now: pattern, polarisation, azimuth and tilt. The
 * materials are those that the cache was recorded with (see withMaterials). 0 where nothing arrives.
 * @param sector at the position, height and frequency that the cache was recorded for
 */
export function reweighedGain(cache: PathCache, sector: Sector): Float64Array {
  const gain = new Float64Array(cache.cellCount);
  const field = new Float64Array(2);
  const towards = antennaTowards(sector);
  for (let c = 0; c < cache.cellCount; c++) {
    let sum = 0;
    for (let i = cache.cellStart[c]!; i < cache.cellStart[c + 1]!; i++) sum += contribution(cache, i, towards, field);
    gain[c] = sum < LEAST_GAIN ? 0 : sum;
  }
  return gain;
}

/**
 * A whole radio map from a cache of all cells of its grid, for the antenna as it stands now: what a solve would give, to hundredths
 * of a decibel.
 * @param solved a map of the same request, for what does not depend on the antenna: grid, sight, samples
 */
export function reweighedMap(cache: PathCache, sector: Sector, solved: Pick<RadioMap, 'grid'>): RadioMap {
  const began = performance.now();
  const cells = cache.cellCount;
  const pathGain = new Float64Array(cells);
  const validity = new Uint8Array(cells);
  const provenance = new Uint8Array(cells);
  const samples = new Uint32Array(cells);
  const field = new Float64Array(2);
  const towards = antennaTowards(sector);
  const byMechanism = new Float64Array(PROVENANCE.diffracted + 1);
  for (let c = 0; c < cells; c++) {
    byMechanism.fill(0);
    for (let i = cache.cellStart[c]!; i < cache.cellStart[c + 1]!; i++)
      byMechanism[cache.mechanism[i]!]! += contribution(cache, i, towards, field);
    samples[c] = cache.cellStart[c + 1]! - cache.cellStart[c]!;
    let sum = 0;
    let strongest = 0;
    for (let m = 1; m < byMechanism.length; m++) {
      sum += byMechanism[m]!;
      if (byMechanism[m]! > strongest) {
        strongest = byMechanism[m]!;
        provenance[c] = m;
      }
    }
    if (sum < LEAST_GAIN) {
      provenance[c] = PROVENANCE.none;
      continue;
    }
    pathGain[c] = sum;
    validity[c] = 1;
  }
  return {
    grid: solved.grid,
    pathGain,
    validity,
    provenance,
    lineOfSight: cache.lineOfSight,
    samples,
    stats: {
      engine: 'sweep, re-weighted',
      adapter: cache.stats.adapter,
      timingsMs: { pack: 0, solve: performance.now() - began, readback: 0 },
      launched: 0,
      traced: 0,
      dropped: 0,
      droppedBound: 0,
      warnings: cache.stats.warnings,
    },
  };
}

/** Puts the field towards a departure direction [rad] into `out`: E_theta, E_phi of the scene frame. */
type FieldTowards = (azimuthRad: number, zenithRad: number, out: Float64Array) => void;

function contribution(cache: PathCache, i: number, towards: FieldTowards, field: Float64Array): number {
  towards(cache.azimuthRad[i]!, cache.zenithRad[i]!, field);
  const theta = field[0]!;
  const phi = field[1]!;
  return cache.gainTT[i]! * theta * theta + 2 * cache.gainTP[i]! * theta * phi + cache.gainPP[i]! * phi * phi;
}

/** The sector's antenna by closed form (TR 38.901 eqs 7.1-7, 7.1-8 and 7.1-15 with gamma = 0), fit for millions of directions; see antennaField. */
function antennaTowards(sector: Sector): FieldTowards {
  const slant = transmitSlant(sector.polarisation);
  const [cosSlant, sinSlant] = [Math.cos(slant), Math.sin(slant)];
  const boresight = mathFromBearing(sector.azimuthDeg);
  const [cb, sb] = [Math.cos(radians(sector.downtiltDeg)), Math.sin(radians(sector.downtiltDeg))];
  const pattern: AntennaPattern = sector.pattern;
  return (azimuthRad, zenithRad, out) => {
    const cd = Math.cos(azimuthRad - boresight);
    const sd = Math.sin(azimuthRad - boresight);
    const ct = Math.cos(zenithRad);
    const st = Math.sin(zenithRad);
    const lx = cb * st * cd - sb * ct;
    const lz = Math.max(-1, Math.min(1, sb * st * cd + cb * ct));
    const amplitude = Math.sqrt(patternGain(pattern, Math.acos(lz), Math.atan2(st * sd, lx)));
    const n = sb * sd;
    const m = cb * st - sb * ct * cd;
    const size = Math.sqrt(n * n + m * m);
    const cosPsi = size < 1e-12 ? 1 : m / size;
    const sinPsi = size < 1e-12 ? 0 : n / size;
    out[0] = amplitude * (cosPsi * cosSlant - sinPsi * sinSlant);
    out[1] = amplitude * (sinPsi * cosSlant + cosPsi * sinSlant);
  };
}
