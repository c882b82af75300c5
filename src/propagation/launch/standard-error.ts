import { BATCHES_OF_GROUP } from './launch-batches.ts';
import type { LaunchSums } from './launch-sums.ts';

/** Cells that a class of counts must have before its batches are trusted to be better than independent. */
const FEWEST_CELLS = 64;
/** Classes of rays a batch and cell: 0, 1, 2-3, 4-7, ... */
const CLASSES = 24;

/**
 * Relative standard error of every cell's mean (1 = 100 %), NaN where nothing arrives or one batch is all there is.
 *
 * The batches of a group are parts of one lattice. Their scatter, s^2 / batches, is the variance of independent batches; together they err
 * less, since a ray more in one is a ray less in another. How much less is told by the groups, which are independent: the scatter between
 * them, over the scatter that their batches promise, averaged over all cells with about as many rays. Cells have too few groups to
 * be asked one by one, and enough batches.
 */
export function standardErrors(sums: LaunchSums, mean: Float64Array): Float64Array {
  const { batches, squares, rays } = sums;
  const cells = mean.length;
  const errors = new Float64Array(cells).fill(Number.NaN);
  if (batches < 2) return errors;
  const evenness = lessThanIndependent(sums, mean);
  for (let cell = 0; cell < cells; cell++) {
    const m = mean[cell]!;
    if (!(m > 0)) continue;
    errors[cell] = Math.sqrt(evenness[classOf(rays[cell]! / batches)]! * relativeVariance(squares[cell]!, m, batches));
  }
  return errors;
}

/** Variance of the mean of independent batches over the square of the mean. */
function relativeVariance(square: number, mean: number, batches: number): number {
  return Math.max(0, square / batches / (mean * mean) - 1) / (batches - 1);
}

function classOf(raysOfBatch: number): number {
  return Math.min(CLASSES - 1, raysOfBatch < 1 ? 0 : 1 + Math.floor(Math.log2(raysOfBatch)));
}

/** By class of counts: variance of the mean as the groups show it, over that of independent batches; 1 where they cannot tell. */
function lessThanIndependent({ batches, squares, rays, groups }: LaunchSums, mean: Float64Array): Float64Array {
  const factors = new Float64Array(CLASSES).fill(1);
  const { count } = groups;
  if (count < 2 || batches !== count * BATCHES_OF_GROUP) return factors;
  const shown = new Float64Array(CLASSES);
  const promised = new Float64Array(CLASSES);
  const members = new Uint32Array(CLASSES);
  for (let cell = 0; cell < mean.length; cell++) {
    const m = mean[cell]!;
    if (!(m > 0)) continue;
    // The mean over the groups is the cell's.
    const between = Math.max(0, groups.squares[cell]! / (m * m) - count);
    const k = classOf(rays[cell]! / batches);
    shown[k] = shown[k]! + between / (count * (count - 1));
    promised[k] = promised[k]! + relativeVariance(squares[cell]!, m, batches);
    members[k] = members[k]! + 1;
  }
  for (let k = 0; k < CLASSES; k++) {
    if (members[k]! >= FEWEST_CELLS && promised[k]! > 0) factors[k] = Math.min(1, shown[k]! / promised[k]!);
  }
  return factors;
}
