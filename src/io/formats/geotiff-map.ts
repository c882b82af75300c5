import { fromArrayBuffer } from 'geotiff';
import { badInput } from '../../units/errors.ts';
import { frameOfGeoKeys, geoKeysOf } from './geotiff-keys.ts';
import { type MapDescription, type MapFile, parseMapDescription } from './map-description.ts';
import { encodeFloat32Tiff, type TiffField } from './tiff-encoder.ts';

/**
 * A float32 GeoTIFF (NaN = no data, row 0 = north) placed by the description's frame: its EPSG code, or a transverse Mercator
 * of its own. A scene without a place gives local metres. The description travels inside as the image description.
 */
export function writeGeoTiffMap(values: Float32Array, description: MapDescription): Uint8Array<ArrayBuffer> {
  const { grid, frame } = description;
  const keys = geoKeysOf(frame);
  const west = grid.westM + (frame?.originEastingM ?? 0);
  const north = grid.northM + (frame?.originNorthingM ?? 0);
  const fields: TiffField[] = [
    { tag: 256, type: 'long', values: [grid.columns] },
    { tag: 257, type: 'long', values: [grid.rows] },
    { tag: 258, type: 'short', values: [32] },
    { tag: 259, type: 'short', values: [1] },
    { tag: 262, type: 'short', values: [1] },
    { tag: 270, type: 'ascii', text: asciiJson(description) },
    { tag: 277, type: 'short', values: [1] },
    { tag: 278, type: 'long', values: [grid.rows] },
    { tag: 279, type: 'long', values: [4 * values.length] },
    { tag: 339, type: 'short', values: [3] },
    { tag: 33550, type: 'double', values: [grid.cellSizeM, grid.cellSizeM, 0] },
    { tag: 33922, type: 'double', values: [0, 0, 0, west, north, 0] },
    { tag: 34735, type: 'short', values: keys.directory },
    ...(keys.doubles.length > 0 ? [{ tag: 34736, type: 'double', values: keys.doubles } as const] : []),
    ...(keys.ascii !== '' ? [{ tag: 34737, type: 'ascii', text: keys.ascii } as const] : []),
    { tag: 42113, type: 'ascii', text: 'nan' },
  ];
  return encodeFloat32Tiff(values, fields);
}

/** The tag is ASCII; letters outside it are escaped, which JSON reads back. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Reads the first band of a GeoTIFF. The frame is known for our own files, for UTM zones on WGS 84 and for transverse
 * Mercator from the equator; other systems give values without a place.
 * @throws UserError('bad-input') naming the file, for what is no TIFF, several bands, or cells that are not square.
 */
export async function readGeoTiffMap(bytes: Uint8Array, name: string): Promise<MapFile> {
  const order = `${String.fromCharCode(bytes[0] ?? 0)}${String.fromCharCode(bytes[1] ?? 0)}`;
  if (bytes.length < 8 || (order !== 'II' && order !== 'MM')) {
    throw badInput(`${name}: not a TIFF file (${bytes.length} bytes, wrong first bytes)`);
  }
  try {
    const copy = new Uint8Array(bytes);
    const image = await (await fromArrayBuffer(copy.buffer)).getImage();
    if (image.getSamplesPerPixel() !== 1) {
      throw badInput(`${name}: ${image.getSamplesPerPixel()} bands; a map has one: extract it first`);
    }
    const [band] = await image.readRasters();
    if (!band || typeof band === 'number') throw badInput(`${name}: holds no band of values`);
    const noData = image.getGDALNoData();
    const values = Float32Array.from(band, (v) => (noData !== null && v === noData ? Number.NaN : v));
    const columns = image.getWidth();
    const rows = image.getHeight();
    const described = await image.fileDirectory.loadValue('ImageDescription');
    const description = typeof described === 'string' ? parseMapDescription(described.replace(/\0+$/, ''), name) : null;
    if (description && description.grid.columns === columns && description.grid.rows === rows) {
      return { rows, columns, values, grid: description.grid, frame: description.frame, description };
    }
    return { rows, columns, values, ...place(image, columns, rows, name), description: null };
  } catch (error) {
    if (error instanceof Error && error.name === 'UserError') throw error;
    throw badInput(`${name}: damaged TIFF: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type GeoTiffImage = Awaited<ReturnType<Awaited<ReturnType<typeof fromArrayBuffer>>['getImage']>>;

function place(image: GeoTiffImage, columns: number, rows: number, name: string): Pick<MapFile, 'grid' | 'frame'> {
  const keys = image.getGeoKeys();
  let box: number[];
  try {
    box = image.getBoundingBox();
  } catch {
    return { grid: null, frame: null };
  }
  const [westM, south, east, northM] = box as [number, number, number, number];
  const cellSizeM = (east - westM) / columns;
  const height = (northM - south) / rows;
  const frame = keys === null ? null : frameOfGeoKeys(keys);
  if (frame === null) return { grid: null, frame: null };
  if (Math.abs(cellSizeM - height) > 1e-6 * cellSizeM) {
    throw badInput(`${name}: cells of ${cellSizeM} x ${height} m; a map has square cells: resample it`);
  }
  return { grid: { columns, rows, cellSizeM, westM, northM }, frame };
}
