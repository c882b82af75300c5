import type { GeoFrame } from '../../raster/geo-frame.ts';
import { badInput } from '../../units/errors.ts';
import { writeGeoTiffMap } from './geotiff-map.ts';
import { writeKmz } from './kmz.ts';
import { type MapScale, scaleOfValues } from './map-colours.ts';
import { contoursOfMap } from './map-contours.ts';
import { csvOfMap } from './map-csv.ts';
import type { MapDescription } from './map-description.ts';
import { writeNpy } from './npy.ts';
import { writePngMap, writeWorldFile } from './png-map.ts';
import { writeAuxXml } from './projection-text.ts';

export const MAP_EXTENSIONS = ['.tif', '.npy', '.png', '.json', '.geojson', '.csv', '.kmz'] as const;
/** A format by the extension that chooses it. */
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
 * Formats in degrees need a scene with a place.
 * @throws UserError('bad-input') for a .kmz or .geojson without one
 */
export function assertPlaced(path: string, frame: GeoFrame | null): asserts frame is GeoFrame {
  const extension = mapExtension(path);
  if (frame !== null || (extension !== '.kmz' && extension !== '.geojson')) return;
  throw badInput(
    `${path}: a ${extension} is in degrees and this scene has no place on the Earth; write .tif, .png or .csv, or use a scene with coordinates`,
  );
}

/** How a picture of a map looks, and what tells how far a slow format is. */
export interface MapLook {
  /** Left out: the layer's name. */
  readonly title?: string;
  /** Left out: by the values. */
  readonly scale?: MapScale;
  /** Share of the work that is done, 0..1. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * The files of one map, by path: the one asked for, and what belongs beside it (description of a .npy, world file and coordinate
 * system of a .png). `values` are row by row from the north, NaN = no data. Companions come first, so the named file is the last
 * to appear.
 * @throws UserError('bad-input') for an unknown extension and for a .kmz or .geojson of a map without a place on the Earth.
 */
export function encodeMap(
  path: string,
  values: Float32Array,
  description: MapDescription,
  look: MapLook = {},
): Map<string, Uint8Array | string> {
  const { classes, unit, layer } = description;
  const scale = look.scale ?? (classes ? { kind: 'classes', names: classes } : scaleOfValues(values, unit));
  const title = look.title ?? layer;
  switch (mapExtension(path)) {
    case '.tif':
      return new Map([[path, writeGeoTiffMap(values, description)]]);
    case '.npy':
      return npyFiles(path, values, description);
    case '.png':
      return pngFiles(path, values, description, scale, title);
    case '.json':
      return new Map([[path, jsonOfMap(values, description)]]);
    case '.geojson': {
      const { frame } = description;
      assertPlaced(path, frame);
      return new Map([[path, contoursOfMap(path, values, { ...description, frame }, scale, look.onProgress)]]);
    }
    case '.csv':
      return new Map([[path, csvOfMap(values, description)]]);
    case '.kmz':
      return new Map([[path, kmzOfMap(path, values, description, scale, title)]]);
  }
}

function npyFiles(path: string, values: Float32Array, description: MapDescription): Map<string, Uint8Array | string> {
  const { rows, columns } = description.grid;
  return new Map<string, Uint8Array | string>([
    [`${path}.json`, `${JSON.stringify(description)}\n`],
    [path, writeNpy({ rows, columns, values })],
  ]);
}

function pngFiles(
  path: string,
  values: Float32Array,
  { grid, frame, section }: MapDescription,
  scale: MapScale,
  title: string,
): Map<string, Uint8Array | string> {
  if (section) return new Map([[path, writePngMap(values, grid, scale, title)]]);
  const world = writeWorldFile(grid, frame?.originEastingM ?? 0, frame?.originNorthingM ?? 0);
  return new Map<string, Uint8Array | string>([
    [path.replace(/\.png$/i, '.pgw'), world],
    ...(frame ? [[`${path}.aux.xml`, writeAuxXml(frame)] as const] : []),
    [path, writePngMap(values, grid, scale, title)],
  ]);
}

function kmzOfMap(
  path: string,
  values: Float32Array,
  { grid, frame, sectors }: MapDescription,
  scale: MapScale,
  title: string,
): Uint8Array {
  assertPlaced(path, frame);
  const overlay = {
    title,
    mapPng: writePngMap(values, grid, scale, title, false),
    legendPng: writePngMap(new Float32Array([Number.NaN]), { ...grid, columns: 1, rows: 1 }, scale, title),
    sectors,
  };
  return writeKmz(overlay, grid, frame);
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
