import type { RejectionReason } from '../../measurements/measurement-set.ts';
import type { Issue } from '../../units/errors.ts';
import type { Table } from '../tables/table.ts';
import { type FieldNumber, fieldNumber } from '../tables/table-number.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { dateOrderOf } from './date-order.ts';
import { type MappedColumns, mappedColumns, numberOrNaN } from './mapped-columns.ts';
import type { MeasurementRows, PartRows } from './measurement-rows.ts';
import { positionFault, rsrpFault, unmet } from './row-faults.ts';
import { RowHints } from './row-hints.ts';
import { TimeReader } from './time-field.ts';

/** Most of a rejected row that is kept as an example. */
const EXAMPLE_FIELDS = 12;

const UNITS = { degrees: ['°', 'deg'], metres: ['m'], dbm: ['dbm'], speed: ['m/s', 'km/h', 'kmh', 'kph'] } as const;

/** How numbers were written that were read all the same. */
interface Spellings {
  minus: number;
  comma: number;
}

/**
 * Reads the rows of one table into `rows`, as the mapping says; those that cannot be used go to the ledger.
 * @throws UserError('bad-input') for a mapping that names a column which the table has not, and what the table throws
 */
export function readRows(
  name: string,
  table: Table,
  mapping: ColumnMapping,
  layout: string,
  rows: MeasurementRows,
): void {
  const at = mappedColumns(name, table, mapping);
  const hints = new RowHints();
  const part = rows.begin({
    name,
    layout,
    kind: at.system === undefined ? 'local' : 'wgs84',
    counts: table.counts,
    hints,
    has: {
      device: at.device >= 0,
      carrier: at.carrier !== null,
      time: at.time >= 0,
      accuracy: at.accuracy >= 0,
      speed: at.speed >= 0,
      indoor: at.indoor >= 0,
    },
  });
  const times = new TimeReader(mapping.timeZone, mapping.dateOrder ?? dateOrderOf(table, at.time));
  const spellings: Spellings = { minus: 0, comma: 0 };
  const width = table.columns.length;
  let short = 0;
  table.forEachRow((fields, line) => {
    // Sheets leave out blanks at the end of a row.
    if (fields.length < width && table.delimiter !== '') short++;
    const ragged = fields.length > width && fields.slice(width).some((field) => field !== '');
    if (!ragged) readRow(fields, line, at, part, { hints, times, spellings });
    else {
      hints.ragged(fields);
      part.reject(
        'ragged-row',
        line,
        `${fields.length} fields, expected ${width}: ${excerpt(fields, table.delimiter)}`,
      );
    }
  });
  const carrier = at.carrier?.issue(name);
  const said = [
    ...(table.issues ?? []),
    ...spellingIssues(name, spellings),
    ...(short > 0 ? [shortRows(name, short)] : []),
    ...(carrier ? [carrier] : []),
    ...times.issues(name),
  ];
  for (const issue of said) rows.note(issue);
}

interface Watches {
  readonly hints: RowHints;
  readonly times: TimeReader;
  readonly spellings: Spellings;
}

function readRow(fields: readonly string[], line: number, at: MappedColumns, part: PartRows, watches: Watches): void {
  const { delimiter } = at;
  const a = fieldNumber(fields[at.first], delimiter, UNITS.degrees);
  const b = fieldNumber(fields[at.second], delimiter, UNITS.degrees);
  const rsrp = fieldNumber(fields[at.rsrp], delimiter, UNITS.dbm);
  const reason = positionFault(a, b, at.system) ?? unmet(at.conditions, fields) ?? rsrpFault(rsrp, at.unknown);
  if (reason !== null) {
    watchRejected(reason, a, b, rsrp, watches.hints);
    part.reject(reason, line, reason.startsWith('rsrp') ? (fields[at.rsrp] ?? '') : excerpt(fields, delimiter));
    return;
  }
  if (a.kind !== 'value' || b.kind !== 'value' || rsrp.kind !== 'value')
    throw new Error('a row without a fault must hold numbers');
  countSpelling(fields, at, watches.spellings);
  const place = at.system ? at.system.wgs84(a.value, b.value) : null;
  part.add({
    a: place ? place.latDeg : a.value,
    b: place ? place.lonDeg : b.value,
    rsrpDbm: rsrp.value,
    cell: at.cell(fields),
    device: at.device < 0 ? '' : (fields[at.device] ?? ''),
    frequencyHz: at.carrier?.frequencyHz(fields) ?? Number.NaN,
    timeMs: at.time < 0 ? Number.NaN : watches.times.read(fields[at.time] ?? ''),
    accuracyM: at.accuracy < 0 ? Number.NaN : numberOrNaN(fields[at.accuracy], delimiter, UNITS.metres),
    speedMps: at.speed < 0 ? Number.NaN : at.speedUnit * numberOrNaN(fields[at.speed], delimiter, UNITS.speed),
    indoor: at.indoor < 0 ? '' : (fields[at.indoor] ?? ''),
    line,
  });
}

function watchRejected(
  reason: RejectionReason,
  a: FieldNumber,
  b: FieldNumber,
  rsrp: FieldNumber,
  hints: RowHints,
): void {
  if (reason === 'position-out-of-range' && a.kind === 'value' && b.kind === 'value') hints.outside(a.value, b.value);
  if (reason === 'rsrp-out-of-range' && rsrp.kind === 'value') hints.level(rsrp.value);
}

function excerpt(fields: readonly string[], delimiter: string): string {
  return fields.slice(0, EXAMPLE_FIELDS).join(delimiter || ' ');
}

function countSpelling(fields: readonly string[], at: MappedColumns, seen: Spellings): void {
  for (const index of [at.first, at.second, at.rsrp]) {
    const text = fields[index]!;
    if (text.startsWith('\u2212')) seen.minus++;
    if (at.delimiter !== ',' && text.includes(',')) seen.comma++;
  }
}

function spellingIssues(name: string, { minus, comma }: Spellings): Issue[] {
  const found = [
    ['typographic-minus', minus, 'with a typographic minus (U+2212)'],
    ['decimal-comma', comma, 'with a decimal comma'],
  ] as const;
  return found
    .filter(([, count]) => count > 0)
    .map(([code, count, how]) => ({
      kind: 'repaired',
      code,
      count,
      message: `${name}: ${count} position${count === 1 ? ' or level is' : 's and levels are'} written ${how}, and read so`,
    }));
}

function shortRows(name: string, count: number): Issue {
  const message = `${name}: ${count} row${count === 1 ? ' has' : 's have'} fewer fields than the header names; what is not there counts as blank`;
  return { kind: 'warning', code: 'short-rows', count, message };
}
