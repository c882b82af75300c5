import type { Table } from './table.ts';

/** All of a table at once, for tests. */
export function wholeTable(table: Table): { columns: readonly string[]; rows: string[][]; at: number[] } {
  const rows: string[][] = [];
  const at: number[] = [];
  table.forEachRow((fields, place) => {
    rows.push([...fields]);
    at.push(place);
  });
  return { columns: table.columns, rows, at };
}
