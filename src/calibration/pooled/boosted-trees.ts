import { median } from '../../metrics/cdf.ts';
import { breathe } from '../../units/breathe.ts';
import { badInput, UserError } from '../../units/errors.ts';
import { Random } from '../../units/random.ts';
import { type FeatureTable, selectFeatures } from '../tuned/feature-table.ts';
import { type BinEnds, binEnds, binTable } from './feature-bins.ts';
import { growTree, type Tree } from './grow-tree.ts';

export interface BoostingOptions {
  readonly trees: number;
  /** Leaves of a tree at most. */
  readonly leaves: number;
  /** Share of a leaf's value that a tree adds, over 0, at most 1. */
  readonly rate: number;
  readonly fewestInLeaf: number;
  /** Share of the columns that a tree may look at, drawn anew for each; over 0, at most 1. */
  readonly columnShare: number;
  readonly seed: number;
}

export const BOOSTING: BoostingOptions = {
  trees: 150,
  leaves: 31,
  rate: 0.1,
  fewestInLeaf: 60,
  columnShare: 0.5,
  seed: 1,
};

/** A sum of trees. */
export interface BoostedTrees {
  /** One value a row of a table that has (at least) the columns that the trees were grown on. */
  predict(table: FeatureTable): Float64Array;
}

/**
 * Gradient boosting of regression trees under the absolute error (Friedman, Annals of Statistics 29(5), 2001, algorithm 3, LAD_TreeBoost):
 * every tree is grown on the signs of what the sum so far leaves, and each of its leaves says the median of what is left there. Splits are
 * between bins of the columns' values, and the leaf that gains most is parted first (Ke et al., LightGBM, NeurIPS 2017). The same seed gives the same trees.
 * @param table finite values
 * @param target one finite value a row
 * @throws UserError: bad-input without rows or columns, or where a value is not finite; aborted
 */
export async function fitBoostedTrees(
  table: FeatureTable,
  target: Float64Array,
  options: BoostingOptions = BOOSTING,
  shouldStop: () => boolean = () => false,
): Promise<BoostedTrees> {
  requireFinite(table, target);
  const { trees, rate, columnShare, seed } = options;
  const ends = table.columns.map(binEnds);
  const bins = binTable(table, ends);
  const random = new Random(seed);
  const base = median(target);
  const left = target.map((value) => value - base);
  const drawn = Math.max(1, Math.round(columnShare * bins.length));
  const grown: Tree[] = [];
  for (let t = 0; t < trees; t++) {
    const tree = growTree(bins, left, draw(bins.length, drawn, random), options);
    if (tree === null) break;
    grown.push(tree);
    tree.addTo(bins, left, -rate);
    await breathe();
    if (shouldStop()) throw new UserError('aborted', 'Growing trees was cancelled.');
  }
  return { predict: (of) => summed(selectFeatures(of, table.names), ends, grown, rate, base) };
}

function summed(
  of: FeatureTable,
  ends: readonly BinEnds[],
  trees: readonly Tree[],
  rate: number,
  base: number,
): Float64Array {
  const bins = binTable(of, ends);
  const out = new Float64Array(of.count).fill(base);
  for (const tree of trees) tree.addTo(bins, out, rate);
  return out;
}

/** `count` different numbers below `of`. */
function draw(of: number, count: number, random: Random): number[] {
  const all = Array.from({ length: of }, (_, j) => j);
  for (let k = 0; k < count; k++) {
    const other = k + random.below(of - k);
    [all[k], all[other]] = [all[other]!, all[k]!];
  }
  return all.slice(0, count);
}

function requireFinite({ count, names, columns }: FeatureTable, target: Float64Array): void {
  if (count === 0 || columns.length === 0) throw badInput('Trees need at least 1 row and 1 column; there are none.');
  if (target.length !== count)
    throw badInput(`Trees: ${count} rows against ${target.length} values to learn; give one a row.`);
  for (const [j, column] of columns.entries()) {
    const row = column.findIndex((value) => !Number.isFinite(value));
    if (row >= 0)
      throw badInput(`Trees: ${names[j]} of row ${row} is ${column[row]}: leave rows without a finite value out.`);
  }
  const row = target.findIndex((value) => !Number.isFinite(value));
  if (row >= 0) throw badInput(`Trees: the value to learn in row ${row} is ${target[row]}: leave the row out.`);
}
