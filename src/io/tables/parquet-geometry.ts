import type { ProjectedSystem } from '../../raster/projected-system.ts';
import { badInput } from '../../units/errors.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../formats/json-document.ts';
import { type GpkgPoint, wkbPoints } from './gpkg-geometry.ts';
import type { ParquetFooter } from './parquet-footer.ts';
import { inDegrees, pointSystem } from './point-system.ts';

/** The column of points, and what they are in: null for degrees. */
export interface GeometryColumn {
  readonly index: number;
  readonly system: ProjectedSystem | null;
}

/**
 * The column of points of a GeoParquet file (1.1: named in the metadata `geo`, as well-known binary); null for a file without.
 * @throws UserError('bad-input') for points in a system that is not known here
 */
export function geometryColumn(name: string, { metadata, columns }: ParquetFooter): GeometryColumn | null {
  const text = metadata.key_value_metadata?.find(({ key }) => key === 'geo')?.value;
  if (text === undefined) return null;
  const geo = parseJson(`${name}, its metadata "geo"`, new TextEncoder().encode(text));
  if (!isJsonObject(geo) || !isJsonObject(geo.columns)) return null;
  const index = columns.findIndex(({ element }) => element.name === geo.primary_column);
  const described = index < 0 ? undefined : geo.columns[columns[index]!.element.name];
  if (!isJsonObject(described) || described.encoding !== 'WKB' || columns[index]!.element.type !== 'BYTE_ARRAY')
    return null;
  const system = codeOf(described.crs);
  const title = `the system ${system}`;
  return { index, system: system === null ? null : pointSystem(system, title, `${name}: its points are`) };
}

/** Null where nothing is said, which is longitude and latitude in WGS 84. */
function codeOf(crs: Json | undefined): string | null {
  if (!isJsonObject(crs)) return null;
  const id: JsonObject = isJsonObject(crs.id) ? crs.id : {};
  return String(id.code ?? crs.name ?? 'without a name');
}

/** The points of one value in degrees; none where there is none or another shape. */
export function pointsOf(value: unknown, system: ProjectedSystem | null, where: string): readonly GpkgPoint[] {
  if (!(value instanceof Uint8Array)) return [];
  const points = wkbPoints(value);
  if (points === null) throw badInput(`${where}: its geometry is damaged; write it again`);
  return inDegrees(points, system);
}
