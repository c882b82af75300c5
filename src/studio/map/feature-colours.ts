import { interpolateCividis, interpolateViridis } from 'd3-scale-chromatic';
import type { LandUseName } from '../../scene/synthetic/land-use-classes.ts';
import { LAND_USE_NAMES } from '../../scene/synthetic/land-use-classes.ts';
import { type FeatureName, featureFact } from '../features/feature-name.ts';
import { css, parse, type Rgb } from './colour-scales.ts';

/** Steps of a continuous scale: more than an eye can tell apart. */
const STEPS = 128;

/** Another scale than that of levels, so that no feature is taken for a prediction; dark is low. */
const SCALE: readonly Rgb[] = Array.from({ length: STEPS }, (_, i) => parse(interpolateViridis(i / (STEPS - 1))));

/** As in the layer of lines of sight: yes is bright. */
const FLAG: readonly Rgb[] = [parse(interpolateCividis(0.92)), parse(interpolateCividis(0.2))];

/** What is built on warm, what grows green, what is paved grey, water blue; kin are told apart by lightness. */
const LAND_USE: Readonly<Record<LandUseName, Rgb>> = {
  unknown: [128, 128, 128],
  'old town': [140, 60, 50],
  'perimeter blocks': [190, 95, 70],
  'slab housing': [222, 140, 105],
  'detached housing': [242, 190, 155],
  offices: [120, 82, 150],
  retail: [205, 95, 150],
  industry: [92, 78, 96],
  warehouses: [150, 132, 158],
  education: [236, 170, 40],
  health: [240, 205, 110],
  'worship and civic': [166, 118, 30],
  sport: [150, 205, 90],
  park: [96, 168, 76],
  woodland: [38, 105, 60],
  grassland: [190, 214, 130],
  allotments: [130, 160, 60],
  cemetery: [88, 134, 112],
  square: [236, 232, 214],
  courtyard: [206, 196, 178],
  avenue: [110, 120, 132],
  street: [158, 168, 178],
  parking: [196, 204, 212],
  water: [60, 130, 190],
};

const LAND_USE_COLOURS: readonly Rgb[] = LAND_USE_NAMES.map((name) => LAND_USE[name]);

/** Colours of a plane, in the order of `featureColourIndex`. */
export function featureColours(name: FeatureName): readonly Rgb[] {
  const { kind } = featureFact(name);
  return kind === 'land-use' ? LAND_USE_COLOURS : kind === 'flag' ? FLAG : SCALE;
}

/** The continuous scale from left to right, as a background. */
export function scaleGradient(): string {
  const stops = SCALE.filter((_, i) => i % 16 === 0 || i === STEPS - 1).map(css);
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}
