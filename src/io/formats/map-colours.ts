import { interpolateCividis } from 'd3-scale-chromatic';

export type Rgb = readonly [number, number, number];

/** Classes of a quantity: class k holds what is at least `breaks[k - 1]` and less than `breaks[k]`. */
export interface MapSteps {
  /** Ascending. */
  readonly breaks: readonly number[];
  /** Of the `breaks.length + 1` classes, the lowest first. */
  readonly labels: readonly string[];
  readonly colours: readonly Rgb[];
}

/**
 * What the values of a map are shown as: a continuous scale between two values, classes of a quantity, or one colour for each
 * code. Without colours of their own, scales go through cividis and codes through Okabe and Ito's palette.
 */
export type MapScale =
  | {
      readonly kind: 'continuous';
      readonly low: number;
      readonly high: number;
      readonly unit: string;
      /** Evenly from low to high. */
      readonly colours?: readonly Rgb[];
      /** Values at equal distances along the colours, ascending from low to high; left out: these two alone. */
      readonly edges?: readonly number[];
    }
  | ({ readonly kind: 'steps'; readonly unit: string } & MapSteps)
  | { readonly kind: 'classes'; readonly names: readonly string[]; readonly colours?: readonly Rgb[] };

/** Okabe and Ito's palette, told apart with any colour vision; repeated where there are more classes. */
const CLASS_COLOURS: readonly Rgb[] = [
  [0, 114, 178],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [86, 180, 233],
  [213, 94, 0],
  [240, 228, 66],
  [120, 120, 120],
];

const CIVIDIS: readonly Rgb[] = Array.from({ length: 256 }, (_, i) => {
  const parts = interpolateCividis(i / 255).match(/\d+/g) ?? [];
  return [Number(parts[0]), Number(parts[1]), Number(parts[2])];
});

export function colourOf(scale: MapScale, value: number): Rgb {
  if (scale.kind === 'classes') {
    const colours = scale.colours ?? CLASS_COLOURS;
    return colours[Math.max(0, Math.round(value)) % colours.length]!;
  }
  if (scale.kind === 'steps') return scale.colours[stepOf(scale.breaks, value)]!;
  return colourAt(scale, placeOf(scale, value));
}

type Continuous = Extract<MapScale, { kind: 'continuous' }>;

/** Colour at a share of a scale's length. */
export function colourAt(scale: Continuous, share: number): Rgb {
  const colours = scale.colours ?? CIVIDIS;
  return colours[Math.round((colours.length - 1) * Math.min(1, Math.max(0, share)))]!;
}

/** Where a value has its place along a scale, 0..1. */
export function placeOf({ low, high, edges = [low, high] }: Continuous, value: number): number {
  const last = edges.length - 1;
  if (last < 1 || !(high > low)) return last < 1 ? Number(value >= low) : 0.5;
  if (value <= low) return 0;
  const above = edges.findIndex((edge) => value < edge);
  if (above < 0) return 1;
  const from = edges[above - 1]!;
  return (above - 1 + (value - from) / (edges[above]! - from)) / last;
}

function stepOf(breaks: readonly number[], value: number): number {
  let step = 0;
  while (step < breaks.length && value >= breaks[step]!) step++;
  return step;
}

/** The classes that a quantity is cut into: those of the scale, or the parts between the edges or ticks of a continuous one. */
export function stepsOf(scale: Exclude<MapScale, { kind: 'classes' }>): MapSteps {
  if (scale.kind === 'steps') return scale;
  const { low, high } = scale;
  const breaks = high > low ? scaleTicks(scale, 9) : [];
  const ends = [low, ...breaks, high];
  return {
    breaks,
    labels: stepLabels(breaks),
    colours: ends.slice(1).map((end, i) => colourOf(scale, (ends[i]! + end) / 2)),
  };
}

/** Values at which a scale is ticked: its edges, or whole steps, at most `most` of them. */
export function scaleTicks({ low, high, edges }: Continuous, most: number): readonly number[] {
  return edges ?? ticksOf(low, high, most).map((tick) => Number(tick.toPrecision(9)));
}

function stepLabels(breaks: readonly number[]): string[] {
  const text = (value: number) => String(value).replace('-', '−');
  if (breaks.length === 0) return ['all'];
  return [
    `< ${text(breaks[0]!)}`,
    ...breaks.slice(1).map((high, i) => `${text(breaks[i]!)} … ${text(high)}`),
    `≥ ${text(breaks.at(-1)!)}`,
  ];
}

/** As #rrggbb. */
export function hexOf(colour: Rgb): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** A scale from the 2nd to the 98th percentile of the values, rounded outwards to whole tens (or fives under 20 wide). */
export function scaleOfValues(values: Float32Array, unit: string): MapScale {
  const finite = values.filter((v) => Number.isFinite(v)).sort();
  if (finite.length === 0) return { kind: 'continuous', low: 0, high: 1, unit };
  const low = finite[Math.floor(0.02 * (finite.length - 1))]!;
  const high = finite[Math.ceil(0.98 * (finite.length - 1))]!;
  const step = high - low > 20 ? 10 : high - low > 2 ? 5 : 1;
  const bottom = Math.floor(low / step) * step;
  return { kind: 'continuous', low: bottom, high: Math.max(bottom + step, Math.ceil(high / step) * step), unit };
}

/** Values at which the legend is ticked: whole steps of 1, 2 or 5 times a power of ten, at most `most` of them. */
export function ticksOf(low: number, high: number, most: number): number[] {
  const rough = (high - low) / Math.max(1, most - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * (1 - 1e-9)) ?? 10 * power;
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) ticks.push(k * step);
  return ticks;
}
