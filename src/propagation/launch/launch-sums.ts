import { cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import { MOMENT_PLANES, pathMoments } from '../path-moments.ts';
import { PROVENANCE, type RadioMap, type SolveStats } from '../radio-map.ts';
import { FIXED_POINT_SCALE, LEAST_GAIN } from '../sweep/accumulator.ts';
import type { LaunchGroups } from './launch-groups.ts';
import { standardErrors } from './standard-error.ts';

/** Mechanisms of a launch, in the order of the planes of its sums. */
export const LAUNCH_PLANES = [
  PROVENANCE.direct,
  PROVENANCE.reflected,
  PROVENANCE.transmitted,
  PROVENANCE.scattered,
] as const;

/** What a launch has summed over some of its batches. */
export interface LaunchSums {
  readonly batches: number;
  /** Linear path gain of all batches together, plane by plane: [plane * cells + cell]; its mean over the batches is the map's. */
  readonly gain: Float64Array;
  /** Sum over the batches of the square of a cell's whole gain. */
  readonly squares: Float64Array;
  /** Ray segments traced. */
  readonly segments: number;
  /** Rays that fell on a cell. */
  readonly rays: Uint32Array;
  readonly groups: LaunchGroups;
  /** Sums of addMoments over all batches, where they were asked for. */
  readonly moments?: Float64Array;
}

/** Planes of sums: the mechanisms, and the moments where they are asked for. */
export function planeCount(moments: boolean): number {
  return LAUNCH_PLANES.length + (moments ? MOMENT_PLANES : 0);
}

/** Words of a batch's sums on the GPU: two a plane and cell, a count a cell, and two for the segments traced. */
export function batchWords(cells: number, moments: boolean): number {
  return (2 * planeCount(moments) + 1) * cells + 2;
}

/** Words of the totals on the GPU: three a plane and cell, a count and a float32 square a cell. */
export function totalsWords(cells: number, moments: boolean): number {
  return (3 * planeCount(moments) + 2) * cells;
}

/** Gains are squared in units of 2^-36 on the GPU (shaders/launch_fold.wgsl). */
const SQUARE_SCALE = 2 ** 36;

export function unpackTotals(
  words: Uint32Array,
  cells: number,
  moments: boolean,
): Pick<LaunchSums, 'gain' | 'squares' | 'rays' | 'moments'> {
  const planes = planeCount(moments);
  const sums = new Float64Array(planes * cells);
  for (let i = 0; i < sums.length; i++) {
    const at = 3 * i;
    sums[i] = (words[at + 2]! * 2 ** 64 + words[at + 1]! * 2 ** 32 + words[at]!) / FIXED_POINT_SCALE;
  }
  const scaled = new Float32Array(words.buffer, words.byteOffset + 4 * (3 * planes + 1) * cells, cells);
  const mechanisms = LAUNCH_PLANES.length * cells;
  return {
    gain: sums.subarray(0, mechanisms),
    squares: Float64Array.from(scaled, (v) => v / SQUARE_SCALE ** 2),
    rays: words.slice(3 * planes * cells, (3 * planes + 1) * cells),
    ...(moments ? { moments: sums.subarray(mechanisms) } : {}),
  };
}

/** Whole gain of every cell, summed over the batches; without the direct part where the user leaves that out. */
export function wholeGain({ gain }: Pick<LaunchSums, 'gain'>, cells: number, lineOfSight: boolean): Float64Array {
  const whole = new Float64Array(cells);
  LAUNCH_PLANES.forEach((code, plane) => {
    if (code === PROVENANCE.direct && !lineOfSight) return;
    for (let cell = 0; cell < cells; cell++) whole[cell] = whole[cell]! + gain[plane * cells + cell]!;
  });
  return whole;
}

/** The radio map of some batches. `spreadDb` is the standard error of a cell's gain in dB above it; absent for fewer than two batches. */
export function launchMap(grid: RasterGrid, sums: LaunchSums, lineOfSight: boolean, stats: SolveStats): RadioMap {
  const cells = cellCount(grid);
  const pathGain = new Float64Array(cells);
  const validity = new Uint8Array(cells);
  const provenance = new Uint8Array(cells);
  const sight = new Uint8Array(cells);
  const spreadDb = new Float32Array(cells).fill(Number.NaN);
  const { batches, gain } = sums;
  const mean = wholeGain(sums, cells, lineOfSight).map((sum) => sum / batches);
  const errors = standardErrors(sums, mean);
  for (let cell = 0; cell < cells; cell++) {
    let strongest = 0;
    LAUNCH_PLANES.forEach((code, plane) => {
      const part = gain[plane * cells + cell]! / batches;
      if (code === PROVENANCE.direct) {
        // Seen is seen, though the user leaves the direct field out.
        sight[cell] = part > 0 ? 1 : 0;
        if (!lineOfSight) return;
      }
      if (part > strongest) {
        strongest = part;
        provenance[cell] = code;
      }
    });
    const total = mean[cell]!;
    if (total < LEAST_GAIN) {
      provenance[cell] = PROVENANCE.none;
      continue;
    }
    pathGain[cell] = total;
    validity[cell] = 1;
    spreadDb[cell] = 10 * Math.log10(1 + errors[cell]!);
  }
  return {
    grid,
    pathGain,
    validity,
    provenance,
    lineOfSight: sight,
    samples: sums.rays,
    ...(batches > 1 ? { spreadDb } : {}),
    ...(sums.moments
      ? {
          moments: pathMoments(
            sums.moments,
            mean.map((gain) => gain * batches),
          ),
        }
      : {}),
    stats,
  };
}
