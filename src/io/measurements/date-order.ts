import { firstRows, type Table } from '../tables/table.ts';
import type { DateOrder } from './column-mapping.ts';
import { DATE_EITHER_WAY } from './time-field.ts';

/** Rows that are looked at for dates of this form before all are. */
const ROWS = 50;
const MONTHS = 12;

/**
 * Which comes first in the dates of a column that are written as 03/04/2026: what a day after the 12th in any row says. Undefined for
 * other dates, where no row says it, and where rows contradict one another.
 */
export function dateOrderOf(table: Table, column: number): DateOrder | undefined {
  if (column < 0 || !firstRows(table, ROWS).some((row) => DATE_EITHER_WAY.test(row[column] ?? ''))) return undefined;
  const seen = new Set<DateOrder>();
  table.forEachRow((fields) => {
    const date = DATE_EITHER_WAY.exec(fields[column] ?? '');
    if (!date) return undefined;
    if (Number(date[1]) > MONTHS) seen.add('day-month');
    if (Number(date[3]) > MONTHS) seen.add('month-day');
    return seen.size < 2 ? undefined : false;
  });
  return seen.size === 1 ? [...seen][0] : undefined;
}
