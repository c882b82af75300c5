import { basename } from 'node:path';
import { readGeoTiffMap } from '../io/formats/geotiff-map.ts';
import { type MapFile, parseMapDescription } from '../io/formats/map-description.ts';
import { readNpy } from '../io/formats/npy.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { badInput } from '../units/errors.ts';

/** Reads a map by extension: .tif with its place, or .npy with the description beside it (`<file>.json`) where there is one. */
export async function readMap(path: string): Promise<MapFile> {
  const name = basename(path);
  if (/\.tiff?$/i.test(path)) return readGeoTiffMap(await readFileBytes(path), name);
  if (!/\.npy$/i.test(path))
    throw badInput(`${name}: maps are read from .npy and .tif; write one with boresight predict --out`);
  const { rows, columns, values } = readNpy(await readFileBytes(path), name);
  const beside = await readFileBytes(`${path}.json`).catch(() => null);
  const description = beside && parseMapDescription(new TextDecoder().decode(beside), `${name}.json`);
  if (!description) return { rows, columns, values, grid: null, frame: null, description: null };
  const { grid, frame } = description;
  if (grid.rows !== rows || grid.columns !== columns) {
    throw badInput(
      `${name}: ${rows} x ${columns} cells, but ${name}.json beside it describes ${grid.rows} x ${grid.columns}; they are of different runs: delete the .json or write the map again`,
    );
  }
  return { rows, columns, values, grid, frame, description };
}
