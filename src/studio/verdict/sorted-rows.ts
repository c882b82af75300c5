import type { MethodSummary } from '../../calibration/study/summarise-study.ts';
import type { SortKey } from '../store/verdict-store.ts';

const VALUES: Readonly<Record<Exclude<SortKey, 'order'>, (row: MethodSummary) => number>> = {
  mae: ({ mae }) => mae.mean,
  // The best plain predictor is level with itself.
  difference: ({ difference, mae }) => difference?.meanDb ?? (mae.count > 0 ? 0 : Number.NaN),
  rmse: ({ rmse }) => rmse.mean,
  cells: ({ cells }) => cells,
  coverage: ({ coverage }) => coverage.mean,
  seconds: ({ ownSeconds }) => ownSeconds.mean,
};

/** Rows by a column; those without a value come last, whichever way it is sorted. */
export function sortedRows(
  rows: readonly MethodSummary[],
  { key, rising }: { readonly key: SortKey; readonly rising: boolean },
): readonly MethodSummary[] {
  if (key === 'order') return rising ? rows : [...rows].reverse();
  const value = VALUES[key];
  return [...rows].sort((a, b) => {
    const [va, vb] = [value(a), value(b)];
    if (Number.isNaN(va) || Number.isNaN(vb)) return Number(Number.isNaN(va)) - Number(Number.isNaN(vb));
    return rising ? va - vb : vb - va;
  });
}
