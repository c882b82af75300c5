import { MAP_HEAD_BYTES, mapFileKind } from '../../io/map-source/map-file-kind.ts';

/** OSM files from this size on are too much for one scene, more often than not [bytes]. */
export const LARGE_OSM_BYTES = 24 << 20;
/** What gzip makes of OSM XML, about. */
const PACKED_SHARE = 12;

/**
 * True for a file that a box has to be cut out of: vector tiles, and OSM data that is large.
 * @param always true where any map is wanted, whatever its size
 */
export async function needsBox(file: File, always: boolean): Promise<boolean> {
  const kind = mapFileKind(file.name, new Uint8Array(await file.slice(0, MAP_HEAD_BYTES).arrayBuffer()));
  if (kind === null) return false;
  if (always || kind === 'pmtiles' || kind === 'osm-pbf') return true;
  return file.size >= (kind === 'osm-xml-gz' ? LARGE_OSM_BYTES / PACKED_SHARE : LARGE_OSM_BYTES);
}
