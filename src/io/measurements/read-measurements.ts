import type { MeasurementSet } from '../../measurements/measurement-set.ts';
import { badInput } from '../../units/errors.ts';
import type { Table } from '../tables/table.ts';
import { openTables } from '../tables/table-formats.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { missingColumns } from './generic-layout.ts';
import { headOf } from './measurement-layout.ts';
import { MEASUREMENT_LAYOUTS } from './measurement-layouts.ts';
import { MeasurementRows } from './measurement-rows.ts';
import { readRows } from './read-rows.ts';

export interface ReadMeasurementsOptions {
  /** Which column holds what, where that is known; else it is told from the table. */
  readonly mapping?: ColumnMapping;
}

/**
 * Reads measured RSRP from any file that holds tables of it (table-formats.ts), plain or packed, as any tool arranges it
 * (measurement-layouts.ts): a position (WGS 84, or metres in the scene frame), RSRP [dBm], and where they are there the serving cell,
 * phone, carrier, time, error of the position, speed and whether under a roof. Files of an archive that hold no measurements are
 * passed over and named. A row that cannot be used is counted with its place and reason; a blank is missing, never 0.
 * @throws UserError('bad-input') for no table at all, or none with the columns; those of the first are listed.
 */
export async function readMeasurements(
  name: string,
  bytes: Uint8Array,
  { mapping }: ReadMeasurementsOptions = {},
): Promise<MeasurementSet> {
  const tables = await openTables(name, bytes);
  const rows = new MeasurementRows(name);
  const passedOver: string[] = [];
  for (const { name: part, table } of tables) {
    const known = mapping ? { mapping, layout: 'as mapped' } : layoutOf(table);
    if (known) readRows(part, table, known.mapping, known.layout, rows);
    else if (tables.length === 1) throw badInput(`${part}: ${lacks(table)}`);
    else passedOver.push(part);
  }
  if (rows.parts.length === 0) {
    const first = tables[0];
    throw badInput(
      first
        ? `${name}: none of its ${tables.length} tables holds measurements (${first.name}: ${lacks(first.table)})`
        : `${name}: no table in it`,
    );
  }
  return rows.toSet(passedOver);
}

function layoutOf(table: Table): { readonly mapping: ColumnMapping; readonly layout: string } | null {
  const head = headOf(table);
  for (const { title, recognise } of MEASUREMENT_LAYOUTS) {
    const mapping = recognise(head);
    if (mapping) return { mapping, layout: title };
  }
  return null;
}

function lacks(table: Table): string {
  const cure = table.hasHeader
    ? 'rename the one that holds it to lat, lon, x, y or rsrp, or say which columns hold what'
    : 'no line names the columns; say which columns hold what';
  return `${missingColumns(headOf(table))} (columns seen: ${table.columns.join(', ')}); ${cure}`;
}
