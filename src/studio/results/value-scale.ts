/** Layers that show values share their classes and colours by these names: a corrected level is read as a level. */
export type ScaleName = 'rsrp' | 'path-gain' | 'sinr' | 'throughput' | 'error' | 'residual' | 'difference';

export type PaletteName = 'cividis' | 'green-yellow-red' | 'magma' | 'blue-orange';

/** What the colours of a layer's values mean, as a person set it. Plain, so that it can be kept with a project. */
export interface ValueScale {
  /** Edges between classes, ascending. Of a scale about zero: their distances from zero, the same on both sides. */
  readonly breaks: readonly number[];
  readonly mode: 'stepped' | 'continuous';
  readonly palette: PaletteName;
}

/** Scales that were changed; the others are as they come. */
export type ValueScales = Readonly<Partial<Record<ScaleName, ValueScale>>>;

export interface ScaleFacts {
  readonly unit: string;
  /** Symmetric about zero. */
  readonly centred: boolean;
  /** Which end of the scale a legend begins with. */
  readonly first: 'high' | 'low';
  /** Where breaks may lie. */
  readonly least: number;
  readonly most: number;
  readonly palettes: readonly PaletteName[];
  readonly initial: ValueScale;
}

const stepped = (palette: PaletteName, ...breaks: number[]): ValueScale => ({ breaks, mode: 'stepped', palette });
const LEVELS = { centred: false, first: 'high', palettes: ['cividis', 'green-yellow-red'] } as const;
const ABOUT_ZERO = { centred: true, first: 'high', least: 0.5, most: 60, palettes: ['blue-orange'] } as const;

export const SCALE_FACTS: Readonly<Record<ScaleName, ScaleFacts>> = {
  rsrp: {
    ...LEVELS,
    unit: 'dBm',
    least: -160,
    most: 20,
    initial: stepped('cividis', -125, -115, -105, -95, -85, -75),
  },
  'path-gain': {
    ...LEVELS,
    unit: 'dB',
    least: -220,
    most: 20,
    initial: stepped('cividis', -140, -130, -120, -110, -100, -90),
  },
  sinr: { ...LEVELS, unit: 'dB', least: -40, most: 80, initial: stepped('cividis', -5, 0, 5, 10, 15, 20) },
  throughput: {
    ...LEVELS,
    unit: 'Mbit/s',
    least: 0.5,
    most: 10_000,
    initial: stepped('cividis', 2, 10, 25, 50, 75, 100),
  },
  error: {
    unit: 'dB',
    centred: false,
    first: 'low',
    least: 0.5,
    most: 60,
    // Another scale than the levels', so that neither is taken for the other.
    palettes: ['magma', 'green-yellow-red'],
    initial: stepped('magma', 2, 4, 6, 8, 10, 15),
  },
  residual: { ...ABOUT_ZERO, unit: 'dB', initial: stepped('blue-orange', 3, 6, 10, 20) },
  difference: { ...ABOUT_ZERO, unit: 'dB', initial: stepped('blue-orange', 3, 6, 10, 20) },
};

export function scaleOf(scales: ValueScales, name: ScaleName): ValueScale {
  return scales[name] ?? SCALE_FACTS[name].initial;
}

/** All edges between classes, ascending. */
export function edgesOf(name: ScaleName, { breaks }: ValueScale): readonly number[] {
  return SCALE_FACTS[name].centred ? [...breaks.map((edge) => -edge).reverse(), ...breaks] : breaks;
}

export function classCount(name: ScaleName, scale: ValueScale): number {
  return edgesOf(name, scale).length + 1;
}

/** Gives the class of a value in legend order, -1 for NaN. A value on an edge is in the class above it; below zero of a centred scale in the one beneath. */
export function classifier(name: ScaleName, scale: ValueScale): (value: number) => number {
  const { centred, first } = SCALE_FACTS[name];
  const edges = Float64Array.from(edgesOf(name, scale));
  const last = edges.length;
  return (value) => {
    if (Number.isNaN(value)) return -1;
    let below = 0;
    while (below < last && (centred && edges[below]! < 0 ? value > edges[below]! : value >= edges[below]!)) below++;
    return first === 'high' ? last - below : below;
  };
}

/** Places a value on a continuous scale, 0 (lowest) to 1; classes take equal parts, and what is beyond the outer edges has their place. */
export function placer(name: ScaleName, scale: ValueScale): (value: number) => number {
  const edges = Float64Array.from(edgesOf(name, scale));
  const last = edges.length - 1;
  return (value) => {
    if (last === 0) return value >= edges[0]! ? 1 : 0;
    if (!(value > edges[0]!)) return 0;
    let i = 1;
    while (i <= last && value >= edges[i]!) i++;
    if (i > last) return 1;
    return (i - 1 + (value - edges[i - 1]!) / (edges[i]! - edges[i - 1]!)) / last;
  };
}

/** Words of the classes in legend order. */
export function classLabels(name: ScaleName, scale: ValueScale): readonly string[] {
  const { centred, first } = SCALE_FACTS[name];
  const edges = edgesOf(name, scale);
  const words = edges.map((edge) => `${centred && edge > 0 ? '+' : ''}${edge}`.replace('-', '−'));
  const [lowest, highest] = [words[0]!, words.at(-1)!];
  const between = words.slice(1).map((high, i) => (first === 'low' || centred ? [words[i]!, high] : [high, words[i]!]));
  const labels = [
    centred ? `≤ ${lowest}` : `< ${lowest}`,
    ...between.map(([from, to]) => `${from} … ${to}`),
    `≥ ${highest}`,
  ];
  return first === 'high' ? labels.reverse() : labels;
}
