import type { MeasuredPositions, MeasurementSet, Rejection } from '../../measurements/measurement-set.ts';
import { REJECTION_REASONS } from '../../measurements/measurement-set.ts';
import type { Issue } from '../../units/errors.ts';

/** A row of a measurement file that can be used. */
export interface MeasurementRow {
  /** Latitude and longitude, or x and y. */
  readonly a: number;
  readonly b: number;
  readonly rsrpDbm: number;
  /** Empty where the row names none; so with `device`. */
  readonly cell: string;
  readonly device: string;
  /** NaN where the row tells none. */
  readonly frequencyHz: number;
  /** As it is written. */
  readonly time: string;
  readonly line: number;
}

/** Names by order of appearance. */
class Names {
  private readonly known = new Map<string, number>();

  /** -1 for no name. */
  indexOf(name: string): number {
    if (name === '') return -1;
    const index = this.known.get(name) ?? this.known.size;
    this.known.set(name, index);
    return index;
  }

  list(): string[] {
    return [...this.known.keys()];
  }
}

/** Accepted rows while they are read, in arrays that double. */
export class MeasurementRows {
  private count = 0;
  private a = new Float64Array(1024);
  private b = new Float64Array(1024);
  private rsrp = new Float32Array(1024);
  private cell = new Int32Array(1024);
  private device: Int32Array | null;
  private frequency: Float64Array | null;
  private time: Float64Array | null;
  private line = new Uint32Array(1024);
  private readonly cells = new Names();
  private readonly devices = new Names();

  /** Which of the columns that may be missing are there: phone, carrier, time. */
  constructor({ device, carrier, time }: { device: boolean; carrier: boolean; time: boolean }) {
    this.device = device ? new Int32Array(1024) : null;
    this.frequency = carrier ? new Float64Array(1024) : null;
    this.time = time ? new Float64Array(1024) : null;
  }

  add(row: MeasurementRow): void {
    const i = this.count++;
    if (i === this.a.length) this.grow();
    this.a[i] = row.a;
    this.b[i] = row.b;
    this.rsrp[i] = row.rsrpDbm;
    this.cell[i] = this.cells.indexOf(row.cell);
    this.line[i] = row.line;
    if (this.device) this.device[i] = this.devices.indexOf(row.device);
    if (this.frequency) this.frequency[i] = row.frequencyHz;
    if (this.time) this.time[i] = timeMs(row.time);
  }

  private grow(): void {
    const double = <T extends Float64Array | Float32Array | Int32Array | Uint32Array>(old: T, fresh: T): T => {
      fresh.set(old);
      return fresh;
    };
    const n = 2 * this.a.length;
    this.a = double(this.a, new Float64Array(n));
    this.b = double(this.b, new Float64Array(n));
    this.rsrp = double(this.rsrp, new Float32Array(n));
    this.cell = double(this.cell, new Int32Array(n));
    this.line = double(this.line, new Uint32Array(n));
    if (this.device) this.device = double(this.device, new Int32Array(n));
    if (this.frequency) this.frequency = double(this.frequency, new Float64Array(n));
    if (this.time) this.time = double(this.time, new Float64Array(n));
  }

  /**
   * @param rows data rows of the file
   * @param hint end of the message about positions that are out of range
   * @param carrierIssue what is to be told of carriers
   */
  toSet(
    name: string,
    rows: number,
    wgs84: boolean,
    rejections: readonly Rejection[],
    hint: string,
    carrierIssue: Issue | null,
  ): MeasurementSet {
    const n = this.count;
    const a = this.a.slice(0, n);
    const b = this.b.slice(0, n);
    const positions: MeasuredPositions = wgs84
      ? { kind: 'wgs84', latDeg: a, lonDeg: b }
      : { kind: 'local', x: a, y: b };
    return {
      name,
      count: n,
      rows,
      positions,
      rsrpDbm: this.rsrp.slice(0, n),
      cell: this.cell.slice(0, n),
      cells: this.cells.list(),
      device: this.device?.slice(0, n) ?? null,
      devices: this.devices.list(),
      frequencyHz: this.frequency?.slice(0, n) ?? null,
      timeMs: this.time?.slice(0, n) ?? null,
      line: this.line.slice(0, n),
      rejections,
      issues: [
        ...rejections.map((rejection) => issueOf(name, rejection, hint)),
        ...(carrierIssue ? [carrierIssue] : []),
      ],
    };
  }
}

function issueOf(name: string, { reason, lines, example }: Rejection, hint: string): Issue {
  const first = [...lines.subarray(0, 5)].join(', ');
  const n = lines.length;
  return {
    kind: 'rejected',
    code: reason,
    count: n,
    message: `${name}: ${n} row${n === 1 ? '' : 's'} left out, ${REJECTION_REASONS[reason]} (line${n === 1 ? '' : 's'} ${first}${n > 5 ? ', ...' : ''}; e.g. "${example.slice(0, 80)}")${reason === 'position-out-of-range' ? hint : ''}`,
  };
}

/** Seconds or milliseconds since 1970, or a date that names its parts in order; a date without a zone is taken as UTC. */
function timeMs(text: string): number {
  if (text === '') return Number.NaN;
  if (/^\d{9,11}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  // G-NetTrack writes 2026.03.31_14.43.00.
  const parts = /^(\d{4})[-./](\d\d)[-./](\d\d)[ T_](\d\d)[:.](\d\d)[:.](\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/.exec(
    text,
  );
  if (!parts) return Number.NaN;
  const [, year, month, day, hour, minute, second, zone] = parts;
  const offset = zone?.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2') ?? 'Z';
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
}
