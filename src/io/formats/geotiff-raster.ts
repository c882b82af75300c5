import { fromArrayBuffer } from 'geotiff';
import { badInput } from '../../units/errors.ts';

/** The first band of a GeoTIFF with its place. */
export interface GeoTiffRaster {
  readonly columns: number;
  readonly rows: number;
  /** Row by row, row 0 first in the file (north). */
  readonly values: ArrayLike<number>;
  /** The file's no-data value; null when it names none. NaN always means none. */
  readonly noData: number | null;
  /** Model coordinates of the north-west corner of the north-west cell. */
  readonly west: number;
  readonly north: number;
  /** Cell size in model units, both positive. */
  readonly stepX: number;
  readonly stepY: number;
  /** EPSG code of the projected or geographic system; null when the file names none. */
  readonly epsg: number | null;
  readonly geographic: boolean;
}

const CELL_LIMIT = 64e6;

/** True for TIFF and BigTIFF, either byte order. */
export function isTiff(bytes: Uint8Array): boolean {
  const order = String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0);
  const magic =
    order === 'II'
      ? (bytes[2] ?? 0) + 256 * (bytes[3] ?? 0)
      : order === 'MM'
        ? 256 * (bytes[2] ?? 0) + (bytes[3] ?? 0)
        : 0;
  return magic === 42 || magic === 43;
}

/** @throws UserError when it cannot be decoded, is too large, rotated, or has no place */
export async function readGeoTiff(name: string, bytes: Uint8Array): Promise<GeoTiffRaster> {
  try {
    const buffer = bytes.slice().buffer;
    const image = await (await fromArrayBuffer(buffer)).getImage();
    const columns = image.getWidth();
    const rows = image.getHeight();
    if (columns * rows > CELL_LIMIT) {
      throw badInput(
        `${name} has ${columns} x ${rows} cells; up to ${CELL_LIMIT / 1e6} million are read. Cut the area out or resample it.`,
      );
    }
    const keys = image.getGeoKeys();
    const [west, north] = placed(name, () => image.getOrigin());
    const [stepX, stepY] = placed(name, () => image.getResolution());
    if (!(stepX! > 0 && stepY! < 0)) {
      throw badInput(
        `${name}: its rows do not run from north to south (cell ${stepX} x ${stepY}). Rewrite it north-up (gdalwarp).`,
      );
    }
    const bands = await image.readRasters({ samples: [0] });
    const values = (bands as unknown as ArrayLike<ArrayLike<number>>)[0]!;
    const projected = keys?.ProjectedCSTypeGeoKey as number | undefined;
    const geodetic = keys?.GeographicTypeGeoKey as number | undefined;
    const geographic = keys?.GTModelTypeGeoKey === 2;
    const epsg = (geographic ? geodetic : projected) ?? null;
    const noData = image.getGDALNoData();
    return {
      columns,
      rows,
      values,
      noData,
      west: west!,
      north: north!,
      stepX: stepX!,
      stepY: -stepY!,
      epsg,
      geographic,
    };
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'UserError') throw cause;
    throw badInput(
      `${name} cannot be read as a GeoTIFF (${cause instanceof Error ? cause.message : cause}): it is truncated or damaged.`,
    );
  }
}

function placed(name: string, get: () => number[]): number[] {
  try {
    return get();
  } catch {
    throw badInput(
      `${name} is a TIFF without a place (no ModelTiepoint and ModelPixelScale): a height raster must be georeferenced. Save it as GeoTIFF.`,
    );
  }
}
