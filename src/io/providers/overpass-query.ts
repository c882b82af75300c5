import type { LonLatBox } from '../../raster/lonlat-box.ts';

/** How long the server may think [s], as the query asks. */
export const SERVER_LIMIT_S = 90;

/** What is asked for: buildings, roads, water and land, as the reader of OSM JSON understands them. */
const WANTED = [
  'way["building"]',
  'relation["building"]["type"="multipolygon"]',
  'way["highway"]',
  'way["natural"~"^(water|wood|grassland|heath|scrub)$"]',
  'relation["natural"~"^(water|wood)$"]["type"="multipolygon"]',
  'way["landuse"]',
  'relation["landuse"]["type"="multipolygon"]',
  'way["leisure"~"^(park|garden|pitch|stadium|playground|golf_course)$"]',
  'relation["leisure"="park"]["type"="multipolygon"]',
  'way["amenity"~"^(parking|school|university|college|kindergarten|hospital|clinic)$"]',
];

/** The query in Overpass QL for all that a scene takes from a box; the box to 1e-6 degrees (0.1 m). */
export function overpassQuery({ south, west, north, east }: LonLatBox): string {
  const bounds = [south, west, north, east].map((degrees) => degrees.toFixed(6)).join(',');
  return [
    `[out:json][timeout:${SERVER_LIMIT_S}][bbox:${bounds}];`,
    '(',
    ...WANTED.map((what) => `  ${what};`),
    ');',
    'out body geom;',
  ].join('\n');
}
