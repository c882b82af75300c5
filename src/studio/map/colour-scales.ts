import { interpolateCividis, interpolateMagma } from 'd3-scale-chromatic';
import type { HeightSource } from '../../scene/height-rules.ts';
import type { ThemeName } from '../app/theme.ts';
import type { ClassCells } from '../results/layer-cells.ts';

/** Red, green, blue 0..255. */
export type Rgb = readonly [number, number, number];

/** Colours of classes that are what they are, in legend order: the only place where they get one. */
export function classColours(of: ClassCells['of'], classes: number, theme: ThemeName): readonly Rgb[] {
  if (of === 'los') return [parse(interpolateCividis(0.92)), parse(interpolateCividis(0.2))];
  if (of === 'provenance') return PROVENANCE_COLOURS;
  if (of === 'overlap' || of === 'pilot-pollution') return countColours(classes);
  return Array.from({ length: classes }, (_, i) => serverColour(i, theme));
}

/** Pale where one sector rules, darker the more there are. */
function countColours(classes: number): readonly Rgb[] {
  const steps = Math.max(4, classes);
  return Array.from({ length: classes }, (_, k) => parse(interpolateMagma(0.95 - (0.75 * k) / (steps - 1))));
}

/** direct, reflected, transmitted, diffracted, predicted; told apart by lightness as well as by hue. */
const PROVENANCE_COLOURS: readonly Rgb[] = [
  [246, 212, 92],
  [86, 152, 196],
  [178, 106, 148],
  [64, 78, 116],
  [128, 184, 150],
];

/** Colour of a PROVENANCE code other than none: the same for a cell and for the paths to it. */
export function mechanismColour(code: number): Rgb {
  return PROVENANCE_COLOURS[code - 1] ?? PROVENANCE_COLOURS[0]!;
}

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

/** Colour of the index-th line of a chart with a line for each of several results. */
export function seriesColour(index: number, theme: ThemeName): Rgb {
  const colours = SERIES_COLOURS[theme];
  return colours[index % colours.length]!;
}

/** Each at least 3 to 1 against the surface, told apart by lightness as well as by hue. */
const SERIES_COLOURS: Readonly<Record<ThemeName, readonly Rgb[]>> = {
  light: [
    [36, 87, 214],
    [204, 92, 20],
    [10, 94, 66],
    [150, 60, 130],
    [110, 122, 136],
    [122, 84, 0],
  ],
  dark: [
    [125, 162, 255],
    [244, 162, 97],
    [150, 226, 188],
    [222, 140, 206],
    [150, 162, 176],
    [214, 176, 96],
  ],
};

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

/** Where heights come from: blues for what was found out, warm colours for what was not; told apart by lightness too. */
export function heightSourceColours(theme: ThemeName): Readonly<Record<HeightSource, Rgb>> {
  return HEIGHT_SOURCE_COLOURS[theme];
}

const HEIGHT_SOURCE_COLOURS: Readonly<Record<ThemeName, Readonly<Record<HeightSource, Rgb>>>> = {
  light: { tagged: [44, 98, 156], levels: [122, 182, 218], class: [238, 200, 108], assumed: [192, 84, 62] },
  dark: { tagged: [74, 128, 190], levels: [142, 200, 232], class: [240, 206, 122], assumed: [206, 100, 78] },
};
