import type { Issue } from '../../units/errors.ts';

/**
 * Rows of text under named columns, whatever kind of file they came from, before any column has a meaning. Sheets, databases and
 * placemarks become such a table; numbers in them are written with a decimal point.
 */
export interface Table {
  /** What the file is, e.g. "CSV with semicolons". */
  readonly title: string;
  /** The sheet or layer, where a file may hold several. */
  readonly part?: string;
  /** Names of the columns, without invisible letters; those of a table without a header are `column 1`, `column 2` … */
  readonly columns: readonly string[];
  /** False where the first row is data. */
  readonly hasHeader: boolean;
  /** What parts the fields in the file: a comma tells that none stands for a decimal point. Empty where nothing does. */
  readonly delimiter: string;
  /** What the second argument of `visit` counts: lines of a text, rows of a sheet, placemarks … */
  readonly counts: string;
  /** What was assumed in opening it. */
  readonly issues?: readonly Issue[];
  /**
   * Calls `visit` for every data row, from the first: its fields, trimmed (the array is reused), and where it stands in the file,
   * 1 = first. An answer of false ends it.
   */
  forEachRow(visit: RowVisit): void;
}

// biome-ignore lint/suspicious/noConfusingVoidType: most visits end without a word
export type RowVisit = (fields: readonly string[], at: number) => void | false;

/** A kind of file that tables come in. One file each, all of them in table-formats.ts. */
export interface TableFormat {
  readonly id: string;
  /** True for its content; the name is only what messages call the file. */
  recognises(bytes: Uint8Array, name: string): boolean;
  /**
   * Most files hold one table; of several sheets or layers, those that hold rows.
   * @throws UserError('bad-input') naming the file, where in it, the value, the rule and the cure
   */
  open(bytes: Uint8Array, name: string): Promise<readonly Table[]> | readonly Table[];
}

/** The first rows of a table, copied. */
export function firstRows(table: Table, most: number): readonly (readonly string[])[] {
  const rows: string[][] = [];
  if (most > 0) table.forEachRow((fields) => (rows.push([...fields]) < most ? undefined : false));
  return rows;
}
