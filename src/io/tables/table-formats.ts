import { UserError } from '../../units/errors.ts';
import { openArchive } from '../archive.ts';
import { delimitedText } from './delimited-text.ts';
import { geoJsonPoints } from './geojson-points.ts';
import { geoPackage } from './geopackage.ts';
import { gpx } from './gpx.ts';
import { kml, kmz } from './kml.ts';
import { nemoLog } from './nemo-log.ts';
import { parquet } from './parquet.ts';
import type { Table, TableFormat } from './table.ts';
import { xlsx } from './xlsx.ts';

/** Every kind of file that tables are read from; the first that recognises a file opens it. Delimited text takes what is left. */
const TABLE_FORMATS: readonly TableFormat[] = [xlsx, kmz, kml, geoJsonPoints, geoPackage, parquet, nemoLog, gpx];

/** A table, and the file that it is of: within an archive its path there. */
export interface NamedTable {
  readonly name: string;
  readonly table: Table;
}

/** True for a file of a kind that holds tables beside delimited text, which anything can be taken for. */
export function isTableFile(name: string, bytes: Uint8Array): boolean {
  return TABLE_FORMATS.some((format) => format.recognises(bytes, name));
}

/**
 * The tables of a file, plain or packed (gz, zip, tar), by content. What archivers leave behind (`__MACOSX`, `.DS_Store`) is no file.
 * @param unread takes what is wrong with files of an archive that hold no table; without it the first such file ends it
 * @throws UserError('bad-input') for damaged archives and files
 */
export async function openTables(name: string, bytes: Uint8Array, unread?: string[]): Promise<readonly NamedTable[]> {
  // Sheets are zips themselves.
  const own = TABLE_FORMATS.find((format) => format.recognises(bytes, name));
  const files = own ? new Map([[name, bytes]]) : openArchive(name, bytes);
  const tables: NamedTable[] = [];
  for (const [path, content] of files) {
    if (/(^|\/)(__MACOSX\/|\.)/.test(path)) continue;
    const format = own ?? TABLE_FORMATS.find((one) => one.recognises(content, path)) ?? delimitedText;
    const label = files.size === 1 ? name : `${name}, ${path}`;
    try {
      const opened = await format.open(content, label);
      for (const table of opened) tables.push({ name: opened.length > 1 ? `${label}, ${table.part}` : label, table });
    } catch (error) {
      if (!(error instanceof UserError) || unread === undefined || files.size === 1) throw error;
      unread.push(error.message);
    }
  }
  return tables;
}
