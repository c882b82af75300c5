import type { ThemeName } from '../app/theme.ts';
import type { Rgb } from './colour-scales.ts';

/** Neutral ground for the data: the city is drawn in greys, with a breath of green and blue where it is not built. */
export interface BasemapColours {
  readonly background: string;
  readonly ground: string;
  readonly groundEdge: string;
  readonly water: string;
  readonly green: Rgb;
  readonly road: string;
  /** Lines of equal height, over any colour of a radio map. */
  readonly contour: string;
  /** Between these two, so that houses in a row can be told apart. */
  readonly buildings: readonly [string, string];
  readonly accent: Rgb;
  readonly quiet: Rgb;
  readonly mast: Rgb;
  /** About paths, which lie over bright and dark levels alike. */
  readonly pathRim: Rgb;
  readonly pointRim: readonly [number, number, number, number];
}

export const BASEMAP_COLOURS: Readonly<Record<ThemeName, BasemapColours>> = {
  light: {
    background: '#dfe3e8',
    ground: '#eff1f3',
    groundEdge: '#c9d0d8',
    water: '#c3d3e0',
    green: [211, 222, 208],
    road: '#ffffff',
    contour: '#1d242c',
    buildings: ['#e6ebf0', '#fcfdfe'],
    accent: [36, 87, 214],
    quiet: [72, 86, 102],
    mast: [22, 32, 43],
    pathRim: [22, 32, 43],
    pointRim: [255, 255, 255, 170],
  },
  dark: {
    background: '#0b0e12',
    ground: '#151b21',
    groundEdge: '#2a323c',
    water: '#15283a',
    green: [27, 39, 33],
    road: '#242c35',
    contour: '#f2f5f8',
    buildings: ['#323c47', '#424d5a'],
    accent: [125, 162, 255],
    quiet: [150, 164, 180],
    mast: [232, 237, 242],
    pathRim: [6, 9, 13],
    pointRim: [12, 16, 20, 190],
  },
};
