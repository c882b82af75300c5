import { badInput } from '../../units/errors.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../formats/json-document.ts';
import { type GpkgPoint, wkbPoints } from './gpkg-geometry.ts';
import type { ParquetFooter } from './parquet-footer.ts';

/**
 * The column of points of a GeoParquet file (1.1: named in the metadata `geo`, as well-known binary); -1 for a file without.
 * @throws UserError('bad-input') for points that are not in WGS 84
 */
export function geometryColumn(name: string, { metadata, columns }: ParquetFooter): number {
  const text = metadata.key_value_metadata?.find(({ key }) => key === 'geo')?.value;
  if (text === undefined) return -1;
  const geo = parseJson(`${name}, its metadata "geo"`, new TextEncoder().encode(text));
  if (!isJsonObject(geo) || !isJsonObject(geo.columns)) return -1;
  const index = columns.findIndex(({ element }) => element.name === geo.primary_column);
  const described = index < 0 ? undefined : geo.columns[columns[index]!.element.name];
  if (!isJsonObject(described) || described.encoding !== 'WKB' || columns[index]!.element.type !== 'BYTE_ARRAY')
    return -1;
  const system = codeOf(described.crs);
  if (system !== null && !/^(CRS84h?|4326|4979)$/.test(system))
    throw badInput(
      `${name}: its points are in the system ${system}; points are read in WGS 84 degrees (EPSG:4326). Convert it (ogr2ogr -t_srs EPSG:4326)`,
    );
  return index;
}

/** Null where nothing is said, which is longitude and latitude in WGS 84. */
function codeOf(crs: Json | undefined): string | null {
  if (!isJsonObject(crs)) return null;
  const id: JsonObject = isJsonObject(crs.id) ? crs.id : {};
  return String(id.code ?? crs.name ?? 'without a name');
}

/** The points of one value; none where there is none or another shape. */
export function pointsOf(value: unknown, where: string): readonly GpkgPoint[] {
  if (!(value instanceof Uint8Array)) return [];
  const points = wkbPoints(value);
  if (points === null) throw badInput(`${where}: its geometry is damaged; write it again`);
  return points;
}
