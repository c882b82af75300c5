/** Where a building's height comes from, the surest first; `class` is a default of its kind of building, `assumed` of any. */
export const HEIGHT_SOURCES = ['tagged', 'levels', 'class', 'assumed'] as const;
export type HeightSource = (typeof HEIGHT_SOURCES)[number];

/** How many buildings have their height from each source. */
export type HeightSourceCounts = Readonly<Record<HeightSource, number>>;

/** Kinds of building with a default height of their own, with the values of OSM's `building` tag that they stand for. */
export const HEIGHT_CLASSES = {
  garages: ['garage', 'garages', 'carport', 'shed', 'hut', 'roof', 'kiosk', 'greenhouse'],
  houses: ['house', 'detached', 'semidetached_house', 'terrace', 'bungalow', 'cabin', 'farm'],
  apartments: ['apartments', 'residential', 'dormitory', 'hotel'],
  offices: ['office', 'commercial', 'government', 'public', 'civic'],
  shops: ['retail', 'supermarket'],
  industry: ['industrial', 'warehouse', 'manufacture', 'hangar'],
  schools: ['school', 'university', 'college', 'kindergarten', 'hospital'],
  churches: ['church', 'cathedral', 'chapel', 'mosque', 'temple', 'synagogue', 'religious'],
} as const;
export type HeightClass = keyof typeof HEIGHT_CLASSES;

/** How the height of a building is told that has no height tag. */
export interface HeightRules {
  /** Height of a storey where only storeys are known [m], > 0. */
  readonly storeyM: number;
  /** Height of a building of a class that tells neither height nor storeys [m], > 0. */
  readonly classM: Readonly<Record<HeightClass, number>>;
  /** Height of a building that tells nothing [m], > 0. */
  readonly assumedM: number;
}

/**
 * Assumptions, not findings: 3 m a storey; one storey for garages, two for houses and shops, three for industry and schools, four
 * for apartments, offices and churches, and two for what tells nothing, as most buildings of OSM are houses.
 */
export const STANDARD_HEIGHT_RULES: HeightRules = {
  storeyM: 3,
  classM: {
    garages: 3,
    houses: 6,
    apartments: 12,
    offices: 12,
    shops: 6,
    industry: 9,
    schools: 9,
    churches: 12,
  },
  assumedM: 6,
};

const CLASS_OF_TAG = new Map<string, HeightClass>(
  Object.entries(HEIGHT_CLASSES).flatMap(([name, tags]) => tags.map((tag) => [tag, name as HeightClass] as const)),
);

/** The class that a value of the `building` tag belongs to; null for `yes` and for values without a default. */
export function heightClassOf(tag: unknown): HeightClass | null {
  return (typeof tag === 'string' && CLASS_OF_TAG.get(tag)) || null;
}

/** Buildings by the source of their height; null where none of them tells it (meshes, rasters, drawn cities). */
export function countHeightSources(
  buildings: readonly { readonly heightSource?: HeightSource }[],
): HeightSourceCounts | null {
  const counts = { tagged: 0, levels: 0, class: 0, assumed: 0 };
  let told = 0;
  for (const { heightSource } of buildings) {
    if (heightSource === undefined) continue;
    counts[heightSource]++;
    told++;
  }
  return told > 0 ? counts : null;
}
