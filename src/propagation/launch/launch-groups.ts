import { BATCHES_OF_GROUP } from './launch-batches.ts';

/** What the complete groups of a launch say of its error: how many there are, and how they scatter. */
export interface LaunchGroups {
  readonly count: number;
  /** Sum over the groups of the square of a cell's whole gain, each a mean over the batches of its own. */
  readonly squares: Float64Array;
  /** Whole gain of every cell, summed over all batches of the groups. */
  readonly whole: Float64Array;
}

export function noGroups(cells: number): LaunchGroups {
  return { count: 0, squares: new Float64Array(cells), whole: new Float64Array(cells) };
}

/**
 * With one group more: the batches since the last complete one.
 * @param whole gain of every cell, summed over all batches so far
 */
export function withGroup({ count, squares, whole: before }: LaunchGroups, whole: Float64Array): LaunchGroups {
  return {
    count: count + 1,
    squares: squares.map((sum, cell) => sum + ((whole[cell]! - before[cell]!) / BATCHES_OF_GROUP) ** 2),
    whole,
  };
}
