import { breathe } from '../../units/breathe.ts';
import { badInput, UserError } from '../../units/errors.ts';
import type { Points } from '../points.ts';
import { type FeatureTable, pickFeatures, stackFeatures } from '../tuned/feature-table.ts';
import { BOOSTING, type BoostedTrees, fitBoostedTrees } from './boosted-trees.ts';
import { describedBy, type PooledCase, type PooledFolds, pooledRows } from './pooled-rows.ts';

/** A sector with the cells of it that may be seen. */
export interface PooledMember {
  readonly of: PooledCase;
  readonly seen: Uint32Array;
}

/** About how many rows trees are grown on at most, drawn by chance from more. (On 74 sectors twice as many gained 0.01 dB.) */
const MOST_ROWS = 40_000;

/** Below this the trees would learn the sectors' own scatter. */
const FEWEST_ROWS = 2_000;

/**
 * What interpolation gets wrong, learned from all sectors of a network together: every seen cell of every sector is kriged from the
 * others of its sector as if nobody had measured it, and boosted trees learn from what is around it and from the scene what was
 * measured over that. One sector has too few cells for it.
 * @param folds how cells are left out to learn from: as those that will be asked for
 * @throws UserError: bad-input where all sectors together have fewer than 2,000 rows; aborted
 */
export async function fitPooledTrees(
  members: readonly PooledMember[],
  folds: PooledFolds,
  shouldStop: () => boolean = () => false,
): Promise<BoostedTrees> {
  const tables: FeatureTable[] = [];
  const over: Float64Array[] = [];
  const share = MOST_ROWS / members.reduce((sum, { seen }) => sum + seen.length, 0);
  for (const { of, seen } of members) {
    await breathe();
    if (shouldStop()) throw new UserError('aborted', 'Learning from all sectors was cancelled.');
    const rows = rowsOrNone(of, seen, folds, share);
    if (rows === null) continue;
    tables.push(rows.table);
    over.push(rows.overKrigedDb);
  }
  const count = over.reduce((sum, values) => sum + values.length, 0);
  if (count < FEWEST_ROWS)
    throw badInput(
      `${members.length} sectors have ${count} measured cells to learn from together; trees take ${FEWEST_ROWS}: measure more sectors.`,
    );
  const all = stackFeatures(tables);
  const target = new Float64Array(count);
  let at = 0;
  for (const values of over) {
    target.set(values, at);
    at += values.length;
  }
  const kept = finiteRows(all);
  return fitBoostedTrees(
    pickFeatures(all, kept),
    Float64Array.from(kept, (i) => target[i]!),
    { ...BOOSTING, seed: folds.seed },
    shouldStop,
  );
}

/**
 * Levels of a sector [dBm] at places: kriged from its seen cells, and what the trees say is wrong with that; kriged alone outside the
 * scene.
 */
export function pooledLevels(trees: BoostedTrees, { of, seen }: PooledMember): (places: Points) => Float64Array {
  const describedAt = describedBy(of, seen);
  return (places) => {
    const { krigedDbm, table } = describedAt(places);
    const inside = finiteRows(table);
    const over = trees.predict(pickFeatures(table, inside));
    const levels = krigedDbm.slice();
    inside.forEach((p, k) => {
      levels[p]! += over[k]!;
    });
    return levels;
  };
}

/** A sector whose cells are too few or lie too near together tells nothing. */
function rowsOrNone(
  of: PooledCase,
  seen: Uint32Array,
  folds: PooledFolds,
  share: number,
): ReturnType<typeof pooledRows> | null {
  try {
    return pooledRows(of, seen, folds, share);
  } catch (error) {
    if (error instanceof UserError && error.code === 'bad-input') return null;
    throw error;
  }
}

function finiteRows({ count, columns }: FeatureTable): Uint32Array {
  const rows: number[] = [];
  for (let i = 0; i < count; i++) if (columns.every((column) => Number.isFinite(column[i]!))) rows.push(i);
  return Uint32Array.from(rows);
}
