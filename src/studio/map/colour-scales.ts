import { interpolateCividis, interpolateMagma } from 'd3-scale-chromatic';
import type { ThemeName } from '../app/theme.ts';
import type { CorrectedLayer, DataLayer } from '../results/layer-classes.ts';
import { RSRP_BREAKS_DBM, rsrpClass } from '../results/layer-classes.ts';

/** Red, green, blue 0..255. */
export type Rgb = readonly [number, number, number];

/** Colours of every data layer: the only place where data gets a colour. */
export function layerColours(
  layer: DataLayer | CorrectedLayer | 'difference',
  classes: number,
  theme: ThemeName,
): readonly Rgb[] {
  if (layer === 'rsrp' || layer === 'corrected') return RSRP_COLOURS;
  if (layer === 'uncertainty' || layer === 'expected-error') return ERROR_COLOURS;
  if (layer === 'difference') return differenceColours(classes, theme);
  if (layer === 'los') return [parse(interpolateCividis(0.92)), parse(interpolateCividis(0.2))];
  if (layer === 'provenance') return PROVENANCE_COLOURS;
  return Array.from({ length: classes }, (_, i) => serverColour(i, theme));
}

/** Cividis, strong is bright; equal steps in lightness from class to class. */
const RSRP_COLOURS: readonly Rgb[] = Array.from({ length: RSRP_BREAKS_DBM.length + 1 }, (_, i) =>
  parse(interpolateCividis(0.97 - (i * 0.93) / RSRP_BREAKS_DBM.length)),
);

/** Pale is sure; another scale than the levels', so that neither is taken for the other. */
const ERROR_COLOURS: readonly Rgb[] = Array.from({ length: 7 }, (_, i) => parse(interpolateMagma(0.97 - 0.13 * i)));

/** direct, reflected, transmitted, diffracted, predicted; told apart by lightness as well as by hue. */
const PROVENANCE_COLOURS: readonly Rgb[] = [
  [246, 212, 92],
  [86, 152, 196],
  [178, 106, 148],
  [64, 78, 116],
  [128, 184, 150],
];

/** Blue where the map beyond the line is weaker, orange where it is stronger, and next to nothing where they agree. */
function differenceColours(classes: number, theme: ThemeName): readonly Rgb[] {
  const middle = (classes - 1) / 2;
  const { more, less, same } = DIFFERENCE_ENDS[theme];
  return Array.from({ length: classes }, (_, i) => {
    // Not from naught: the first class beside the middle must be told from it.
    const share = i === middle ? 0 : 0.3 + (0.7 * (Math.abs(i - middle) - 1)) / (middle - 1);
    const end = i < middle ? more : less;
    return same.map((v, k) => Math.round(v + (end[k]! - v) * share)) as unknown as Rgb;
  });
}

const DIFFERENCE_ENDS: Readonly<Record<ThemeName, { readonly more: Rgb; readonly less: Rgb; readonly same: Rgb }>> = {
  light: { more: [176, 72, 0], less: [16, 78, 160], same: [226, 226, 218] },
  dark: { more: [255, 154, 60], less: [92, 160, 255], same: [58, 62, 66] },
};

// Paul Tol's muted scheme, colour-blind safe up to nine; further sectors repeat it lighter or darker.
const SERVER_COLOURS: readonly Rgb[] = [
  [51, 117, 166],
  [221, 187, 92],
  [17, 119, 85],
  [204, 102, 119],
  [136, 204, 238],
  [136, 54, 102],
  [153, 153, 70],
  [68, 170, 153],
  [108, 92, 168],
];

function serverColour(index: number, theme: ThemeName): Rgb {
  const base = SERVER_COLOURS[index % SERVER_COLOURS.length]!;
  const round = Math.floor(index / SERVER_COLOURS.length);
  if (round === 0) return base;
  const target = round % 2 === 1 ? (theme === 'dark' ? 20 : 245) : theme === 'dark' ? 245 : 20;
  return base.map((v) => Math.round(v + (target - v) * 0.4)) as unknown as Rgb;
}

/** Colour of a measured level: the same classes as the map under it. */
export function measuredColour(levelDbm: number): Rgb {
  return RSRP_COLOURS[rsrpClass(levelDbm)]!;
}

/** Cells that are fitted, held out, left out: quiet, and told apart by lightness too. */
export const SPLIT_COLOURS: Readonly<Record<ThemeName, readonly [Rgb, Rgb, Rgb]>> = {
  light: [
    [74, 111, 165],
    [208, 116, 44],
    [150, 158, 168],
  ],
  dark: [
    [112, 152, 214],
    [240, 170, 96],
    [98, 108, 120],
  ],
};

export function css([r, g, b]: Rgb): string {
  return `rgb(${r} ${g} ${b})`;
}

export function parse(text: string): Rgb {
  const channels = text.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16))
    : (text.match(/\d+/g) ?? []).map(Number);
  return [channels[0] ?? 0, channels[1] ?? 0, channels[2] ?? 0];
}
