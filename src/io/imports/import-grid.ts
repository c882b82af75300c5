import { isTiff, readGeoTiff } from '../formats/geotiff-raster.ts';
import { readNpy } from '../formats/npy.ts';

/** A raster as it lies in its file. */
export interface ImportedGrid {
  readonly format: string;
  readonly columns: number;
  readonly rows: number;
  /** Cells that hold a value. */
  readonly covered: number;
  /** Of these; NaN where there are none. */
  readonly least: number;
  readonly most: number;
  /** Place and cell size in the file's coordinates; null where the file tells none. */
  readonly place: {
    readonly epsg: number | null;
    readonly unit: 'deg' | 'm';
    readonly west: number;
    readonly north: number;
    readonly stepX: number;
    readonly stepY: number;
  } | null;
}

/** @throws UserError('bad-input') for a damaged file */
export async function readGrid(name: string, bytes: Uint8Array): Promise<ImportedGrid> {
  if (!isTiff(bytes)) {
    const { columns, rows, values } = readNpy(bytes, name);
    return { format: 'NumPy array', columns, rows, ...extent(values, null), place: null };
  }
  const { columns, rows, values, noData, west, north, stepX, stepY, epsg, geographic } = await readGeoTiff(name, bytes);
  const unit = geographic ? 'deg' : 'm';
  return {
    format: 'GeoTIFF',
    columns,
    rows,
    ...extent(values, noData),
    place: { epsg, unit, west, north, stepX, stepY },
  };
}

function extent(values: ArrayLike<number>, noData: number | null) {
  let covered = 0;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value) || value === noData) continue;
    covered++;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return covered > 0 ? { covered, least, most } : { covered, least: Number.NaN, most: Number.NaN };
}
