import { type ErrorMetrics, errorMetrics } from '../../metrics/error-metrics.ts';
import { countDifference } from '../results/difference-classes.ts';
import type { LayerCounts } from '../results/layer-classes.ts';
import type { NetworkMap } from '../results/network-map.ts';

/** Two maps of one place, the second against the first, over outdoor cells. */
export interface MapComparison {
  /** Second less first, over the cells that both cover: what is called an error here is a difference. */
  readonly figures: ErrorMetrics;
  /** Outdoor cells that one alone covers. */
  readonly firstOnly: number;
  readonly secondOnly: number;
  readonly counts: LayerCounts;
}

/** Second less first [dB]; NaN where either has no level. Both are on one grid. */
export function differenceOf(first: NetworkMap, second: NetworkMap): Float32Array {
  return second.rsrpDbm.map((level, cell) => level - first.rsrpDbm[cell]!);
}

/** Figures of two maps on one grid; cells under a roof (`indoor` 1) are left out, as predictors have none there. */
export function compareMaps(
  first: NetworkMap,
  second: NetworkMap,
  differenceDb: Float32Array,
  indoor: Uint8Array | null,
): MapComparison {
  const outdoors = (levels: Float32Array) => levels.map((level, cell) => (indoor?.[cell] ? Number.NaN : level));
  const [a, b] = [outdoors(first.rsrpDbm), outdoors(second.rsrpDbm)];
  const figures = errorMetrics(b, a, { policy: 'covered' });
  const covered = (levels: Float32Array) => levels.reduce((sum, level) => sum + (Number.isNaN(level) ? 0 : 1), 0);
  return {
    figures,
    firstOnly: covered(a) - figures.count,
    secondOnly: covered(b) - figures.count,
    counts: countDifference(differenceDb, indoor),
  };
}
