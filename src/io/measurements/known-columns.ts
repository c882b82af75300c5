import type { Table } from '../tables/table.ts';
import type { StoredMapping } from './mapping-json.ts';

/** True for the same names of columns, in any order. */
export function sameHeader(a: readonly string[], b: readonly string[]): boolean {
  const names = new Set(a);
  return a.length === b.length && b.every((name) => names.has(name));
}

/** What was said before of a table with these columns; undefined where nothing was. */
export function knownFor(
  { columns }: Pick<Table, 'columns'>,
  known: readonly StoredMapping[] | undefined,
): StoredMapping | undefined {
  return known?.find(({ header }) => header !== undefined && sameHeader(header, columns));
}

export function isKnown(table: Pick<Table, 'columns'>, known: readonly StoredMapping[] | undefined): boolean {
  return knownFor(table, known) !== undefined;
}

/** True where the file itself names the columns: what is said of `column 1`, `column 2` ... need not hold for the next file. */
export function namesColumns(header: readonly string[]): boolean {
  return header.some((name, i) => name !== `column ${i + 1}`);
}
