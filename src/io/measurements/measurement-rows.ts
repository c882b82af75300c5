import { repeated, summed } from '../../measurements/join-sets.ts';
import {
  type MeasurementPart,
  type MeasurementSet,
  REJECTION_REASONS,
  type Rejection,
  type RejectionReason,
} from '../../measurements/measurement-set.ts';
import { countRepeats } from '../../measurements/repeated-rows.ts';
import { badInput, type Issue } from '../../units/errors.ts';
import { GrowingColumn, NameColumn } from './growing-column.ts';
import type { RowHints } from './row-hints.ts';

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
  readonly timeMs: number;
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
  /** What rows that are left out look like. */
  readonly hints: RowHints;
  /** Which of the columns that may be missing are there. */
  readonly has: Readonly<Record<'device' | 'carrier' | 'time' | 'accuracy' | 'speed' | 'indoor', boolean>>;
}

/** Where the rows of one table go. */
export interface PartRows {
  add(row: MeasurementRow): void;
  reject(reason: RejectionReason, line: number, example: string): void;
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
  readonly #hints: RowHints[] = [];
  readonly #notes = new Map<string, Issue[]>();
  readonly #has = { device: false, carrier: false, time: false, accuracy: false, speed: false, indoor: false };
  #kind: PartHead['kind'] | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  /** @throws UserError('bad-input') for degrees in one table and metres in another */
  begin({ name, layout, counts, kind, has, hints }: PartHead): PartRows {
    if (this.#kind !== null && this.#kind !== kind)
      throw badInput(`${name} gives ${words(kind)}, ${this.parts[0]!.name} ${words(this.#kind)}; open them apart`);
    this.#kind = kind;
    for (const column of Object.keys(has) as (keyof typeof has)[]) this.#has[column] ||= has[column];
    const index = this.parts.length;
    const part = { name, layout, counts, rows: 0 };
    this.parts.push(part);
    this.#hints.push(hints);
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
    };
  }

  /** The same of several tables is told once, with the sum. */
  note(issue: Issue): void {
    const known = this.#notes.get(issue.code);
    if (known) known.push(issue);
    else this.#notes.set(issue.code, [issue]);
  }

  #add(row: MeasurementRow, part: number): void {
    this.#a.push(row.a);
    this.#b.push(row.b);
    this.#rsrp.push(row.rsrpDbm);
    this.#cell.push(row.cell);
    this.#device.push(row.device);
    this.#frequency.push(row.frequencyHz);
    this.#time.push(row.timeMs);
    this.#accuracy.push(row.accuracyM);
    this.#speed.push(row.speedMps);
    this.#indoor.push(row.indoor === '' ? INDOOR_UNKNOWN : (INDOOR.get(row.indoor.toLowerCase()) ?? INDOOR_UNKNOWN));
    this.#part.push(part);
    this.#line.push(row.line);
  }

  /** @param passedOver what is said of tables without measurements */
  toSet(passedOver: readonly string[]): MeasurementSet {
    const has = this.#has;
    const [a, b, rsrpDbm] = [this.#a.toArray(), this.#b.toArray(), this.#rsrp.toArray()];
    const [cell, device, timeMs] = [this.#cell.toArray(), this.#device.toArray(), this.#time.toArray()];
    const frequencyHz = this.#frequency.toArray();
    const repeats = countRepeats([a, b, rsrpDbm, cell, device, frequencyHz, timeMs]);
    const rejections = this.#rejections.map((one) => this.#rejectionOf(one));
    return {
      name: this.#name,
      count: a.length,
      rows: this.parts.reduce((sum, { rows }) => sum + rows, 0),
      positions: this.#kind === 'local' ? { kind: 'local', x: a, y: b } : { kind: 'wgs84', latDeg: a, lonDeg: b },
      rsrpDbm,
      cell,
      cells: this.#cell.names(),
      device: has.device ? device : null,
      devices: this.#device.names(),
      frequencyHz: has.carrier ? frequencyHz : null,
      timeMs: has.time ? timeMs : null,
      accuracyM: has.accuracy ? this.#accuracy.toArray() : null,
      speedMps: has.speed ? this.#speed.toArray() : null,
      indoor: has.indoor ? this.#indoor.toArray() : null,
      parts: this.parts,
      part: this.#part.toArray(),
      line: this.#line.toArray(),
      rejections,
      issues: [
        ...rejections.map((one) => this.#issueOf(one)),
        ...[...this.#notes.values()].map(summed),
        ...repeated(this.#name, repeats),
        ...passedOverIssue(this.#name, passedOver),
      ],
    };
  }

  #rejectionOf({ lines, ...rest }: Omit<Rejection, 'lines'> & { readonly lines: readonly number[] }): Rejection {
    const hint = this.#hints[rest.part]!.of(rest.reason);
    return { ...rest, lines: Uint32Array.from(lines), ...(hint === '' ? {} : { hint }) };
  }

  #issueOf({ reason, part, lines, example, hint = '' }: Rejection): Issue {
    const { name, counts } = this.parts[part]!;
    const first = [...lines.subarray(0, 5)].join(', ');
    const n = lines.length;
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
      message: `${name}: ${passedOver.length} of its tables hold no measurements and are passed over (${named})`,
    },
  ];
}
