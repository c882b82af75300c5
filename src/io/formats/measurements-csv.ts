import type { MeasurementSet, RejectionReason } from '../../measurements/measurement-set.ts';
import { badInput } from '../../units/errors.ts';
import { expandGzip } from '../gzip.ts';
import { carrierReader } from './carrier-field.ts';
import { openDelimitedText } from './delimited-text.ts';
import { MeasurementRows } from './measurement-rows.ts';
import { type FieldNumber, fieldNumber, matchColumns } from './table-number.ts';

/** Names (see columnKey) under which loggers write what is read here. */
const ALIASES = {
  lat: ['lat', 'latitude', 'latdeg', 'latwgs84', 'alllatitude', 'gpslat'],
  lon: ['lon', 'lng', 'long', 'longitude', 'londeg', 'lonwgs84', 'alllongitude', 'gpslon'],
  x: ['x', 'xm', 'localx'],
  y: ['y', 'ym', 'localy'],
  rsrp: [
    'rsrp',
    'rsrpdbm',
    'ltersrp',
    'nrrsrp',
    'ssrsrp',
    'ssrsrpdbm',
    'rsrprx0',
    'allservingcellrsrp1',
    'level',
    'signal',
  ],
  cell: ['cell', 'cellid', 'sector', 'sectorid', 'cellname', 'cellindex', 'eci', 'nci', 'cgi', 'pci', 'servingcell'],
  device: ['device', 'deviceid', 'devicename', 'ue', 'ueid', 'phone', 'phonemodel', 'model', 'imei', 'terminal'],
  frequency: [
    'frequency',
    'freq',
    'frequencymhz',
    'freqmhz',
    'frequencyhz',
    'freqhz',
    'carrier',
    'carrierfrequency',
    'dlfrequency',
  ],
  earfcn: ['earfcn', 'dlearfcn', 'earfcndl', 'lteearfcn', 'servingearfcn'],
  time: ['time', 'timestamp', 'datetime', 'devicetime', 'date', 'measuredat', 'utc'],
} as const;

const LEAST_DBM = -156;
const MOST_DBM = -31;
/** What loggers write for "unknown": Android's maximum integer, 16-bit limits, and the usual nines. */
const SENTINELS = new Set([
  2147483647, -2147483648, 32767, -32768, 65535, 255, 99, 0, -1, -199, -255, -999, -9999, 9999,
]);

/**
 * Reads measured RSRP from delimited text (plain or gz), one measurement a row: lat and lon (WGS 84) or x and y [m, scene
 * frame], RSRP [dBm], and where they are there the serving cell, the phone, the carrier (a frequency, or an E-UTRA channel number) and the
 * time. A row that cannot be used is counted with its
 * line and reason; a blank is missing, never 0.
 * @throws UserError('bad-input') for no table at all, or one without the columns; the columns seen are listed.
 */
export function readMeasurementsCsv(bytes: Uint8Array, name: string): MeasurementSet {
  const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? expandGzip(name, bytes) : bytes;
  const table = openDelimitedText(text, name);
  const column = matchColumns(table.columns, ALIASES);
  refuseWithoutColumns(column, table.columns, name);
  const wgs84 = column.lat >= 0 && column.lon >= 0;
  const [first, second] = wgs84 ? [column.lat, column.lon] : [column.x, column.y];
  const carrier = carrierReader(column, table.delimiter);
  const kept = new MeasurementRows({ device: column.device >= 0, carrier: carrier !== null, time: column.time >= 0 });
  const ledger = new Map<RejectionReason, { lines: number[]; example: string }>();
  const outOfRange = new OutOfRange();
  let rows = 0;
  table.forEachRow((fields, line) => {
    rows++;
    const a = fieldNumber(fields[first], table.delimiter);
    const b = fieldNumber(fields[second], table.delimiter);
    const rsrp = fieldNumber(fields[column.rsrp], table.delimiter);
    const reason =
      (fields.length > table.columns.length && fields.slice(table.columns.length).some((f) => f !== '')
        ? 'ragged-row'
        : null) ??
      positionFault(a, b, wgs84) ??
      rsrpFault(rsrp);
    if (reason === null && a.kind === 'value' && b.kind === 'value' && rsrp.kind === 'value') {
      kept.add({
        a: a.value,
        b: b.value,
        rsrpDbm: rsrp.value,
        cell: fields[column.cell] ?? '',
        device: fields[column.device] ?? '',
        frequencyHz: carrier?.frequencyHz(fields) ?? Number.NaN,
        time: fields[column.time] ?? '',
        line,
      });
      return;
    }
    if (reason === null) throw new Error('a row without a fault must hold numbers');
    if (reason === 'position-out-of-range' && a.kind === 'value' && b.kind === 'value')
      outOfRange.add(a.value, b.value);
    const entry = ledger.get(reason) ?? {
      lines: [],
      example: reason.startsWith('rsrp') ? (fields[column.rsrp] ?? '') : fields.slice(0, 12).join(table.delimiter),
    };
    entry.lines.push(line);
    ledger.set(reason, entry);
  });
  const rejections = [...ledger].map(([reason, { lines, example }]) => ({
    reason,
    lines: Uint32Array.from(lines),
    example,
  }));
  return kept.toSet(name, rows, wgs84, rejections, outOfRange.hint(), carrier?.issue(name) ?? null);
}

function refuseWithoutColumns(
  column: Record<keyof typeof ALIASES, number>,
  columns: readonly string[],
  name: string,
): void {
  const seen = `columns seen: ${columns.join(', ')}`;
  const latLon = column.lat >= 0 && column.lon >= 0;
  if (!latLon && !(column.x >= 0 && column.y >= 0)) {
    const missing = column.lat >= 0 ? 'longitude' : column.lon >= 0 ? 'latitude' : 'position (lat and lon, or x and y)';
    throw badInput(`${name}: no column of ${missing} (${seen}); rename the one that holds it to lat, lon, x or y`);
  }
  if (column.rsrp < 0) throw badInput(`${name}: no column of RSRP (${seen}); rename the one that holds it to rsrp`);
}

function positionFault(a: FieldNumber, b: FieldNumber, wgs84: boolean): RejectionReason | null {
  if (a.kind === 'text' || b.kind === 'text') return 'position-not-a-number';
  if (a.kind === 'missing' || b.kind === 'missing') return 'position-missing';
  if (!wgs84) return null;
  if (Math.abs(a.value) > 90 || Math.abs(b.value) > 180) return 'position-out-of-range';
  return a.value === 0 && b.value === 0 ? 'null-island' : null;
}

function rsrpFault(rsrp: FieldNumber): RejectionReason | null {
  if (rsrp.kind === 'missing') return 'rsrp-missing';
  if (rsrp.kind === 'text') return 'rsrp-not-a-number';
  if (rsrp.value >= LEAST_DBM && rsrp.value <= MOST_DBM) return null;
  return SENTINELS.has(rsrp.value) ? 'rsrp-sentinel' : 'rsrp-out-of-range';
}

/** Positions that are no latitude and longitude, watched for what they are instead. */
class OutOfRange {
  private count = 0;
  private projected = 0;
  private swapped = 0;

  add(lat: number, lon: number): void {
    this.count++;
    if (Math.abs(lat) > 1000 && Math.abs(lon) > 1000) this.projected++;
    else if (Math.abs(lat) <= 180 && Math.abs(lon) <= 90) this.swapped++;
  }

  /** What most of them look like, as an end to a message; empty where they look like nothing known. */
  hint(): string {
    if (2 * this.projected > this.count) {
      return '; they look like projected metres (UTM or the like): convert them to WGS 84 degrees, or give x and y in the scene frame';
    }
    return 2 * this.swapped > this.count ? '; lat and lon look swapped: exchange the two column names' : '';
  }
}
