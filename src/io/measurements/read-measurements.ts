import type { MeasurementSet } from '../../measurements/measurement-set.ts';
import { badInput } from '../../units/errors.ts';
import { type NamedTable, openTables } from '../tables/table-formats.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { ColumnsUnknown } from './columns-unknown.ts';
import { joinTracks, type TrackFile } from './join-tracks.ts';
import { knownFor } from './known-columns.ts';
import type { StoredMapping } from './mapping-json.ts';
import { MeasurementRows } from './measurement-rows.ts';
import { readRows } from './read-rows.ts';
import { columnsOf, type RecognisedTable, recogniseTable } from './recognise-table.ts';

export interface ReadMeasurementsOptions {
  /** Which column holds what, where that is known; else it is told from the table. */
  readonly mapping?: ColumnMapping;
  /** Columns of the table that the mapping was made for; another header is told. */
  readonly header?: readonly string[];
  /** What was said before of tables with these columns: such tables are read so, all others as they are told. */
  readonly known?: readonly StoredMapping[];
  /** EPSG code of projected metres that the file does not name. */
  readonly epsg?: number;
  /** A GPX track, which tells where the rows of tables without positions lie by their times. */
  readonly track?: TrackFile;
}

/** A table and how it was read. */
export interface ReadTable extends NamedTable {
  readonly layout: string;
  readonly mapping: ColumnMapping;
  /** What was said before of its columns, where it was read so. */
  readonly known?: StoredMapping;
}

/**
 * Reads measured RSRP from any file that holds tables of it (table-formats.ts), plain or packed, as any tool arranges it
 * (measurement-layouts.ts): a position (WGS 84, metres of a projected system, or metres in the scene frame), RSRP [dBm], and where they
 * are there the serving cell, phone, carrier, time, error of the position, speed and whether under a roof. Files of an archive that
 * hold no measurements are passed over and named. A row that cannot be used is counted with its place and reason; a blank is missing,
 * never 0.
 * @throws UserError('bad-input') for no table at all, or none with the columns; those of the first are listed.
 */
export async function readMeasurements(
  name: string,
  bytes: Uint8Array,
  options: ReadMeasurementsOptions = {},
): Promise<MeasurementSet> {
  const unread: string[] = [];
  const opened = await openTables(name, bytes, unread);
  const tables = await joinTracks(opened, options.track, options.mapping);
  return readMeasurementTables(name, tables, options, unread).set;
}

/**
 * The same from tables that are open, with how each was read.
 * @param name of the file they are of
 * @param unread what is wrong with files beside them
 */
export function readMeasurementTables(
  name: string,
  tables: readonly NamedTable[],
  options: ReadMeasurementsOptions = {},
  unread: readonly string[] = [],
): { readonly set: MeasurementSet; readonly read: readonly ReadTable[] } {
  const rows = new MeasurementRows(name);
  const read: ReadTable[] = [];
  const passedOver: string[] = [...unread];
  let first = unread[0];
  let mappable: string | undefined;
  const lone = tables.length + unread.length === 1;
  for (const named of tables) {
    const found = mappingFor(named, options, lone);
    if (found.kind !== 'measurements') {
      const because = startsWith(found.because, named.name);
      if (lone) throw found.mappable ? new ColumnsUnknown(because) : badInput(because);
      first ??= because;
      if (found.mappable) mappable ??= because;
      // That a table is of something else needs no reason.
      passedOver.push(found.kind === 'unknown' ? named.name : because);
      continue;
    }
    const mapping = withEpsg(found.mapping, options.epsg);
    readRows(named.name, named.table, mapping, found.layout, rows);
    if (found.note !== undefined) {
      rows.note({
        kind: 'warning',
        code: 'layout',
        message: `${named.name}: ${found.layout}: ${found.note}`,
        count: 1,
      });
    }
    noteOtherHeader(named, options, rows);
    read.push({ ...named, layout: found.layout, mapping, ...(found.known && { known: found.known }) });
  }
  if (read.length === 0) {
    if (tables.length === 0) throw badInput(`${name}: no table in it${first === undefined ? '' : ` (${first})`}`);
    const message = `${name}: none of its ${tables.length} tables holds measurements (${first})`;
    throw mappable === undefined ? badInput(message) : new ColumnsUnknown(message);
  }
  return { set: rows.toSet(passedOver), read };
}

function mappingFor(
  { table }: NamedTable,
  { mapping, known }: ReadMeasurementsOptions,
  lone: boolean,
): RecognisedTable & { readonly known?: StoredMapping } {
  if (mapping === undefined) {
    const said = knownFor(table, known);
    if (said === undefined) return recogniseTable(table);
    return { kind: 'measurements', mapping: said.mapping, layout: 'as mapped', known: said };
  }
  const missing = columnsOf(mapping).filter((column) => !table.columns.includes(column));
  if (lone || missing.length === 0) return { kind: 'measurements', mapping, layout: 'as mapped' };
  return { kind: 'refused', layout: 'as mapped', because: `no column "${missing[0]}", which the mapping names` };
}

function withEpsg(mapping: ColumnMapping, epsg: number | undefined): ColumnMapping {
  const { position } = mapping;
  if (epsg === undefined || position.kind === 'wgs84') return mapping;
  return { ...mapping, position: { kind: 'projected', x: position.x, y: position.y, epsg } };
}

function noteOtherHeader(
  { name, table }: NamedTable,
  { header }: ReadMeasurementsOptions,
  rows: MeasurementRows,
): void {
  if (header === undefined) return;
  const gone = header.filter((column) => !table.columns.includes(column));
  const come = table.columns.filter((column) => !header.includes(column));
  if (gone.length + come.length === 0) return;
  const list = (columns: readonly string[]) => columns.slice(0, 5).join(', ') + (columns.length > 5 ? ', ...' : '');
  const changes = [gone.length > 0 ? `without ${list(gone)}` : '', come.length > 0 ? `with ${list(come)}` : ''];
  rows.note({
    kind: 'warning',
    code: 'other-header',
    count: gone.length + come.length,
    message: `${name}: the mapping was made for another header (this one is ${changes.filter(Boolean).join(' and ')}); check that its columns still mean the same`,
  });
}

/** Errors of a table begin with its name already. */
function startsWith(because: string, name: string): string {
  return because.startsWith(name) ? because : `${name}: ${because}`;
}
