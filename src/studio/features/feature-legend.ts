import { LAND_USE_NAMES } from '../../scene/synthetic/land-use-classes.ts';
import type { FeatureMaps } from '../../worker/engine-protocol.ts';
import { FEATURE_NAMES, type FeatureName, FLAG_LABELS, featureFact, featureValues } from './feature-name.ts';

/** What the colours of a plane mean. */
export type FeatureLegend =
  /** From the least to the greatest value; both the same where the plane is. NaN without values. */
  | { readonly kind: 'scale'; readonly low: number; readonly high: number }
  /** Classes that occur, by the index of their colour. */
  | {
      readonly kind: 'classes';
      readonly classes: readonly { readonly index: number; readonly label: string; readonly cells: number }[];
      readonly cells: number;
    };

export type FeatureLegends = Readonly<Record<FeatureName, FeatureLegend>>;

/** Of all planes at once, so that changing the plane costs nothing. */
export function featureLegends(maps: FeatureMaps): FeatureLegends {
  return Object.fromEntries(FEATURE_NAMES.map((name) => [name, legendOf(maps, name)])) as unknown as FeatureLegends;
}

/** Index of a value's colour among `colours`; -1 where there is no value. */
export function featureColourIndex(name: FeatureName, legend: FeatureLegend, value: number, colours: number): number {
  if (Number.isNaN(value)) return -1;
  if (legend.kind === 'classes') return classIndex(name, value);
  const { low, high } = legend;
  return high > low ? Math.min(colours - 1, Math.floor((colours * (value - low)) / (high - low))) : colours >> 1;
}

function classIndex(name: FeatureName, value: number): number {
  return name === 'land-use' ? value : value > 0 ? 0 : 1;
}

function legendOf(maps: FeatureMaps, name: FeatureName): FeatureLegend {
  const values = featureValues(maps, name);
  const { kind } = featureFact(name);
  if (kind === 'scale') return range(values);
  const labels: readonly string[] = kind === 'flag' ? FLAG_LABELS : LAND_USE_NAMES;
  const cells = new Array<number>(labels.length).fill(0);
  for (let i = 0; i < values.length; i++) {
    const index = classIndex(name, values[i]!);
    cells[index] = (cells[index] ?? 0) + 1;
  }
  const classes = labels.map((label, index) => ({ index, label, cells: cells[index]! }));
  return { kind: 'classes', classes: classes.filter((entry) => entry.cells > 0), cells: values.length };
}

function range(values: ArrayLike<number>): FeatureLegend {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { kind: 'scale', low, high } : { kind: 'scale', low: Number.NaN, high: Number.NaN };
}
