import { badInput } from '../../units/errors.ts';
import { MAP_HEAD_BYTES, mapFileKind } from './map-file-kind.ts';
import type { CutHooks, MapSource } from './map-source.ts';
import { osmSource } from './osm-source.ts';
import { readOsmJsonFile, readOsmXmlFile } from './read-osm.ts';
import { openTileSource } from './tile-source.ts';

/**
 * Opens a map that boxes are cut out of: vector tiles (PMTiles), or OSM data (XML, gzipped XML, Overpass JSON).
 * @throws UserError('bad-input') with the cure when it is none of these or damaged; UserError('aborted')
 */
export async function openMap(name: string, file: Blob, hooks: CutHooks = {}): Promise<MapSource> {
  const head = new Uint8Array(await file.slice(0, MAP_HEAD_BYTES).arrayBuffer());
  const kind = mapFileKind(name, head);
  if (kind === 'pmtiles') return openTileSource(name, file);
  if (kind === 'osm-json') return osmSource(name, await readOsmJsonFile(name, file));
  if (kind === 'osm-xml' || kind === 'osm-xml-gz') {
    return osmSource(name, await readOsmXmlFile(name, file, kind === 'osm-xml-gz', hooks));
  }
  if (kind === 'osm-pbf') {
    throw badInput(
      `${name} is OSM PBF, which is not read: convert it ("osmium cat ${name} -o map.osm"), or take PMTiles.`,
    );
  }
  throw badInput(
    `${name} is no map that is understood: PMTiles with vector tiles, OSM XML (.osm, .osm.gz) and OSM JSON (Overpass) are.`,
  );
}
