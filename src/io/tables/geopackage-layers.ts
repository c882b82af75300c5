import type { ProjectedSystem } from '../../raster/projected-system.ts';
import { badInput } from '../../units/errors.ts';
import { type GpkgPoint, gpkgPoints } from './gpkg-geometry.ts';
import { inDegrees, pointSystem } from './point-system.ts';
import { ownAndData, visitPoints } from './row-source.ts';
import { columnsOf, type SqliteColumn } from './sqlite-columns.ts';
import { type SchemaEntry, SqliteFile } from './sqlite-file.ts';
import type { SqliteValue } from './sqlite-record.ts';
import type { Table } from './table.ts';

const OWN = ['longitude', 'latitude', 'altitude'] as const;

interface Layer {
  readonly entry: SchemaEntry;
  readonly columns: readonly SqliteColumn[];
  /** Index of the column of geometry; -1 for none. */
  readonly geometry: number;
  /** What its points are in; null for degrees. */
  readonly system: ProjectedSystem | null;
}

/**
 * The layers of points of a GeoPackage (OGC 12-128r18) and its tables without geometry; of any other SQLite database every table.
 * @throws UserError('bad-input') for points in a system that is not known here, a database without rows, and a damaged one, naming its page
 */
export function openDatabase(bytes: Uint8Array, name: string): readonly Table[] {
  const file = new SqliteFile(name, bytes);
  const entries = file.schema().filter(({ type, name: own }) => type === 'table' && !/^(sqlite_|rtree_)/i.test(own));
  const isPackage = entries.some(({ name: own }) => own === 'gpkg_contents');
  const layers = isPackage
    ? packageLayers(file, entries, name)
    : entries.flatMap((entry) => layerOf(entry, null, null));
  const tables = layers.flatMap((layer) => {
    const table = tableOf(file, layer, isPackage ? 'GeoPackage' : 'SQLite', name);
    let filled = false;
    table.forEachRow(() => {
      filled = true;
      return false;
    });
    return filled ? [table] : [];
  });
  if (tables.length > 0) return tables;
  const seen = entries.map(({ name: own }) => own).filter((own) => !/^gpkg_|^rtree_/.test(own));
  throw badInput(
    `${name}: no ${isPackage ? 'layer of points or table' : 'table'} with rows in the database (it holds: ${seen.join(', ') || 'nothing'})`,
  );
}

function layerOf(entry: SchemaEntry, geometry: string | null, system: ProjectedSystem | null): Layer[] {
  const columns = columnsOf(entry.sql);
  if (columns === null || entry.rootPage < 1) return [];
  return [{ entry, columns, geometry: columns.findIndex(({ name }) => name === geometry), system }];
}

/** Layers of points, and tables without geometry. @throws UserError('bad-input') for points in a system that is not known here */
function packageLayers(file: SqliteFile, entries: readonly SchemaEntry[], name: string): readonly Layer[] {
  const rows = (table: string) => readAll(file, entries, table);
  const systems = new Map(
    rows('gpkg_spatial_ref_sys').map((row) => [row.srs_id, `${row.organization}:${row.organization_coordsys_id}`]),
  );
  const geometries = new Map(rows('gpkg_geometry_columns').map((row) => [row.table_name, row]));
  return rows('gpkg_contents').flatMap(({ table_name: own, data_type: kind }) => {
    const entry = entries.find((one) => one.name === own);
    if (!entry || (kind !== 'features' && kind !== 'attributes')) return [];
    const shape = geometries.get(own ?? '');
    if (!shape) return layerOf(entry, null, null);
    if (!/^((multi)?point|geometry(collection)?)$/i.test(shape.geometry_type_name ?? '')) return [];
    const title = systems.get(shape.srs_id) ?? `srs ${shape.srs_id}`;
    const code = title.split(':')[1] ?? shape.srs_id ?? '';
    return layerOf(entry, shape.column_name ?? null, pointSystem(code, title, `${name}: layer "${own}" is`));
  });
}

/** The rows of a small table of the package's own, by column. */
function readAll(file: SqliteFile, entries: readonly SchemaEntry[], table: string): Record<string, string>[] {
  const entry = entries.find(({ name }) => name === table);
  const columns = entry && columnsOf(entry.sql);
  const rows: Record<string, string>[] = [];
  if (!entry || !columns) return rows;
  file.walkTable(entry.rootPage, (rowid, values) => {
    rows.push(Object.fromEntries(columns.map((column, i) => [column.name, fieldOf(values[i] ?? null, column, rowid)])));
  });
  return rows;
}

function tableOf(file: SqliteFile, { entry, columns, geometry, system }: Layer, title: string, name: string): Table {
  const others = columns.map((column, i) => ({ column, i })).filter(({ i }) => i !== geometry);
  const own = geometry < 0 ? [] : OWN;
  return {
    title,
    part: entry.name,
    ...ownAndData(
      own,
      others.map(({ column }) => column.name),
      name,
    ),
    hasHeader: true,
    delimiter: '',
    counts: 'row',
    forEachRow: (visit) => {
      let at = 0;
      file.walkTable(entry.rootPage, (rowid, values) => {
        at++;
        const rest = others.map(({ column, i }) => fieldOf(values[i] ?? null, column, rowid));
        if (geometry < 0) return visit(rest, at);
        return visitPoints(
          inDegrees(pointsOf(values[geometry] ?? null, `${name}, layer "${entry.name}", row ${at}`), system),
          rest,
          at,
          visit,
        );
      });
    },
  };
}

function pointsOf(value: SqliteValue, where: string): readonly GpkgPoint[] {
  if (value === null) return [];
  const points = value instanceof Uint8Array ? gpkgPoints(value) : null;
  if (points === null) throw badInput(`${where}: its geometry is damaged; export it again`);
  return points;
}

function fieldOf(value: SqliteValue, { isRowid }: SqliteColumn, rowid: number): string {
  if (value === null) return isRowid ? String(rowid) : '';
  return value instanceof Uint8Array ? '' : String(value).trim();
}
