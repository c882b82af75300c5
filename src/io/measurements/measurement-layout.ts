import { firstRows, type Table } from '../tables/table.ts';
import { columnKey } from '../tables/table-number.ts';
import type { ColumnMapping } from './column-mapping.ts';

/** What a layout is recognised by. */
export interface TableHead {
  readonly table: Table;
  /** Bare names of the columns (see columnKey), in their order. */
  readonly keys: readonly string[];
  /** The first rows of data. */
  readonly rows: readonly (readonly string[])[];
}

/** How one tool arranges what it measured. One file each, all of them in measurement-layouts.ts. */
export interface MeasurementLayout {
  readonly id: string;
  /** The tool, e.g. "CellMapper". */
  readonly title: string;
  /** Which column holds what; null for a table that is not of this tool. */
  recognise(head: TableHead): ColumnMapping | null;
}

const ROWS = 50;

export function headOf(table: Table): TableHead {
  return { table, keys: table.columns.map(columnKey), rows: firstRows(table, ROWS) };
}

/** True where the table has all of these columns, by their bare names. */
export function hasColumns({ keys }: TableHead, wanted: readonly string[]): boolean {
  return wanted.every((key) => keys.includes(key));
}

/** The name that a table gives the column of this bare name; undefined where it has none. */
export function columnNamed({ keys, table }: TableHead, ...aliases: readonly string[]): string | undefined {
  const index = aliases.map((alias) => keys.indexOf(alias)).find((at) => at >= 0);
  return index === undefined ? undefined : table.columns[index];
}
