import { type ErrorMetrics, errorMetrics } from '../../metrics/error-metrics.ts';
import type { ValueCells } from '../results/layer-cells.ts';
import { classifier, classLabels, type ValueScale } from '../results/value-scale.ts';
import { shareWithin } from './compare-maps.ts';

/** What sets two layers apart where the first is in one of its classes. */
export interface ClassDifference {
  readonly label: string;
  /** Second less first over outdoor cells that both cover. */
  readonly figures: ErrorMetrics;
  readonly within: readonly number[];
}

/** Class by class of the first layer, in legend order; classes without a cell that both cover have no figures but their count. */
export function compareByClass(
  first: ValueCells,
  second: ValueCells,
  scale: ValueScale,
  indoor: Uint8Array | null,
): readonly ClassDifference[] {
  const classOf = classifier(first.scale, scale);
  const labels = classLabels(first.scale, scale);
  const pairs = labels.map(() => ({ from: [] as number[], to: [] as number[] }));
  first.values.forEach((from, cell) => {
    const to = second.values[cell]!;
    if (indoor?.[cell] || Number.isNaN(from) || Number.isNaN(to)) return;
    const pair = pairs[classOf(from)]!;
    pair.from.push(from);
    pair.to.push(to);
  });
  return pairs.map(({ from, to }, i) => ({
    label: labels[i]!,
    figures: errorMetrics(to, from, { policy: 'covered' }),
    within: shareWithin(from, to),
  }));
}
