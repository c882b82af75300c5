import { interpolateCividis } from 'd3-scale-chromatic';

export type Rgb = readonly [number, number, number];

/** Colours of an image file: a continuous scale between two values, or one colour for each code. */
export type MapScale =
  | { readonly kind: 'continuous'; readonly low: number; readonly high: number; readonly unit: string }
  | { readonly kind: 'classes'; readonly names: readonly string[] };

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
  if (scale.kind === 'classes') return CLASS_COLOURS[Math.max(0, Math.round(value)) % CLASS_COLOURS.length]!;
  const span = scale.high - scale.low;
  const share = span > 0 ? (value - scale.low) / span : 0.5;
  return CIVIDIS[Math.round(255 * Math.min(1, Math.max(0, share)))]!;
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
