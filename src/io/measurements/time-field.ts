import type { Issue } from '../../units/errors.ts';
import type { DateOrder } from './column-mapping.ts';

const DATE = /^(\d{4})[-./](\d\d?)[-./](\d\d?)/;
/** Dots say that the day comes first. */
const DATE_BY_DAY = /^(\d\d?)\.(\d\d?)\.(\d{4})/;
/** 3/4/2024 is another day on each side of the Atlantic. */
export const DATE_EITHER_WAY = /^(\d\d?)([/-])(\d\d?)\2(\d{4})/;
const DATE_BARE = /^((?:19|20)\d\d)(\d\d)(\d\d)(?=\d{6}$)/;
const CLOCK = /^[ T_]*(\d\d?)[:.]?(\d\d)(?:[:.]?(\d\d(?:[.,]\d+)?))?\s*(AM|PM)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;

const ZERO = 48;
const PLAIN_LENGTH = 19;
/** What may stand between the parts of a date, of a date and a clock, and of a clock: one bit each, by the letter's code. */
const [IN_DATE, BEFORE_CLOCK, IN_CLOCK] = [1, 2, 4] as const;
const MARKS = new Uint8Array(128);
for (const letter of '-./') MARKS[letter.charCodeAt(0)]! |= IN_DATE;
for (const letter of ' T_') MARKS[letter.charCodeAt(0)]! |= BEFORE_CLOCK;
for (const letter of ':.') MARKS[letter.charCodeAt(0)]! |= IN_CLOCK;

/** Digits of times since 1970, and how many milliseconds one is. */
const EPOCHS: readonly (readonly [RegExp, number])[] = [
  [/^\d{9,11}(\.\d+)?$/, 1000],
  [/^\d{12,13}(\.\d+)?$/, 1],
  [/^\d{15,16}$/, 1e-3],
  [/^\d{18,19}$/, 1e-6],
];

/**
 * Milliseconds since 1970 (UTC) of a time as loggers write it: seconds to nanoseconds since 1970, or a date that names its parts in
 * order, in `zone` (`Z`, `+02:00`) where it names none; dates such as 03/04/2026 in `order`. NaN for anything else.
 */
export function timeMsOf(text: string, zone: string, order?: DateOrder): number {
  const plain = plainTime(text);
  if (plain !== null) return plain - zoneMs(zone);
  const since = EPOCHS.find(([digits]) => digits.test(text));
  if (since) return Number(text) * since[1];
  const parts = partsOf(text, order);
  if (!parts) return Number.NaN;
  const { year, month, day, hour, minute, second, named } = parts;
  const ms = Date.UTC(year, month - 1, day, hour, minute) + 1000 * second;
  const real = new Date(ms);
  if (real.getUTCDate() !== day || real.getUTCMonth() !== month - 1 || hour > 23 || minute > 59) return Number.NaN;
  return ms - zoneMs(named ?? zone);
}

/**
 * The most common form by far, 2026-03-31 14:43:00 with whatever stands between its parts, as UTC [ms]; null for all others and for days
 * that no calendar has.
 */
function plainTime(text: string): number | null {
  if (text.length !== PLAIN_LENGTH || !hasPlainMarks(text)) return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  // The 29th and later days need the calendar, and years of two digits what Date makes of them.
  if (
    !(year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23 && minute <= 59 && second <= 59)
  )
    return null;
  return 1000 * (60 * (60 * (24 * daysSince1970(year, month, day) + hour) + minute) + second);
}

/** Of a day of the Gregorian calendar: years are counted from March, so that a leap day ends one. Some times as fast as Date.UTC. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const m = (month + 9) % 12;
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return 365 * y + leapDays + Math.floor((153 * m + 2) / 5) + day - 1 - 719_468;
}

function hasPlainMarks(text: string): boolean {
  const isMark = (at: number, kind: number) => (MARKS[text.charCodeAt(at)]! & kind) !== 0;
  return (
    isMark(4, IN_DATE) && isMark(7, IN_DATE) && isMark(10, BEFORE_CLOCK) && isMark(13, IN_CLOCK) && isMark(16, IN_CLOCK)
  );
}

/** NaN where anything else stands there. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = 10 * value + digit;
  }
  return value;
}

/** True for a time that was read and names its zone, or needs none. */
function namesZone(text: string): boolean {
  return /(Z|UTC|GMT|[+-]\d\d:?\d\d)$/i.test(text) || (/^\d+(\.\d+)?$/.test(text) && !/^\d{14}$/.test(text));
}

function dateOf(text: string, order: DateOrder | undefined) {
  const forward = DATE.exec(text) ?? DATE_BARE.exec(text);
  if (forward) return { length: forward[0].length, parts: [forward[1], forward[2], forward[3]] };
  const byDay = DATE_BY_DAY.exec(text);
  if (byDay) return { length: byDay[0].length, parts: [byDay[3], byDay[2], byDay[1]] };
  const either = order && DATE_EITHER_WAY.exec(text);
  if (!either) return null;
  const [first, second] = [either[1], either[3]];
  return {
    length: either[0].length,
    parts: [either[4], ...(order === 'day-month' ? [second, first] : [first, second])],
  };
}

function partsOf(text: string, order: DateOrder | undefined) {
  const date = dateOf(text, order);
  const clock = date && CLOCK.exec(text.slice(date.length));
  if (!clock) return null;
  const [year, month, day] = date.parts.map(Number);
  const half = clock[4]?.toUpperCase();
  const hour = half === undefined ? Number(clock[1]) : (Number(clock[1]) % 12) + (half === 'PM' ? 12 : 0);
  const second = Number((clock[3] ?? '0').replace(',', '.'));
  return { year: year!, month: month!, day: day!, hour, minute: Number(clock[2]), second, named: clock[5] };
}

function zoneMs(zone: string): number {
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  return parts ? (parts[1] === '-' ? -1 : 1) * 60_000 * (60 * Number(parts[2]) + Number(parts[3])) : 0;
}

/** Reads the times of one table, and counts those that need a word. */
export class TimeReader {
  readonly #zone: string | undefined;
  readonly #zoneMs: number;
  readonly #order: DateOrder | undefined;
  #unread = 0;
  #example = '';
  #eitherWay = 0;
  #zoneless = 0;
  #backwards = 0;
  #last = Number.NaN;

  /** @param zone of times that name none; undefined where nobody said, which is UTC and told; @param order undefined where nobody knows */
  constructor(zone: string | undefined, order?: DateOrder) {
    this.#zone = zone;
    this.#zoneMs = zoneMs(zone ?? 'Z');
    this.#order = order;
  }

  read(text: string): number {
    if (text === '') return Number.NaN;
    const plain = plainTime(text);
    const ms = plain === null ? timeMsOf(text, this.#zone ?? 'Z', this.#order) : plain - this.#zoneMs;
    if (Number.isNaN(ms)) {
      if (this.#order === undefined && DATE_EITHER_WAY.test(text)) this.#eitherWay++;
      if (this.#unread++ === 0) this.#example = text;
      return ms;
    }
    if (this.#zone === undefined && (plain !== null || !namesZone(text))) this.#zoneless++;
    if (ms < this.#last) this.#backwards++;
    this.#last = ms;
    return ms;
  }

  issues(file: string): Issue[] {
    const found = [
      [
        'time-unread',
        this.#unread,
        `has a time that is not read (e.g. "${this.#example.slice(0, 40)}"${/e\+\d+$/i.test(this.#example) ? ', rounded by a spreadsheet' : ''}); write it as 2026-03-31T14:43:00Z`,
      ],
      [
        'date-order-unknown',
        this.#eitherWay,
        `has a date that can be read day first or month first, and no day after the 12th tells which; a mapping can say dateOrder ("day-month" or "month-day")`,
      ],
      [
        'time-zone-assumed',
        this.#zoneless,
        'has a time without a zone, which is taken as UTC; a mapping can say timeZone',
      ],
      ['time-unordered', this.#backwards, 'is earlier than the row before it; the order of the file is kept'],
    ] as const;
    return found
      .filter(([, count]) => count > 0)
      .map(([code, count, text]) => ({
        kind: 'warning',
        code,
        count,
        message: `${file}: ${count} row${count === 1 ? ' ' : 's: each '}${text}`,
      }));
  }
}
