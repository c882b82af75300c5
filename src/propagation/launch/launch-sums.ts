import { cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import { PROVENANCE, type RadioMap, type SolveStats } from '../radio-map.ts';
import { FIXED_POINT_SCALE, LEAST_GAIN } from '../sweep/accumulator.ts';
import { standardErrors } from './standard-error.ts';

/** Mechanisms of a launch, in the order of the planes of its sums. */
export const LAUNCH_PLANES = [
  PROVENANCE.direct,
  PROVENANCE.reflected,
  PROVENANCE.transmitted,
  PROVENANCE.scattered,
  PROVENANCE.diffracted,
] as const;

/** What a launch has summed over some of its batches. */
export interface LaunchSums {
  readonly batches: number;
  /** Linear path gain of all batches together, plane by plane: [plane * cells + cell]; its mean over the batches is the map's. */
  readonly gain: Float64Array;
  /** Sum over the batches of the square of a cell's whole gain. */
  readonly squares: Float64Array;
  /** Rays that fell on a cell. */
  readonly rays: Uint32Array;
  /** Whole gain of every cell by the groups that are complete, each a mean over the batches of its own. */
  readonly groups: readonly Float64Array[];
}

/** Words of the totals on the GPU: two a plane and cell, a count and a float32 square a cell. */
export function totalsWords(cells: number): number {
  return (2 * LAUNCH_PLANES.length + 2) * cells;
}

/** Gains are squared in units of 2^-36 on the GPU (shaders/launch_fold.wgsl). */
const SQUARE_SCALE = 2 ** 36;

export function unpackTotals(words: Uint32Array, cells: number, batches: number): Omit<LaunchSums, 'groups'> {
  const planes = LAUNCH_PLANES.length;
  const gain = new Float64Array(planes * cells);
  for (let i = 0; i < gain.length; i++) gain[i] = (words[2 * i + 1]! * 2 ** 32 + words[2 * i]!) / FIXED_POINT_SCALE;
  const scaled = new Float32Array(words.buffer, words.byteOffset + 4 * (2 * planes + 1) * cells, cells);
  return {
    batches,
    gain,
    squares: Float64Array.from(scaled, (v) => v / SQUARE_SCALE ** 2),
    rays: words.slice(2 * planes * cells, (2 * planes + 1) * cells),
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
    stats,
  };
}
