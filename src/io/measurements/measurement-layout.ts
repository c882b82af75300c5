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
  /** What a person must know of the numbers of this layout, in a sentence. */
  readonly note?: string;
  /** Which column holds what, or why a table of this tool holds nothing to be read; null for a table that is not of this tool. */
  recognise(head: TableHead): ColumnMapping | Refusal | null;
}

/** A table that is known but not read. */
export interface Refusal {
  /** Why, and what to do: the end of a sentence that begins with the file. */
  readonly refused: string;
  /** True where a mapping can have it read all the same. */
  readonly mappable?: true;
}

const ROWS = 50;

export function headOf(table: Table): TableHead {
  return { table, keys: table.columns.map(columnKey), rows: firstRows(table, ROWS) };
}

/** True where the table has all of these columns, by their bare names. */
export function hasColumns({ keys }: TableHead, ...wanted: readonly string[]): boolean {
  return wanted.every((key) => keys.includes(key));
}

/** The name that a table gives the column of this bare name; undefined where it has none. */
export function columnNamed({ keys, table }: TableHead, ...aliases: readonly string[]): string | undefined {
  const index = aliases.map((alias) => keys.indexOf(alias)).find((at) => at >= 0);
  return index === undefined ? undefined : table.columns[index];
}

/** The same where the layout is recognised by having it. */
export function columnOf(head: TableHead, key: string): string {
  const column = columnNamed(head, key);
  if (column === undefined) throw new Error(`a layout was recognised without its column ${key}`);
  return column;
}

/** Values of a column in the first rows, those that are blank left out. */
export function sampled({ keys, rows }: TableHead, key: string): readonly string[] {
  const index = keys.indexOf(key);
  return index < 0 ? [] : rows.flatMap((row) => (row[index] ? [row[index]] : []));
}

/** The fields that are there. */
export function known<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
