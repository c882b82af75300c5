import { wgs84FromLocal } from '../../raster/geo-frame.ts';
import { cellCentre } from '../../raster/raster-grid.ts';
import { badInput } from '../../units/errors.ts';
import { writeGeoTiffMap } from './geotiff-map.ts';
import { writeKmz } from './kmz.ts';
import { type MapScale, scaleOfValues } from './map-colours.ts';
import type { MapDescription } from './map-description.ts';
import { writeNpy } from './npy.ts';
import { writePngMap, writeWorldFile } from './png-map.ts';

export const MAP_EXTENSIONS = ['.tif', '.npy', '.png', '.json', '.csv', '.kmz'] as const;
export type MapExtension = (typeof MAP_EXTENSIONS)[number];

/** The format that a file name asks for. */
export function mapExtension(path: string): MapExtension {
  const lower = path.toLowerCase();
  const found = lower.endsWith('.tiff') ? '.tif' : MAP_EXTENSIONS.find((extension) => lower.endsWith(extension));
  if (found === undefined) {
    throw badInput(`${path}: the extension chooses the format of a map and must be one of ${MAP_EXTENSIONS.join(' ')}`);
  }
  return found;
}

/**
 * The files of one map, by path: the one asked for, and what belongs beside it (description of a .npy, world file of a .png).
 * `values` are row by row from the north, NaN = no data. Companions come first, so the named file is the last to appear.
 * @throws UserError('bad-input') for an unknown extension and for a .kmz of a map without a place on the Earth.
 */
export function encodeMap(
  path: string,
  values: Float32Array,
  description: MapDescription,
): Map<string, Uint8Array | string> {
  const { grid, frame, classes } = description;
  const scale: MapScale = classes ? { kind: 'classes', names: classes } : scaleOfValues(values, description.unit);
  const title = description.layer;
  switch (mapExtension(path)) {
    case '.tif':
      return new Map([[path, writeGeoTiffMap(values, description)]]);
    case '.npy':
      return new Map<string, Uint8Array | string>([
        [`${path}.json`, `${JSON.stringify(description)}\n`],
        [path, writeNpy({ rows: grid.rows, columns: grid.columns, values })],
      ]);
    case '.png':
      return new Map<string, Uint8Array | string>([
        [
          path.replace(/\.png$/i, '.pgw'),
          writeWorldFile(grid, frame?.originEastingM ?? 0, frame?.originNorthingM ?? 0),
        ],
        [path, writePngMap(values, grid, scale, title)],
      ]);
    case '.json':
      return new Map([[path, jsonOfMap(values, description)]]);
    case '.csv':
      return new Map([[path, csvOfMap(values, description)]]);
    case '.kmz': {
      if (frame === null) {
        throw badInput(
          `${path}: a .kmz lies on the globe and this scene has no place on it; write .png or .tif, or use a scene with coordinates`,
        );
      }
      const overlay = {
        title,
        mapPng: writePngMap(values, grid, scale, title, false),
        legendPng: writePngMap(new Float32Array([Number.NaN]), { ...grid, columns: 1, rows: 1 }, scale, title),
      };
      return new Map([[path, writeKmz(overlay, grid, frame)]]);
    }
  }
}

/** The description with `values`: an array of rows from the north, null where there is no data. */
function jsonOfMap(values: Float32Array, description: MapDescription): string {
  const { rows, columns } = description.grid;
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const line = Array.from(values.subarray(row * columns, (row + 1) * columns), (v) =>
      Number.isFinite(v) ? String(v) : 'null',
    );
    lines.push(`[${line.join(',')}]`);
  }
  return `${JSON.stringify(description).slice(0, -1)},"values":[\n${lines.join(',\n')}\n]}\n`;
}

/** One line a cell that holds a value: its centre in the scene frame, on the Earth where the scene has a place, and the value. */
function csvOfMap(values: Float32Array, description: MapDescription): string {
  const { grid, frame, unit, layer } = description;
  const column = unit === '' ? layer : `${layer} [${unit}]`;
  const lines = [frame ? `x [m],y [m],lat,lon,${column}` : `x [m],y [m],${column}`];
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) return;
    const { x, y } = cellCentre(grid, index);
    let place = '';
    if (frame) {
      const p = wgs84FromLocal(frame, x, y);
      place = `${p.latDeg.toFixed(7)},${p.lonDeg.toFixed(7)},`;
    }
    lines.push(`${x},${y},${place}${value}`);
  });
  return `${lines.join('\n')}\n`;
}
