import type { RejectionReason } from '../../measurements/measurement-set.ts';
import { badInput } from '../../units/errors.ts';
import type { Table } from '../tables/table.ts';
import { type FieldNumber, fieldNumber } from '../tables/table-number.ts';
import { carrierReader } from './carrier-field.ts';
import type { ColumnMapping, RowCondition } from './column-mapping.ts';
import type { MeasurementRows } from './measurement-rows.ts';

const LEAST_DBM = -156;
const MOST_DBM = -31;
/** What loggers write for "unknown": Android's maximum integer, 16-bit limits, and the usual nines. */
const SENTINELS = new Set([
  2147483647, -2147483648, 32767, -32768, 65535, 255, 99, 0, -1, -199, -255, -999, -9999, 9999,
]);

/** Most of a rejected row that is kept as an example. */
const EXAMPLE_FIELDS = 12;

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
  const column = (wanted: string) => columnIndex(name, table, wanted);
  const maybe = (wanted: string | undefined) => (wanted === undefined ? -1 : column(wanted));
  const { position, speed, timeZone = 'Z' } = mapping;
  const wgs84 = position.kind === 'wgs84';
  const [first, second] = wgs84
    ? [column(position.lat), column(position.lon)]
    : [column(position.x), column(position.y)];
  const rsrpAt = column(mapping.rsrp);
  const cells = (mapping.cell ?? []).map(column);
  const at = {
    device: maybe(mapping.device),
    time: maybe(mapping.time),
    accuracy: maybe(mapping.accuracy),
    speed: maybe(speed?.column),
    indoor: maybe(mapping.indoor),
  };
  const carrier = carrierReader(
    { frequency: maybe(mapping.frequency), earfcn: maybe(mapping.channel) },
    table.delimiter,
  );
  const conditions = (mapping.only ?? []).map((condition) => conditionReader(condition, column(condition.column)));
  const unknown = new Set(mapping.unknown ?? []);
  const number = (fields: readonly string[], index: number): number => {
    const read = fieldNumber(fields[index], table.delimiter);
    return read.kind === 'value' ? read.value : Number.NaN;
  };
  const speedUnit = speed?.unit === 'km/h' ? 1 / 3.6 : 1;
  const width = table.columns.length;
  const part = rows.begin({
    name,
    layout,
    kind: position.kind,
    counts: table.counts,
    has: {
      device: at.device >= 0,
      carrier: carrier !== null,
      time: at.time >= 0,
      accuracy: at.accuracy >= 0,
      speed: at.speed >= 0,
      indoor: at.indoor >= 0,
    },
  });
  table.forEachRow((fields, line) => {
    const a = fieldNumber(fields[first], table.delimiter);
    const b = fieldNumber(fields[second], table.delimiter);
    const rsrp = fieldNumber(fields[rsrpAt], table.delimiter);
    const reason =
      (fields.length > width && fields.slice(width).some((field) => field !== '') ? 'ragged-row' : null) ??
      positionFault(a, b, wgs84) ??
      unmet(conditions, fields) ??
      rsrpFault(rsrp, unknown);
    if (reason === null && a.kind === 'value' && b.kind === 'value' && rsrp.kind === 'value') {
      part.add({
        a: a.value,
        b: b.value,
        rsrpDbm: rsrp.value,
        cell: cells.length === 1 ? (fields[cells[0]!] ?? '') : joined(fields, cells),
        device: at.device < 0 ? '' : (fields[at.device] ?? ''),
        frequencyHz: carrier?.frequencyHz(fields) ?? Number.NaN,
        time: at.time < 0 ? '' : (fields[at.time] ?? ''),
        timeZone,
        accuracyM: at.accuracy < 0 ? Number.NaN : number(fields, at.accuracy),
        speedMps: at.speed < 0 ? Number.NaN : speedUnit * number(fields, at.speed),
        indoor: at.indoor < 0 ? '' : (fields[at.indoor] ?? ''),
        line,
      });
      return;
    }
    if (reason === null) throw new Error('a row without a fault must hold numbers');
    if (reason === 'position-out-of-range' && a.kind === 'value' && b.kind === 'value')
      part.outOfRange(a.value, b.value);
    const example = reason.startsWith('rsrp')
      ? (fields[rsrpAt] ?? '')
      : fields.slice(0, EXAMPLE_FIELDS).join(table.delimiter || ' ');
    part.reject(reason, line, example);
  });
  const issue = carrier?.issue(name);
  if (issue) rows.note(issue);
}

function columnIndex(name: string, { columns }: Table, wanted: string): number {
  const index = columns.indexOf(wanted);
  if (index >= 0) return index;
  throw badInput(
    `${name}: no column "${wanted}" (columns seen: ${columns.join(', ')}); correct the mapping, or choose the columns anew`,
  );
}

function joined(fields: readonly string[], columns: readonly number[]): string {
  const texts = columns.map((index) => fields[index] ?? '');
  return texts.every((text) => text === '') ? '' : texts.join('-');
}

interface Condition {
  readonly index: number;
  readonly values: ReadonlySet<string>;
  readonly others: RejectionReason;
}

function conditionReader({ values, others }: RowCondition, index: number): Condition {
  return { index, values: new Set(values.map((value) => value.toLowerCase())), others };
}

function unmet(conditions: readonly Condition[], fields: readonly string[]): RejectionReason | null {
  for (const { index, values, others } of conditions)
    if (!values.has((fields[index] ?? '').toLowerCase())) return others;
  return null;
}

function positionFault(a: FieldNumber, b: FieldNumber, wgs84: boolean): RejectionReason | null {
  if (a.kind === 'text' || b.kind === 'text') return 'position-not-a-number';
  if (a.kind === 'missing' || b.kind === 'missing') return 'position-missing';
  if (!wgs84) return null;
  if (Math.abs(a.value) > 90 || Math.abs(b.value) > 180) return 'position-out-of-range';
  return a.value === 0 && b.value === 0 ? 'null-island' : null;
}

function rsrpFault(rsrp: FieldNumber, unknown: ReadonlySet<number>): RejectionReason | null {
  if (rsrp.kind === 'missing') return 'rsrp-missing';
  if (rsrp.kind === 'text') return 'rsrp-not-a-number';
  if (unknown.has(rsrp.value)) return 'rsrp-sentinel';
  if (rsrp.value >= LEAST_DBM && rsrp.value <= MOST_DBM) return null;
  return SENTINELS.has(rsrp.value) ? 'rsrp-sentinel' : 'rsrp-out-of-range';
}
