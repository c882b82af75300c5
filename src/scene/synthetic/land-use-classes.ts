/** Land-use classes 0..23 of the synthetic city; the index is the code, 0 is unknown. */
export const LAND_USE_NAMES = [
  'unknown',
  'old town',
  'perimeter blocks',
  'slab housing',
  'detached housing',
  'offices',
  'retail',
  'industry',
  'warehouses',
  'education',
  'health',
  'worship and civic',
  'sport',
  'park',
  'woodland',
  'grassland',
  'allotments',
  'cemetery',
  'square',
  'courtyard',
  'avenue',
  'street',
  'parking',
  'water',
] as const;

export type LandUseName = (typeof LAND_USE_NAMES)[number];

/** Code of a class name. */
export function landUseCode(name: LandUseName): number {
  return LAND_USE_NAMES.indexOf(name);
}
