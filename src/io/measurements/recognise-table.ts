import { UserError } from '../../units/errors.ts';
import { hasTwin } from '../tables/distinct-columns.ts';
import { GPX_TITLE } from '../tables/gpx.ts';
import type { Table } from '../tables/table.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { COLUMN_WORDS } from './column-words.ts';
import { missingColumns } from './generic-layout.ts';
import { headOf } from './measurement-layout.ts';
import { MEASUREMENT_LAYOUTS } from './measurement-layouts.ts';

/** What a table is, as far as measurements go. */
export type RecognisedTable =
  | {
      readonly kind: 'measurements';
      readonly mapping: ColumnMapping;
      /** The tool that wrote it. */
      readonly layout: string;
      readonly note?: string;
    }
  /** Known, but not to be read as measurements: why, and what to do. */
  | { readonly kind: 'refused'; readonly layout: string; readonly because: string; readonly mappable?: true }
  | { readonly kind: 'unknown'; readonly because: string; readonly mappable?: true };

/** A position and a level. */
const LEAST_COLUMNS = 3;

/** Tells by its columns and first rows whether a table holds measurements, and where. A table that cannot be read at all is refused. */
export function recogniseTable(table: Table): RecognisedTable {
  try {
    return recognise(table);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'refused', layout: table.title, because: error.message };
  }
}

function recognise(table: Table): RecognisedTable {
  const head = headOf(table);
  for (const { title, note, recognise: mappingOf } of MEASUREMENT_LAYOUTS) {
    const found = mappingOf(head);
    if (found === null) continue;
    if ('refused' in found) {
      return { kind: 'refused', layout: title, because: found.refused, ...(found.mappable && { mappable: true }) };
    }
    const twin = twinAmong(table, columnsOf(found));
    if (twin !== null) return { kind: 'refused', layout: title, because: twin };
    return { kind: 'measurements', mapping: found, layout: title, ...(note === undefined ? {} : { note }) };
  }
  const words = new Set([...COLUMN_WORDS.lat, ...COLUMN_WORDS.lon, ...COLUMN_WORDS.rsrp]);
  const twin = twinAmong(
    table,
    table.columns.filter((_, i) => words.has(head.keys[i]!)),
  );
  if (twin !== null) return { kind: 'unknown', because: twin };
  if (table.title === GPX_TITLE) {
    const because = 'a track alone is no measurement; open it together with a table of times and RSRP';
    return { kind: 'unknown', because };
  }
  const cure = table.hasHeader
    ? 'rename the one that holds it to lat, lon, x, y or rsrp, or say which columns hold what'
    : 'no line names the columns; say which columns hold what';
  const because = `${missingColumns(head)} (columns seen: ${table.columns.join(', ')}); ${cure}`;
  return { kind: 'unknown', because, ...(table.columns.length >= LEAST_COLUMNS && { mappable: true }) };
}

/** What is wrong where it cannot be told which of two columns is meant. */
function twinAmong({ columns }: Table, wanted: readonly string[]): string | null {
  const twin = wanted.find((column) => hasTwin(columns, column));
  return twin === undefined ? null : `two columns are named "${twin}"; rename or delete one`;
}

/** Every column that a mapping names. */
export function columnsOf(mapping: ColumnMapping): readonly string[] {
  const { position, rsrp, cell, device, frequency, channel, time, accuracy, speed, indoor, only } = mapping;
  const places = position.kind === 'wgs84' ? [position.lat, position.lon] : [position.x, position.y];
  const others = [device, frequency, channel, time, accuracy, speed?.column, indoor];
  return [
    ...places,
    rsrp,
    ...(cell ?? []),
    ...others.filter((column) => column !== undefined),
    ...(only ?? []).map(({ column }) => column),
  ];
}
