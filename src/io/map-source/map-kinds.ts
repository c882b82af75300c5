import type { LandUseName } from '../../scene/synthetic/land-use-classes.ts';

/** Width of a road by its kind, in the words of OSM's `highway` and of tile schemas [m]: both ways together, where no map tells it. */
const ROAD_WIDTHS_M: Readonly<Record<string, number>> = {
  motorway: 20,
  trunk: 16,
  highway: 18,
  primary: 14,
  major_road: 13,
  secondary: 12,
  medium_road: 10,
  tertiary: 10,
  residential: 8,
  unclassified: 8,
  road: 8,
  minor: 8,
  minor_road: 7,
  pedestrian: 8,
  living_street: 6,
  service: 5,
  busway: 7,
  track: 3,
  cycleway: 2.5,
  footway: 2.5,
  bridleway: 2.5,
  path: 2,
  steps: 2,
};

/** Width of a road of a kind [m]; null for rails, ferries and what is no road. Slip roads have one lane. */
export function roadWidthM(kind: string): number | null {
  if (kind.endsWith('_link')) return roadWidthM(kind.slice(0, -5)) === null ? null : 6;
  return Object.hasOwn(ROAD_WIDTHS_M, kind) ? ROAD_WIDTHS_M[kind]! : null;
}

/** Roads from this width on are painted as avenues, those below the next as nothing: paths take the land that they cross. */
export const AVENUE_WIDTH_M = 12;
export const STREET_WIDTH_M = 5;

const LAND: readonly (readonly [use: LandUseName, kinds: readonly string[]])[] = [
  ['water', ['water', 'reservoir', 'basin', 'riverbank']],
  ['park', ['park', 'garden', 'recreation_ground', 'village_green', 'playground', 'zoo', 'dog_park']],
  ['woodland', ['forest', 'wood']],
  ['grassland', ['grass', 'grassland', 'meadow', 'farmland', 'farm', 'heath', 'scrub', 'orchard', 'vineyard']],
  ['allotments', ['allotments']],
  ['cemetery', ['cemetery', 'grave_yard']],
  ['sport', ['pitch', 'stadium', 'sports_centre', 'golf_course', 'track']],
  ['industry', ['industrial', 'port', 'quarry', 'railway', 'construction', 'brownfield']],
  ['offices', ['commercial']],
  ['retail', ['retail']],
  ['education', ['school', 'university', 'college', 'kindergarten', 'education']],
  ['health', ['hospital', 'clinic']],
  ['worship and civic', ['religious', 'place_of_worship', 'townhall']],
  ['square', ['pedestrian', 'plaza', 'square']],
  ['parking', ['parking']],
];

const USE_OF_KIND = new Map(LAND.flatMap(([use, kinds]) => kinds.map((kind) => [kind, use] as const)));

/**
 * Class of a kind of land, in the words of OSM and of tile schemas; null where ours has none: housing, which maps do not tell apart
 * as our classes do.
 */
export function landUseOf(kind: string): LandUseName | null {
  return USE_OF_KIND.get(kind) ?? null;
}
