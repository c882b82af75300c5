import {
  type MeasurementPart,
  type MeasurementSet,
  REJECTION_REASONS,
  type Rejection,
  type RejectionReason,
} from '../../measurements/measurement-set.ts';
import { badInput, type Issue } from '../../units/errors.ts';
import { GrowingColumn, NameColumn } from './growing-column.ts';
import { OutOfRange } from './out-of-range.ts';
import { timeMsOf } from './time-field.ts';

/** A row of a measurement file that can be used. */
export interface MeasurementRow {
  /** Latitude and longitude, or x and y. */
  readonly a: number;
  readonly b: number;
  readonly rsrpDbm: number;
  /** Empty where the row names none; so with `device`. */
  readonly cell: string;
  readonly device: string;
  /** NaN where the row tells none; so with the other numbers. */
  readonly frequencyHz: number;
  /** As it is written. */
  readonly time: string;
  /** Of a time that names none. */
  readonly timeZone: string;
  readonly accuracyM: number;
  readonly speedMps: number;
  /** As it is written. */
  readonly indoor: string;
  readonly line: number;
}

export interface PartHead {
  readonly name: string;
  readonly layout: string;
  readonly counts: string;
  readonly kind: 'wgs84' | 'local';
  /** Which of the columns that may be missing are there. */
  readonly has: Readonly<Record<'device' | 'carrier' | 'time' | 'accuracy' | 'speed' | 'indoor', boolean>>;
}

/** Where the rows of one table go. */
export interface PartRows {
  add(row: MeasurementRow): void;
  reject(reason: RejectionReason, line: number, example: string): void;
  /** Tells a position that is none in degrees. */
  outOfRange(a: number, b: number): void;
}

const INDOOR: ReadonlyMap<string, number> = new Map([
  ...['1', 'true', 'yes', 'y', 'indoor'].map((text) => [text, 1] as const),
  ...['0', 'false', 'no', 'n', 'outdoor'].map((text) => [text, 0] as const),
]);
const INDOOR_UNKNOWN = 2;

/** Accepted and rejected rows of one or several tables while they are read. */
export class MeasurementRows {
  readonly parts: MeasurementPart[] = [];
  readonly #name: string;
  readonly #a = new GrowingColumn(Float64Array);
  readonly #b = new GrowingColumn(Float64Array);
  readonly #rsrp = new GrowingColumn(Float32Array);
  readonly #cell = new NameColumn();
  readonly #device = new NameColumn();
  readonly #frequency = new GrowingColumn(Float64Array);
  readonly #time = new GrowingColumn(Float64Array);
  readonly #accuracy = new GrowingColumn(Float32Array);
  readonly #speed = new GrowingColumn(Float32Array);
  readonly #indoor = new GrowingColumn(Uint8Array);
  readonly #part = new GrowingColumn(Uint16Array);
  readonly #line = new GrowingColumn(Uint32Array);
  readonly #rejections: { reason: RejectionReason; part: number; lines: number[]; example: string }[] = [];
  readonly #outOfRange = new OutOfRange();
  readonly #notes: Issue[] = [];
  readonly #has = { device: false, carrier: false, time: false, accuracy: false, speed: false, indoor: false };
  #kind: PartHead['kind'] | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  /** @throws UserError('bad-input') for degrees in one table and metres in another */
  begin({ name, layout, counts, kind, has }: PartHead): PartRows {
    if (this.#kind !== null && this.#kind !== kind)
      throw badInput(`${name} gives ${words(kind)}, ${this.parts[0]!.name} ${words(this.#kind)}; open them apart`);
    this.#kind = kind;
    for (const column of Object.keys(has) as (keyof typeof has)[]) this.#has[column] ||= has[column];
    const index = this.parts.length;
    const part = { name, layout, counts, rows: 0 };
    this.parts.push(part);
    const ledger = new Map<RejectionReason, { lines: number[] }>();
    return {
      add: (row) => {
        part.rows++;
        this.#add(row, index);
      },
      reject: (reason, line, example) => {
        part.rows++;
        const known = ledger.get(reason);
        if (known) known.lines.push(line);
        else {
          const entry = { reason, part: index, lines: [line], example };
          ledger.set(reason, entry);
          this.#rejections.push(entry);
        }
      },
      outOfRange: (a, b) => this.#outOfRange.add(a, b),
    };
  }

  note(issue: Issue): void {
    this.#notes.push(issue);
  }

  #add(row: MeasurementRow, part: number): void {
    this.#a.push(row.a);
    this.#b.push(row.b);
    this.#rsrp.push(row.rsrpDbm);
    this.#cell.push(row.cell);
    this.#device.push(row.device);
    this.#frequency.push(row.frequencyHz);
    this.#time.push(timeMsOf(row.time, row.timeZone));
    this.#accuracy.push(row.accuracyM);
    this.#speed.push(row.speedMps);
    this.#indoor.push(INDOOR.get(row.indoor.toLowerCase()) ?? INDOOR_UNKNOWN);
    this.#part.push(part);
    this.#line.push(row.line);
  }

  /** @param passedOver names of tables without measurements */
  toSet(passedOver: readonly string[]): MeasurementSet {
    const [a, b] = [this.#a.toArray(), this.#b.toArray()];
    const has = this.#has;
    const rejections = this.#rejections.map(({ lines, ...rest }) => ({ ...rest, lines: Uint32Array.from(lines) }));
    return {
      name: this.#name,
      count: a.length,
      rows: this.parts.reduce((sum, { rows }) => sum + rows, 0),
      positions: this.#kind === 'local' ? { kind: 'local', x: a, y: b } : { kind: 'wgs84', latDeg: a, lonDeg: b },
      rsrpDbm: this.#rsrp.toArray(),
      cell: this.#cell.toArray(),
      cells: this.#cell.names(),
      device: has.device ? this.#device.toArray() : null,
      devices: this.#device.names(),
      frequencyHz: has.carrier ? this.#frequency.toArray() : null,
      timeMs: has.time ? this.#time.toArray() : null,
      accuracyM: has.accuracy ? this.#accuracy.toArray() : null,
      speedMps: has.speed ? this.#speed.toArray() : null,
      indoor: has.indoor ? this.#indoor.toArray() : null,
      parts: this.parts,
      part: this.#part.toArray(),
      line: this.#line.toArray(),
      rejections,
      issues: [
        ...rejections.map((one) => this.#issueOf(one)),
        ...this.#notes,
        ...passedOverIssue(this.#name, passedOver),
      ],
    };
  }

  #issueOf({ reason, part, lines, example }: Rejection): Issue {
    const { name, counts } = this.parts[part]!;
    const first = [...lines.subarray(0, 5)].join(', ');
    const n = lines.length;
    const hint = reason === 'position-out-of-range' ? this.#outOfRange.hint() : '';
    return {
      kind: 'rejected',
      code: reason,
      count: n,
      message: `${name}: ${n} row${n === 1 ? '' : 's'} left out, ${REJECTION_REASONS[reason]} (${counts}${n === 1 ? '' : 's'} ${first}${n > 5 ? ', ...' : ''}; e.g. "${example.slice(0, 80)}")${hint}`,
    };
  }
}

function words(kind: PartHead['kind']): string {
  return kind === 'wgs84' ? 'latitudes and longitudes' : 'x and y';
}

function passedOverIssue(name: string, passedOver: readonly string[]): Issue[] {
  if (passedOver.length === 0) return [];
  const named = passedOver.slice(0, 5).join('; ') + (passedOver.length > 5 ? '; ...' : '');
  return [
    {
      kind: 'warning',
      code: 'no-measurements',
      count: passedOver.length,
      message: `${name}: ${passedOver.length} of its files hold no measurements and are passed over (${named})`,
    },
  ];
}
