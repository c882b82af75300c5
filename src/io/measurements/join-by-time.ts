import { badInput } from '../../units/errors.ts';
import type { Table } from '../tables/table.ts';
import { fieldNumber } from '../tables/table-number.ts';
import type { DateOrder } from './column-mapping.ts';
import { dateOrderOf } from './date-order.ts';
import { headOf, type TableHead } from './measurement-layout.ts';
import { DATE_EITHER_WAY, timeMsOf } from './time-field.ts';

/** Where a receiver was, in the order of time. */
export interface Track {
  readonly name: string;
  /** Milliseconds since 1970 (UTC), ascending. */
  readonly timeMs: Float64Array;
  readonly latDeg: Float64Array;
  readonly lonDeg: Float64Array;
  /** Stretches without a break; between two nothing is known. */
  readonly segment: Int32Array;
}

export interface JoinOptions {
  /** What the table's clock shows where its times name no zone; UTC where nothing is said. */
  readonly timeZone?: string;
  /** Which comes first in dates such as 03/04/2026; where nothing is said, what a day after the 12th tells, or the order that fits the track. */
  readonly dateOrder?: DateOrder;
  /** Two points of the track that are farther apart than this tell nothing of between [s]. */
  readonly maxGapS?: number;
}

const MAX_GAP_S = 10;
const EARLIEST_MS = Date.UTC(1990, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);
const TIME_NAMES = /time|date|utc|zeit|datum|hora|fecha|heure|tempo/;

/**
 * The track that a table of positions and times is (GPX); points without a time are left out.
 * @throws UserError('bad-input') where fewer than two points tell place and time
 */
export function trackOf(name: string, table: Table): Track {
  const column = (wanted: string) => table.columns.indexOf(wanted);
  const [lat, lon, time, segment] = [column('latitude'), column('longitude'), column('time'), column('segment')];
  const points: { t: number; lat: number; lon: number; segment: number }[] = [];
  let count = 0;
  const number = (text: string | undefined) => {
    const read = fieldNumber(text, table.delimiter);
    return read.kind === 'value' ? read.value : Number.NaN;
  };
  table.forEachRow((fields) => {
    count++;
    const point = {
      t: timeMsOf(fields[time] ?? '', 'Z'),
      lat: number(fields[lat]),
      lon: number(fields[lon]),
      segment: number(fields[segment]),
    };
    if (Number.isFinite(point.t) && Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180) points.push(point);
  });
  if (points.length < 2)
    throw badInput(
      `${name}: ${points.length} of its ${count} track points tell place and time, two at least are needed; record the track with times`,
    );
  points.sort((a, b) => a.t - b.t);
  return {
    name,
    timeMs: Float64Array.from(points, ({ t }) => t),
    latDeg: Float64Array.from(points, (point) => point.lat),
    lonDeg: Float64Array.from(points, (point) => point.lon),
    segment: Int32Array.from(points, (point) => point.segment || 0),
  };
}

/**
 * A table of times without positions, with the positions of a track: between its two nearest points in a straight line. Rows without a
 * time, and those where the track tells nothing, have no position, so that they are counted.
 * @throws UserError('bad-input') for a table without times, or whose times all lie outside of the track
 */
export function joinByTime(
  name: string,
  table: Table,
  track: Track,
  { timeZone = 'Z', dateOrder, maxGapS = MAX_GAP_S }: JoinOptions = {},
): Table {
  const head = headOf(table);
  const time = timeColumn(head, timeZone);
  if (time < 0)
    throw badInput(
      `${name}: no column of times, which would tell where on ${track.name} its rows lie (columns seen: ${table.columns.join(', ')})`,
    );
  const order = dateOrder ?? dateOrderOf(table, time) ?? fittingOrder(table, time, track, timeZone);
  const timeOf = (fields: readonly string[]) => timeMsOf(fields[time] ?? '', timeZone, order);
  assertOverlap(name, table, track, timeOf);
  // What the track decided must hold for whoever reads the times next.
  const decided = (fields: readonly string[]) => {
    const ms = DATE_EITHER_WAY.test(fields[time] ?? '') ? timeOf(fields) : Number.NaN;
    return Number.isNaN(ms) ? fields : fields.with(time, new Date(ms).toISOString());
  };
  return {
    ...table,
    columns: ['longitude', 'latitude', ...table.columns],
    forEachRow: (visit) =>
      table.forEachRow((fields, at) =>
        visit([...positionAt(track, timeOf(fields), maxGapS * 1000), ...decided(fields)], at),
      ),
  };
}

/** Of dates that can be read in two ways, the way that falls into the track; undefined where both or neither do. */
function fittingOrder(table: Table, time: number, track: Track, timeZone: string): DateOrder | undefined {
  const [first, last] = [track.timeMs[0]!, track.timeMs.at(-1)!];
  const fits = (order: DateOrder) => {
    let inside = false;
    table.forEachRow((fields) => {
      const t = timeMsOf(fields[time] ?? '', timeZone, order);
      inside = t >= first && t <= last;
      return inside ? false : undefined;
    });
    return inside;
  };
  const fitting = (['day-month', 'month-day'] as const).filter(fits);
  if (fitting.length < 2) return fitting[0];
  return sameEitherWay(table, time) ? 'day-month' : undefined;
}

/** True where every date is of a day and month of one number: 03/03/2026. */
function sameEitherWay(table: Table, time: number): boolean {
  let same = true;
  table.forEachRow((fields) => {
    const date = DATE_EITHER_WAY.exec(fields[time] ?? '');
    same = date === null || Number(date[1]) === Number(date[3]);
    return same ? undefined : false;
  });
  return same;
}

/** Longitude and latitude as text; blank where the track tells neither. */
function positionAt(
  { timeMs, latDeg, lonDeg, segment }: Track,
  t: number,
  maxGapMs: number,
): readonly [string, string] {
  let low = 0;
  let high = timeMs.length - 1;
  if (!(t >= timeMs[low]! && t <= timeMs[high]!)) return ['', ''];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (timeMs[middle]! <= t) low = middle;
    else high = middle;
  }
  const span = timeMs[high]! - timeMs[low]!;
  const share = span === 0 ? 0 : (t - timeMs[low]!) / span;
  if (share > 0 && share < 1 && (span > maxGapMs || segment[low] !== segment[high])) return ['', ''];
  const turn = lonDeg[high]! - lonDeg[low]!;
  // The short way round.
  const lon = lonDeg[low]! + share * (turn - 360 * Math.round(turn / 360));
  const lat = latDeg[low]! + share * (latDeg[high]! - latDeg[low]!);
  return [String(lon - 360 * Math.round(lon / 360)), String(lat)];
}

/** The column whose values are times of our days; one that is called so before others. */
function timeColumn({ table, keys, rows }: TableHead, timeZone: string): number {
  const isTime = (text: string) =>
    (['day-month', 'month-day'] as const).some((order) => {
      const t = timeMsOf(text, timeZone, order);
      return t >= EARLIEST_MS && t <= LATEST_MS;
    });
  const fits = table.columns
    .map((_, i) => i)
    .filter((i) => {
      const filled = rows.map((row) => row[i] ?? '').filter((text) => text !== '');
      return filled.length > 0 && filled.every(isTime);
    });
  return fits.find((i) => TIME_NAMES.test(keys[i]!)) ?? fits[0] ?? -1;
}

function assertOverlap(
  name: string,
  table: Table,
  { name: trackName, timeMs }: Track,
  timeOf: (fields: readonly string[]) => number,
): void {
  const [first, last] = [timeMs[0]!, timeMs.at(-1)!];
  let [least, most, inside, eitherWay] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, false, false];
  table.forEachRow((fields) => {
    eitherWay ||= fields.some((text) => DATE_EITHER_WAY.test(text));
    const t = timeOf(fields);
    if (Number.isNaN(t)) return;
    least = Math.min(least, t);
    most = Math.max(most, t);
    inside ||= t >= first && t <= last;
    return inside ? false : undefined;
  });
  if (inside) return;
  const iso = (t: number) => (Number.isFinite(t) ? new Date(t).toISOString().slice(0, 19) : 'no time');
  throw badInput(
    `${name}: none of its times (${iso(least)} to ${iso(most)}) lies within ${trackName} (${iso(first)} to ${iso(last)} UTC); ${eitherWay ? 'its dates can be read day first or month first, and a mapping can say dateOrder; ' : ''}if its clock shows local time, write times with their zone (2026-03-31T14:43:00+02:00)`,
  );
}
