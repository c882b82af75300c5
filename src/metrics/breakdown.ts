import { badInput } from '../units/errors.ts';
import { type ErrorMetrics, type ErrorMetricsOptions, errorMetrics } from './error-metrics.ts';

/** Error figures of one group of points. */
export interface BreakdownRow {
  readonly name: string;
  readonly metrics: ErrorMetrics;
}

/**
 * Error figures group by group. `groups[i]` indexes `names`; a negative or unknown index leaves the point out. Groups without a
 * measured point have no row.
 */
export function breakdown(
  predicted: ArrayLike<number>,
  measured: ArrayLike<number>,
  groups: ArrayLike<number>,
  names: readonly string[],
  options: ErrorMetricsOptions,
): BreakdownRow[] {
  if (predicted.length !== measured.length || groups.length !== measured.length) {
    throw badInput(
      `${predicted.length} predicted, ${measured.length} measured and ${groups.length} group values; pair them point by point.`,
    );
  }
  const rows: BreakdownRow[] = [];
  const pairs = names.map(() => ({ p: [] as number[], m: [] as number[] }));
  for (let i = 0; i < measured.length; i++) {
    const pair = pairs[groups[i]!];
    pair?.p.push(predicted[i]!);
    pair?.m.push(measured[i]!);
  }
  for (const [g, { p, m }] of pairs.entries()) {
    const metrics = errorMetrics(p, m, options);
    if (metrics.measured > 0) rows.push({ name: names[g]!, metrics });
  }
  return rows;
}

/** Group of every point by its distance [m]: bin k holds edges[k] <= d < edges[k + 1]; -1 outside all bins. `edgesM` ascends. */
export function distanceGroups(
  distancesM: ArrayLike<number>,
  edgesM: readonly number[],
): { groups: Int32Array; names: string[] } {
  const names = edgesM.slice(0, -1).map((low, k) => {
    const high = edgesM[k + 1]!;
    return Number.isFinite(high) ? `${low}-${high} m` : `over ${low} m`;
  });
  const groups = Int32Array.from(distancesM, (d) => {
    for (let k = 0; k < names.length; k++) if (d >= edgesM[k]! && d < edgesM[k + 1]!) return k;
    return -1;
  });
  return { groups, names };
}

/** Usual bins of a cellular drive test [m]. */
export const DISTANCE_EDGES_M: readonly number[] = [0, 100, 250, 500, 1000, 2000, Number.POSITIVE_INFINITY];

/** Names for `breakdown` over a line-of-sight mask (0 or 1). */
export const LINE_OF_SIGHT_NAMES = ['NLOS', 'LOS'] as const;

/** Bins of the height [m] of the tallest roof near a point; open ground has a group of its own. */
const NEAR_HEIGHT_EDGES_M: readonly number[] = [0, 10, 20, 30, Number.POSITIVE_INFINITY];

/** Group of every point by the tallest roof near it [m above ground]: 0 is "no building", then bins as in `distanceGroups`. */
export function nearHeightGroups(heightsM: ArrayLike<number>): { groups: Int32Array; names: string[] } {
  const { groups, names } = distanceGroups(heightsM, NEAR_HEIGHT_EDGES_M);
  return {
    groups: groups.map((group, i) => (heightsM[i] === 0 ? 0 : group < 0 ? -1 : group + 1)),
    names: ['no building', ...names],
  };
}
