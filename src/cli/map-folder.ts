import { basename, join } from 'node:path';
import type { MapFile } from '../io/formats/map-description.ts';
import { filesIn } from '../io/node-files.ts';
import type { GeoFrame } from '../raster/geo-frame.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import { reframed, sameFrame } from '../raster/reframe.ts';
import { badInput } from '../units/errors.ts';
import { placeOf } from './compared-pairs.ts';
import { readMap } from './read-map.ts';

/** A map of one sector and what its file is called. */
export interface SectorFile {
  readonly name: string;
  readonly map: MapFile;
}

/** A folder of maps by sector: as the file itself says, or by the file's name. */
export interface MapFolder {
  readonly name: string;
  readonly maps: ReadonlyMap<string, SectorFile>;
}

/**
 * Reads a folder of maps, one a sector, as `batch` and `ground-truth` write them.
 * @param command for messages
 * @throws UserError('bad-input') without maps, or with two of one sector
 */
export async function readMapFolder(path: string, command: string): Promise<MapFolder> {
  const files = (await filesIn(path)).filter((name) => /\.(npy|tiff?)$/i.test(name));
  if (files.length === 0)
    throw badInput(
      `${command}: ${path} holds no map in .npy or .tif; write maps with boresight batch --format .npy or .tif`,
    );
  const maps = new Map<string, SectorFile>();
  for (const name of files) {
    const map = await readMap(join(path, name));
    const own = map.description?.sectors ?? [];
    const id = own.length === 1 ? own[0]!.id : name.replace(/\.(npy|tiff?)$/i, '');
    const other = maps.get(id);
    if (other)
      throw badInput(`${command}: ${other.name} and ${name} in ${path} are both of sector ${id}; keep one of them`);
    maps.set(id, { name, map });
  }
  return { name: folderName(path), maps };
}

/** Its last part, also of `a/b/`. */
export function folderName(path: string): string {
  return basename(join(path, '.'));
}

/** Which of the two layers that tell levels a map holds; RSRP where it does not say. */
export function layerOf({ name, map }: SectorFile, command: string): 'rsrp' | 'path-gain' {
  const layer = map.description?.layer ?? 'rsrp';
  if (layer === 'rsrp' || layer === 'path-gain') return layer;
  throw badInput(`${command}: ${name} holds ${layer}; ${command} takes maps of rsrp or path-gain`);
}

/**
 * A map's values on a grid in another frame.
 * @param other what the frame is of, for messages
 * @throws UserError('bad-input') where just one of both has a place on the Earth
 */
export function mapIn(
  frame: GeoFrame | null,
  { name, map }: SectorFile,
  command: string,
  other: string,
): { readonly grid: RasterGrid; readonly values: Float32Array } {
  const grid = placeOf(map, name);
  if (sameFrame(map.frame, frame)) return { grid, values: map.values };
  if (map.frame === null || frame === null)
    throw badInput(
      `${command}: ${name} and ${other} do not both have a place on the Earth; write both from scenes that have`,
    );
  return reframed(grid, map.values, map.frame, frame);
}
