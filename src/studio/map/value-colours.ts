import { interpolateCividis, interpolateMagma, interpolateRdYlGn } from 'd3-scale-chromatic';
import type { ThemeName } from '../app/theme.ts';
import {
  classCount,
  classifier,
  edgesOf,
  type PaletteName,
  placer,
  SCALE_FACTS,
  type ScaleName,
  type ValueScale,
} from '../results/value-scale.ts';
import { css, parse, type Rgb } from './colour-scales.ts';

/** Colours, and which of them a value has; -1 for no data. */
export interface Painter {
  readonly colours: readonly Rgb[];
  readonly indexOf: (value: number) => number;
}

/** Steps of a continuous scale: more than an eye tells apart. */
const SHADES = 256;

/** What the values of a scale look like on the map, over their measured points and in the legend alike. */
export function valuePainter(name: ScaleName, scale: ValueScale, theme: ThemeName): Painter {
  if (scale.mode === 'stepped')
    return { colours: steppedColours(name, scale, theme), indexOf: classifier(name, scale) };
  const place = placer(name, scale);
  return {
    colours: Array.from({ length: SHADES }, (_, i) => shade(name, scale.palette, i / (SHADES - 1), theme)),
    indexOf: (value) => (Number.isNaN(value) ? -1 : Math.round(place(value) * (SHADES - 1))),
  };
}

/** What stands beside the classes in a legend, in its order: a colour each, or the part of the scale that lies in the class. */
export function classSwatches(name: ScaleName, scale: ValueScale, theme: ThemeName): readonly string[] {
  if (scale.mode === 'stepped') return steppedColours(name, scale, theme).map(css);
  const last = Math.max(1, edgesOf(name, scale).length - 1);
  const at = (edge: number) => css(shade(name, scale.palette, Math.min(1, Math.max(0, edge / last)), theme));
  const count = classCount(name, scale);
  // Class k lies between the edges k - 1 and k.
  const rising = Array.from({ length: count }, (_, k) => [at(k - 1), at(k)] as const);
  const first = SCALE_FACTS[name].first;
  return (first === 'high' ? rising.reverse() : rising).map(([low, high]) =>
    first === 'high' ? `linear-gradient(${high}, ${low})` : `linear-gradient(${low}, ${high})`,
  );
}

function steppedColours(name: ScaleName, scale: ValueScale, theme: ThemeName): readonly Rgb[] {
  const count = classCount(name, scale);
  const { centred, first } = SCALE_FACTS[name];
  const rising = Array.from({ length: count }, (_, k) =>
    centred
      ? mirrored(k - (count - 1) / 2, (count - 1) / 2, theme)
      : shade(name, scale.palette, k / (count - 1), theme),
  );
  return first === 'high' ? rising.reverse() : rising;
}

/** Colour of a class some steps from the middle one. Not from naught: the first must be told from it. */
function mirrored(steps: number, most: number, theme: ThemeName): Rgb {
  const share = steps === 0 ? 0 : most === 1 ? 1 : 0.3 + (0.7 * (Math.abs(steps) - 1)) / (most - 1);
  return aboutZero(Math.sign(steps) * share, theme);
}

/** Colour at a place of a scale, 0 (lowest value) to 1. */
function shade(name: ScaleName, palette: PaletteName, at: number, theme: ThemeName): Rgb {
  switch (palette) {
    case 'cividis':
      // Strong is bright.
      return parse(interpolateCividis(0.04 + 0.93 * at));
    case 'green-yellow-red':
      // Green is good: a strong level, a small error.
      return parse(interpolateRdYlGn(0.06 + 0.88 * (SCALE_FACTS[name].first === 'high' ? at : 1 - at)));
    case 'magma':
      // Pale is sure.
      return parse(interpolateMagma(0.97 - 0.78 * at));
    case 'blue-orange':
      return aboutZero(2 * at - 1, theme);
  }
}

/** Blue below zero, orange above, -1 to 1, and next to nothing at zero. */
function aboutZero(at: number, theme: ThemeName): Rgb {
  const { more, less, same } = ENDS[theme];
  const end = at > 0 ? more : less;
  return same.map((v, k) => Math.round(v + (end[k]! - v) * Math.abs(at))) as unknown as Rgb;
}

const ENDS: Readonly<Record<ThemeName, { readonly more: Rgb; readonly less: Rgb; readonly same: Rgb }>> = {
  light: { more: [176, 72, 0], less: [16, 78, 160], same: [226, 226, 218] },
  dark: { more: [255, 154, 60], less: [92, 160, 255], same: [58, 62, 66] },
};
