import type { Issue } from '../../units/errors.ts';
import { looksLikeData } from './delimited-text.ts';
import { distinctColumns } from './distinct-columns.ts';
import type { RowVisit, Table } from './table.ts';

/** Calls `visit` for every row that holds anything, as often as it is called; an answer of false ends it. */
export type RowSource = (visit: RowVisit) => void;

/** How many rows are looked at for the width of a sheet. */
const ROWS_FOR_WIDTH = 1000;

/**
 * A table of the rows of a sheet, whose first rows may be a title: the header is the first row with two filled cells. Null for a sheet
 * without rows below it.
 */
export function sheetTable(title: string, file: string, part: string, source: RowSource): Table | null {
  const head = headOf(source, file);
  if (head === null) return null;
  const { dataFrom, ...told } = head;
  return {
    title,
    part,
    ...told,
    delimiter: '',
    counts: 'row',
    forEachRow: (visit) => source((fields, at) => (at < dataFrom ? undefined : visit(fields, at))),
  };
}

interface SheetHead {
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  readonly issues: readonly Issue[];
  /** Row of the first data. */
  readonly dataFrom: number;
}

function headOf(source: RowSource, file: string): SheetHead | null {
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
  const columns = Array.from({ length: width }, (_, i) => (hasHeader && nameOf(found.fields[i])) || `column ${i + 1}`);
  return { ...distinctColumns(columns, file), hasHeader, dataFrom: hasHeader ? found.at + 1 : found.at };
}

function nameOf(raw = ''): string {
  return raw.replace(/[\u200b-\u200d\ufeff]/g, '').trim();
}

/**
 * Names of what a format gives every row (a place, a time) before those of the data that tools add; of the same name, "altitude", the
 * latter is "altitude (data)": both mean one thing, and the place of the point itself is taken.
 */
export function ownAndData(own: readonly string[], data: Iterable<string>, file: string) {
  const taken = new Set(own);
  const renamed = [...data].map((raw) => {
    const name = nameOf(raw);
    return taken.has(name.toLowerCase()) ? `${name} (data)` : name;
  });
  return distinctColumns([...own, ...renamed], file);
}

/** Visits a row once for each of its points, longitude, latitude and altitude before its other fields. */
export function visitPoints(
  points: readonly (readonly number[])[],
  rest: readonly string[],
  at: number,
  visit: RowVisit,
): false | undefined {
  // A row without a point has no position, so that it is counted.
  for (const point of points.length > 0 ? points : [[Number.NaN, Number.NaN, Number.NaN]]) {
    const position = point.map((axis) => (Number.isNaN(axis) ? '' : String(axis)));
    if (visit([...position, ...rest], at) === false) return false;
  }
  return undefined;
}
