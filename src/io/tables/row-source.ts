import { looksLikeData } from './delimited-text.ts';
import type { RowVisit, Table } from './table.ts';

/** Calls `visit` for every row that holds anything, as often as it is called; an answer of false ends it. */
export type RowSource = (visit: RowVisit) => void;

/** How many rows are looked at for the width of a sheet. */
const ROWS_FOR_WIDTH = 1000;

/**
 * A table of the rows of a sheet, whose first rows may be a title: the header is the first row with two filled cells. Null for a sheet
 * without rows below it.
 */
export function sheetTable(title: string, part: string, source: RowSource): Table | null {
  const head = headOf(source);
  if (head === null) return null;
  const { columns, hasHeader, dataFrom } = head;
  return {
    title,
    part,
    columns,
    hasHeader,
    delimiter: '',
    counts: 'row',
    forEachRow: (visit) => source((fields, at) => (at < dataFrom ? undefined : visit(fields, at))),
  };
}

interface SheetHead {
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** Row of the first data. */
  readonly dataFrom: number;
}

function headOf(source: RowSource): SheetHead | null {
  let header: { readonly fields: readonly string[]; readonly at: number } | null = null;
  let width = 0;
  let after = 0;
  source((fields, at) => {
    width = Math.max(width, fields.length);
    if (header) return ++after < ROWS_FOR_WIDTH ? undefined : false;
    if (fields.filter((field) => field !== '').length >= 2) header = { fields: [...fields], at };
    return undefined;
  });
  const found = header as { readonly fields: readonly string[]; readonly at: number } | null;
  if (found === null) return null;
  const hasHeader = !looksLikeData(found.fields);
  if (hasHeader && after === 0) return null;
  const columns = Array.from({ length: width }, (_, i) => (hasHeader && found.fields[i]) || `column ${i + 1}`);
  return { columns: distinct(columns), hasHeader, dataFrom: hasHeader ? found.at + 1 : found.at };
}

/** The names, each but the first of its kind with a number, so that every column can be named. */
export function distinct(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((raw) => {
    const name = raw.replace(/[\u200b-\u200d\ufeff]/g, '').trim();
    let unique = name;
    for (let n = 2; seen.has(unique.toLowerCase()); n++) unique = `${name} (${n})`;
    seen.add(unique.toLowerCase());
    return unique;
  });
}
